// The staff's pages work without this; it only saves steps.

// After a refused form the summary of errors is read first.
document.querySelector(".errors")?.focus();

// Where a strip of links is wider than the screen, the one that is open is in sight.
for (const open of document.querySelectorAll(".side-links [aria-current], .panes [aria-current]")) {
  const strip = open.closest("nav");
  strip.scrollLeft += open.getBoundingClientRect().right - strip.getBoundingClientRect().right + open.offsetWidth;
}

// "Copy" copies; without a clipboard it selects, so that Ctrl-C does.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    if (said) said.textContent = button.dataset.done;
  } catch {
    source.focus();
  }
});

// One box ticks all of the page's.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  const box = all.querySelector("input");
  const boxes = [...document.querySelectorAll(`input[name="${all.dataset.tickAll}"]`)];
  const tell = () => {
    const ticked = boxes.filter((one) => one.checked).length;
    box.checked = ticked === boxes.length;
    box.indeterminate = ticked > 0 && !box.checked;
  };
  box.addEventListener("change", () => boxes.forEach((one) => (one.checked = box.checked)));
  boxes.forEach((one) => one.addEventListener("change", tell));
  all.hidden = false;
  tell();
}

// What goes on elsewhere is looked at again until it is done.
const again = () => {
  const part = document.querySelector("[data-again]");
  if (!part) return;
  window.setTimeout(async () => {
    try {
      const answer = await fetch(part.dataset.again);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = answer.ok && page.getElementById(part.id);
      if (found) part.replaceWith(found);
    } finally {
      again();
    }
  }, 2000);
};
again();

// A second click on a submit button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 3000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
