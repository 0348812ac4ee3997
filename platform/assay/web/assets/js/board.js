// The live board keeps itself new: at once where a socket says so, else every fifteen seconds, unless the reader holds it.

import { listen } from "./socket.js";

const EACH = 15_000;
const REST = 1_500; // several things at once are one look

const board = document.getElementById("board");

if (board) {
  const { rowsUrl, slug, assessment } = board.dataset;
  const box = document.getElementById("board-runs");
  let timer;
  let busy = false;
  let last = 0;

  const soon = (ms) => {
    window.clearTimeout(timer);
    if (box.checked) timer = window.setTimeout(look, ms);
  };

  async function look() {
    if (busy || document.hidden) return soon(EACH);
    busy = true;
    last = performance.now();
    try {
      const reply = await fetch(rowsUrl, { signal: AbortSignal.timeout(10_000), redirect: "error" });
      if (reply.ok) put(await reply.text());
      if (reply.status === 403 || reply.status === 404) box.checked = false;
    } catch {
      // The next look may be luckier.
    }
    busy = false;
    soon(EACH);
  }

  const heard = () => soon(Math.max(Math.random() * 300, REST - (performance.now() - last)));

  box.closest("label").hidden = false;
  box.addEventListener("change", () => (box.checked ? look() : window.clearTimeout(timer)));
  document.addEventListener("visibilitychange", () => !document.hidden && heard());
  listen({ path: "/o/live/", auth: { slug, assessment }, look: heard });
  soon(EACH);
}

// Puts the new in the place of the old; who was at one of its links stays there.
function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || old.isEqualNode(part)) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(document.adoptNode(part));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
