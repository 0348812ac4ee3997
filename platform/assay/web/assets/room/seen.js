// A question that is shown for the first time says so once: looking alone (GET) changes nothing on the server.

export function tellSeen(form) {
  if (!form?.dataset.seenUrl) return;
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  // Where this can’t be told, the form that leaves the page or an answer says it: it is only a mark.
  fetch(form.dataset.seenUrl, { method: "POST", body, keepalive: true, redirect: "error" }).catch(() => {});
}
