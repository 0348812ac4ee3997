// The picker as a panel beside the assembly: its page is taken in here, and what is added goes into the form as it
// stands, saved or not. Without this the button leads to the picker's own page.

export function makePanel(panel, press) {
  const body = panel.querySelector("#panel-body");
  const said = panel.querySelector("#panel-said");
  let section = "0";
  let opener = null;

  async function show(address) {
    said.textContent = "Looking…";
    try {
      const reply = await fetch(address, { signal: AbortSignal.timeout(15_000) });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const found = page.getElementById("picker");
      if (!found) return window.location.assign(address); // signed out meanwhile, or no longer allowed
      body.replaceChildren(found);
      tidy();
      said.textContent = "";
    } catch {
      said.textContent = "The questions can’t be reached at the moment. Try again.";
    }
  }

  // What the form names already, saved or not, is not offered again.
  function tidy() {
    const named = new Set([...document.querySelectorAll("#assembly select[name$=-item]")].map((one) => one.value));
    for (const row of body.querySelectorAll("[data-item]")) if (named.has(row.dataset.item)) row.remove();
    for (const link of body.querySelectorAll("[data-look]")) Object.assign(link, { target: "_blank", rel: "noopener" });
    const list = body.querySelector("#pick-section");
    if (list) list.value = section;
  }

  function close() {
    panel.close();
    const again = opener && document.querySelector(`[data-pick="${opener}"]`);
    again?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (!button) return;
    event.preventDefault();
    section = opener = button.dataset.pick;
    if (!panel.open) panel.show();
    panel.querySelector("h2").focus();
    show(`${panel.dataset.from}?section=${section}`);
  });

  panel.addEventListener("click", (event) => {
    if (event.target.closest("#close-panel")) return close();
    const link = event.target.closest(".sheet-foot a, [data-page]");
    if (link) {
      event.preventDefault();
      return show(link.href);
    }
    return undefined;
  });
  panel.addEventListener("keydown", (event) => event.key === "Escape" && close());

  panel.addEventListener("change", (event) => {
    if (event.target.id === "pick-section") section = event.target.value;
  });

  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.method === "get") return show(`${form.action}?${new URLSearchParams(new FormData(form))}`);
    const item = event.submitter?.value;
    if (item) press(`add-item:${section}:${item}`);
    return undefined;
  });

  return {
    // The assembly has taken it in: one goes on in the panel, at the row that follows.
    added() {
      const rows = [...body.querySelectorAll("[data-item]")];
      const named = new Set([...document.querySelectorAll("#assembly select[name$=-item]")].map((one) => one.value));
      const gone = rows.find((row) => named.has(row.dataset.item));
      const next = gone?.nextElementSibling ?? gone?.previousElementSibling;
      said.textContent = gone ? `“${gone.querySelector("bdi").textContent}” is in the draft.` : "";
      gone?.remove();
      (next?.querySelector("button") ?? panel.querySelector("h2")).focus();
    },
  };
}
