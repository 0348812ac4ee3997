// What was spent on a question and on its section: differences of a clock that nobody can set (performance.now),
// added up over the visits of this browser. It is for the candidate alone and is not sent.

import { spell } from "./clock.js";

const EACH = 500;

export function makeSpent(sitting) {
  const box = document.getElementById("times");
  if (!box?.dataset.position) return;
  const name = `spent:${sitting}`;
  const here = box.dataset.position;
  const others = box.dataset.places.split(" ").filter((place) => place !== here);
  const kept = read(name);
  const before = kept[here] ?? 0;
  const start = performance.now();
  const faces = { question: document.getElementById("spent-question"), section: document.getElementById("spent-section") };

  const tick = () => {
    kept[here] = before + performance.now() - start;
    put(faces.question, kept[here]);
    put(faces.section, others.reduce((sum, place) => sum + (kept[place] ?? 0), kept[here]));
    write(name, kept);
  };
  box.hidden = false;
  for (const each of box.querySelectorAll("[data-spent]")) each.hidden = false;
  tick();
  window.setInterval(tick, EACH);
}

function put(face, ms) {
  const told = spell(Math.floor(ms / 1000));
  if (face && face.textContent !== told) face.textContent = told;
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function write(name, kept) {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // It is only counted on this page then.
  }
}
