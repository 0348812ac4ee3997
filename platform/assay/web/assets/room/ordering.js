// Putting lines in order by two buttons each, or by dragging. Without this, numbered lists do the same.

import { makeDrag } from "./drag.js";
import { words } from "./words.js";

export function makeOrdering(form, changed) {
  const list = form.querySelector("[data-pieces]");
  if (!list) return;
  const voice = document.getElementById("said");
  const pieces = () => [...list.querySelectorAll("[data-piece]")];

  const renumber = () => {
    const all = pieces();
    all.forEach((piece, index) => {
      piece.querySelector("select").value = String(index + 1);
      piece.querySelector("[data-move=up]").disabled = index === 0;
      piece.querySelector("[data-move=down]").disabled = index === all.length - 1;
    });
  };

  for (const piece of pieces()) {
    piece.querySelector("[data-place]").hidden = true;
    piece.querySelector("[data-moves]").hidden = false;
  }
  list.addEventListener("moved", renumber);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const piece = button.closest("[data-piece]");
    if (button.dataset.move === "up") piece.previousElementSibling.before(piece);
    else piece.nextElementSibling.after(piece);
    renumber();
    const other = piece.querySelector(`[data-move=${button.dataset.move === "up" ? "down" : "up"}]`);
    (button.disabled ? other : button).focus();
    moved(piece);
  });
  const moved = (piece) => {
    form.dataset.touched = "yes";
    renumber();
    voice.textContent = words("moved", { place: pieces().indexOf(piece) + 1, count: pieces().length });
    changed();
  };
  makeDrag(list, { moved });
  renumber();
}
