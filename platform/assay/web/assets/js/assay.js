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
