// Signs of life: every few seconds the server is told that the page is there, with what it noticed meanwhile, and says
// when the time ends. It never carries an answer, and no save waits for it.

import { newKey } from "./saver.js";

const SHOWN = 4_000; // so that more time is known of within five seconds
const HIDDEN = 15_000;
const PATIENCE = 10_000;
const AT_ONCE = 40; // events in one sign; the others wait for the next
const MOST = 400;

// told: { clock(serverNow, endsAt), extended(words), messages(list), records(names), end(reason) }
// last: the number of the last message that the page shows
export class Beats {
  constructor({ address, kept, told, last = 0, events = () => [] }) {
    Object.assign(this, { address, kept, told, last, events, endsAt: null });
    Object.assign(this, { tried: false, busy: false, again: false, ended: false });
  }

  start() {
    this.later(200 + Math.random() * 500);
  }

  later(ms) {
    window.clearTimeout(this.timer);
    if (!this.ended) this.timer = window.setTimeout(() => this.beat(), ms);
  }

  // Something is new: ask at once. What was asked before it may not know of it, so then once more.
  look() {
    if (this.ended) return;
    if (this.busy) this.again = true;
    else this.beat();
  }

  note(kind, more = {}) {
    const waiting = this.kept.get("events") ?? [];
    if (waiting.length < MOST) this.kept.set("events", [...waiting, { key: newKey(), kind, at: now(), ...more }]);
  }

  async beat({ keepalive = false } = {}) {
    if (this.busy && !keepalive) return;
    this.busy = true;
    for (const event of this.events()) this.note(event.kind, event);
    const sent = (this.kept.get("events") ?? []).slice(0, AT_ONCE);
    let reply, said;
    try {
      reply = await fetch(this.address, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-Assay": "save" },
        body: JSON.stringify(this.body(sent)),
        redirect: "error",
        keepalive,
        ...(!keepalive && { signal: AbortSignal.timeout(PATIENCE) }),
      });
      said = await reply.json();
    } catch {
      said = null;
    }
    this.busy = false;
    if (reply?.ok) this.heard(said, sent);
    else this.unheard(reply, said, sent);
    const again = this.again;
    this.again = false;
    if (again) return this.later(0);
    this.later((document.visibilityState === "visible" ? SHOWN : HIDDEN) + Math.random() * 500);
  }

  body(sent) {
    const events = sent.map(({ at, ...event }) => ({ ...event, ago: Math.max(0, Math.round(now() - at)) }));
    return { known: this.kept.get("known") ?? null, told: this.last, ends_at: this.endsAt, tried: this.tried, events };
  }

  heard(said, sent) {
    this.tried = false;
    this.drop(sent);
    this.endsAt = said.ends_at;
    this.told.clock(said.server_now, said.ends_at);
    if (said.known !== undefined) this.kept.set("known", said.known);
    if (said.records) this.told.records(said.records);
    if (said.messages?.length) {
      const fresh = said.messages.filter((one) => one.number > this.last);
      this.last = said.messages.at(-1).number;
      if (fresh.length) this.told.messages(fresh);
    }
    if (said.extensions?.length) this.told.extended(said.extensions.map((one) => one.words));
  }

  unheard(reply, said, sent) {
    if (!reply || !said || reply.status >= 500 || reply.status === 429) {
      this.tried = true;
      return;
    }
    if (said.error === "invalid") return this.drop(sent);
    this.ended = true;
    this.told.end(said.error ?? "unknown");
  }

  drop(sent) {
    const keys = new Set(sent.map((event) => event.key));
    this.kept.set("events", (this.kept.get("events") ?? []).filter((event) => !keys.has(event.key)));
  }
}

// Milliseconds on a clock that goes on from page to page; only differences of it are ever sent.
const now = () => performance.timeOrigin + performance.now();

// What one page leaves for the next, in this tab alone. Where that is refused, for this page alone.
export function keptFor(sitting, shelf) {
  const name = (key) => `assay-${sitting}-${key}`;
  const memory = new Map();
  return {
    get(key) {
      try {
        return JSON.parse(shelf.getItem(name(key)));
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      memory.set(key, value);
      try {
        shelf.setItem(name(key), JSON.stringify(value));
      } catch {
        // It is there while the page is.
      }
    },
  };
}
