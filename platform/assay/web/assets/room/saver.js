// Sends answers, one request in flight, until the server has confirmed each. A change waits a second for the next one;
// a failure waits longer each time, with jitter, so that a thousand browsers do not come back at once.

const PATIENCE = 15_000;
const LONGEST = 30_000;
const AGAIN = 1000;

export class Saver {
  // told: { state(name, serverNow), clock(serverNow, endsAt), stale(position, seq, value), sectionOver(position),
  // end(reason) }
  constructor({ store, address, told }) {
    Object.assign(this, { store, address, told, failures: 0, busy: null, isOver: false, ended: false });
    this.notNow = new Set(); // keys of answers that wait until the section which runs is over
    window.addEventListener("online", () => this.hurry());
  }

  async keep(entry) {
    await this.store.put(entry);
    this.told.state("waiting");
  }

  later(ms) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), ms);
  }

  hurry() {
    this.failures = 0;
    this.later(0);
  }

  // Resolves to true when nothing is left unsent, to false when something had to stay.
  flush() {
    window.clearTimeout(this.timer);
    this.busy ??= this.sendAll().finally(() => (this.busy = null));
    return this.busy;
  }

  async sendAll() {
    for (let waiting = await this.waiting(); waiting.length; waiting = await this.waiting()) {
      if (this.ended || !(await this.send(waiting[0]))) return false;
    }
    if (this.isOver && !this.ended) this.end("time_is_up");
    else if (this.sectionOver) this.told.sectionOver(this.sectionOver);
    const isWhole = !this.isOver && !this.sectionOver;
    this.sectionOver = 0;
    return isWhole;
  }

  // Resolves once nothing waits that the server would take: before a page is left for good. What comes after the time
  // is kept as late, but it has to come.
  async emptied() {
    while (!(await this.flush()) && !this.ended && (await this.waiting()).length) await pause(AGAIN);
  }

  async waiting() {
    return (await this.store.all()).filter((entry) => !this.notNow.has(entry.key));
  }

  async send(entry) {
    this.told.state("saving");
    let reply, said;
    try {
      reply = await fetch(this.address(entry.position), {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-Assay": "save" },
        body: JSON.stringify({ seq: entry.seq, key: entry.key, value: entry.value }),
        signal: AbortSignal.timeout(PATIENCE),
        redirect: "error",
      });
      said = await reply.json();
    } catch {
      return this.wait();
    }
    if (said.server_now && said.ends_at) this.told.clock(said.server_now, said.ends_at);
    if (reply.ok) return this.done(entry, said);
    return this.refused(entry, reply.status, said);
  }

  async done(entry, said) {
    this.failures = 0;
    await this.store.drop(entry);
    this.told.state("saved", said.server_now);
    return true;
  }

  async refused(entry, status, said) {
    if (status >= 500 || status === 429) return this.wait();
    if (said.error === "stale") {
      await this.store.drop(entry);
      this.told.stale(entry.position, said.saved_seq, said.value);
      return true;
    }
    if (said.error === "invalid") {
      await this.store.drop(entry);
      this.told.state("refused");
      return true;
    }
    if (said.error === "time_is_up") {
      await this.store.drop(entry);
      this.isOver = true; // whatever else waits is sent before the page is left: the server keeps it as late
      return true;
    }
    if (said.error === "section_over") {
      await this.store.drop(entry);
      this.sectionOver = entry.position; // the server has kept it as late
      return true;
    }
    if (said.error === "not_now") {
      this.notNow.add(entry.key);
      this.told.state("waiting");
      return true;
    }
    this.end(said.error ?? "unknown");
    return false;
  }

  end(reason) {
    this.ended = true;
    this.told.end(reason);
  }

  wait() {
    this.failures += 1;
    this.told.state("offline");
    this.later(Math.min(LONGEST, 1000 * 2 ** this.failures) * (0.5 + Math.random()));
    return false;
  }
}

function pause(ms) {
  return new Promise((resolve) => window.setTimeout(resolve, ms * (0.5 + Math.random())));
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}
