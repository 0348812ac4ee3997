// Sections and rules are added, moved and removed without loading the page again. Without this each button loads it.

import { makeDrag } from "../room/drag.js";
import { makePanel } from "./picker.js";
import "./swapping.js";

const WORDS = { add: "Added.", up: "Moved up.", down: "Moved down.", to: "Moved.", "section-up": "Moved up.", remove: "Removed." };
const CONTROL = "input:not([type=hidden]), summary, select, button";
let pressed = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.detail.elt.value ?? "";
});

// The answer says where the row is now: there one goes on, at the same button where it is still there.
document.addEventListener("reached", ({ detail }) => {
  const verb = pressed.split(":")[0];
  if (verb === "add-item") return panel.added(detail.at);
  const row = document.getElementById(detail.at) ?? document.getElementById("sections");
  const same = row.querySelector(`[name="do"][value^="${verb}:"]`);
  (same ?? row.querySelector(CONTROL)).focus();
  document.getElementById("assembly-said").textContent = WORDS[verb] ?? WORDS[verb.split("-")[0]] ?? "";
});

// Presses the form's button that only scripts press: with a question that was picked, or a rule that was dragged.
function press(value) {
  const button = document.getElementById("by-script");
  button.disabled = false;
  button.value = value;
  button.click();
}

const panel = makePanel(document.getElementById("picker-panel"), press);

// Rules are dragged within their section; the arrow keys on a rule's buttons move it too.
function makeRules() {
  for (const list of document.querySelectorAll(".rule-list")) {
    if (list.querySelectorAll("[data-piece]").length < 2 || list.querySelector(".grip")) continue;
    makeDrag(list, {
      gripIn: (piece) => piece.querySelector(".rule-moves"),
      moved: (piece) => {
        const place = [...list.querySelectorAll("[data-piece]")].indexOf(piece);
        press(`to:${list.dataset.section}:${piece.dataset.piece}:${place}`);
      },
    });
  }
}

document.addEventListener("keydown", (event) => {
  const verb = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const moves = verb && event.target.closest?.(".rule-moves");
  if (!moves || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moves.querySelector(`[value^="${verb}:"]`)?.click();
});

document.addEventListener("htmx:afterSettle", makeRules);
makeRules();
