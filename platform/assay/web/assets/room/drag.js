// Lines that are dragged by their grip, with a mouse, a pen or a finger. The buttons beside it do the same by keys.

const GLIDE = 120;

// told.moved(piece) after a line was put down elsewhere; told.gripIn(piece) is where its grip goes, the line itself
// where it isn't said.
export function makeDrag(list, told) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const pieces = () => [...list.querySelectorAll("[data-piece]")];
  let held = null;

  for (const piece of pieces()) {
    const grip = Object.assign(document.createElement("span"), { className: "grip", textContent: "⠿" });
    grip.setAttribute("aria-hidden", "true");
    (told.gripIn?.(piece) ?? piece).prepend(grip);
  }

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button !== 0 || held) return;
    event.preventDefault();
    const piece = grip.closest("[data-piece]");
    held = { piece, pointer: event.pointerId, before: pieces() };
    piece.classList.add("is-dragged");
    // On the list, which stays where it is: a grip that is moved in the page would let go.
    list.setPointerCapture(event.pointerId);
    document.addEventListener("keydown", giveUp);
  });

  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.pointer) return;
    const others = pieces().filter((piece) => piece !== held.piece);
    const next = others.find((piece) => event.clientY < middle(piece)) ?? null;
    if (next !== held.piece.nextElementSibling) glide(others, () => list.insertBefore(held.piece, next));
  });

  const end = (event) => {
    if (event.pointerId !== held?.pointer) return;
    const { piece, before } = held;
    held = null;
    document.removeEventListener("keydown", giveUp);
    piece.classList.remove("is-dragged");
    if (event.type === "pointercancel") list.append(...before);
    else if (pieces().some((one, index) => one !== before[index])) told.moved(piece);
  };
  list.addEventListener("pointerup", end);
  list.addEventListener("pointercancel", end);

  function giveUp(event) {
    if (!held || event.key !== "Escape") return;
    document.removeEventListener("keydown", giveUp);
    list.releasePointerCapture(held.pointer);
    held.piece.classList.remove("is-dragged");
    list.append(...held.before);
    held = null;
  }

  function glide(others, move) {
    const were = others.map((piece) => piece.getBoundingClientRect().top);
    move();
    if (calm.matches) return;
    others.forEach((piece, index) => {
      const by = were[index] - piece.getBoundingClientRect().top;
      if (by) piece.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: GLIDE, easing: "ease-out" });
    });
  }
}

// Where it lies in the page: while it glides its box is elsewhere.
function middle(piece) {
  const { top } = piece.parentElement.getBoundingClientRect();
  return top + piece.offsetTop - piece.parentElement.offsetTop + piece.offsetHeight / 2;
}
