// The time that is left. Only differences count: the server says how much is left, this counts down from there on a
// clock that nobody can set (performance.now), and is put right by every reply. It never reads the time of day.

import { words } from "./words.js";

const MILESTONES = [30 * 60, 10 * 60, 5 * 60, 60, 30]; // seconds left at which it is said aloud

export class Clock {
  // says: under which name its sentences stand; milestones: the seconds left at which there is one.
  constructor({ face, voice, onZero, says = "left", milestones = MILESTONES }) {
    Object.assign(this, { face, voice, onZero, says, milestones, said: new Set(), asked: false });
  }

  start(leftMs) {
    for (const seconds of this.milestones) if (seconds * 1000 >= leftMs) this.said.add(seconds);
    this.put(leftMs);
    window.setInterval(() => this.tick(), 250);
  }

  // From a reply: both instants are the server's own.
  correct(serverNow, endsAt) {
    this.put(Date.parse(endsAt) - Date.parse(serverNow));
  }

  put(leftMs) {
    this.zeroAt = performance.now() + leftMs;
    if (leftMs > 0) this.asked = false;
    // With more time a milestone comes again; a reply that took a while is not more time.
    for (const seconds of this.milestones) if (leftMs > seconds * 1000 + 5000) this.said.delete(seconds);
    this.tick();
  }

  get left() {
    return Math.max(0, this.zeroAt - performance.now());
  }

  tick() {
    const seconds = Math.ceil(this.left / 1000);
    const shown = spell(seconds);
    if (this.face.textContent !== shown) this.face.textContent = shown;
    this.face.classList.toggle("is-short", seconds <= 300);
    for (const milestone of this.milestones) {
      if (seconds > milestone || seconds === 0 || this.said.has(milestone)) continue;
      for (const each of this.milestones) if (each >= milestone) this.said.add(each);
      this.voice.textContent = words(`${this.says}-${milestone}`);
    }
    if (this.left === 0 && !this.asked) {
      this.asked = true;
      this.onZero();
    }
  }
}

export function spell(seconds) {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = two(Math.floor((seconds % 3600) / 60));
  return `${hours ? `${hours}:` : ""}${minutes}:${two(seconds % 60)}`;
}
