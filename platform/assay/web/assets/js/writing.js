// Rows of a question are added, moved and removed without loading the page again, and what one types is looked at
// while one types. Without this each button loads the page, and Preview shows how it looks.

import "./swapping.js";

const WORDS = { add: "Added.", up: "Moved up.", down: "Moved down.", remove: "Removed." };
const CONTROL = "input:not([type=hidden]), textarea, select, button";
let pressed = "";

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  pressed = detail.elt.name === "do" ? detail.elt.value : "";
});

// The answer says where the row is now: there one goes on, at the same button where it is still there.
document.addEventListener("reached", ({ detail }) => {
  const verb = pressed.split(":")[0];
  const row = document.getElementById(detail.at) ?? document.getElementById("writing");
  const same = verb === "add" ? null : row.querySelector(`[name="do"][value^="${verb}:"]`);
  (same ?? row.querySelector(CONTROL))?.focus();
  document.getElementById("writing-said").textContent = WORDS[verb] ?? "";
});

// What is seen beside comes by itself.
function hidePreview() {
  for (const button of document.querySelectorAll("[data-plain]")) button.hidden = true;
}
document.addEventListener("htmx:afterSettle", hidePreview);
hidePreview();
