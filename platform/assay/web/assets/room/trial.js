// Running the visible tests: the button asks, the page is looked at until they have run. Saving goes on meanwhile.

const OFTEN = 1500;
const SELDOM = 15_000;

export async function ask(form, button, shown) {
  button.disabled = true;
  try {
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    const reply = await fetch(button.formAction, { method: "POST", body, redirect: "manual" });
    if (reply.type === "opaqueredirect") return look(form, OFTEN);
    if (reply.status === 429) return shown.notNow();
  } catch {
    // what follows says so
  }
  button.disabled = false;
  return shown.stay();
}

export function watch(form) {
  if (form.querySelector("#trial[data-waiting]")) window.setTimeout(() => look(form, OFTEN), OFTEN);
}

// Puts the section in as the server has it now; asks again, less and less often, while it waits.
async function look(form, rest) {
  try {
    const reply = await fetch(form.action, { signal: AbortSignal.timeout(10_000), redirect: "error" });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const found = page.getElementById("trial");
    if (found) form.querySelector("#trial").replaceWith(found);
  } catch {
    // the line may be back the next time
  }
  const next = Math.min(rest * 1.3, SELDOM);
  if (form.querySelector("#trial[data-waiting]")) window.setTimeout(() => look(form, next), next);
}
