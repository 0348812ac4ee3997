// Sections and rules are added, moved and removed without loading the page again. Without this each button loads it.

import htmx from "htmx.org";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
  responseHandling: [
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

const WORDS = { add: "Added.", up: "Moved up.", down: "Moved down.", "section-up": "Moved up.", remove: "Removed." };
const CONTROL = "input:not([type=hidden]), summary, select, button";
let pressed = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.detail.elt.value ?? "";
});

// The answer says where the row is now: there one goes on, at the same button where it is still there.
document.addEventListener("reached", ({ detail }) => {
  const verb = pressed.split(":")[0];
  const row = document.getElementById(detail.at) ?? document.getElementById("sections");
  const same = row.querySelector(`[name="do"][value^="${verb}:"]`);
  (same ?? row.querySelector(CONTROL)).focus();
  document.getElementById("assembly-said").textContent = WORDS[verb] ?? WORDS[verb.split("-")[0]] ?? "";
});

// Where the server can't be reached, or knows better, the form goes its plain way and the next page says why.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, ({ detail }) => {
    const button = detail.elt;
    button.removeAttribute("hx-post");
    button.form.requestSubmit(button);
  });
}
