// The candidate's room. Every page works without this: it saves as one goes, shows the clock, and keeps what could
// not be sent. What it knows stands in data attributes of #room and #answer.

import { makeAnswering } from "./answering.js";
import { Clock } from "./clock.js";
import { Saver } from "./saver.js";
import { makeShown } from "./shown.js";
import { Store } from "./store.js";

const room = document.getElementById("room");
const LOOK = 60_000;

if (room) {
  const { sitting, clockUrl, doneUrl, saveUrl, proof } = room.dataset;
  const shown = makeShown(room);
  const store = new Store(sitting);
  const clock = new Clock({
    face: document.getElementById("clock"),
    voice: document.getElementById("said"),
    onZero: () => askAtZero(),
  });
  const saver = new Saver({
    store,
    address: (position) => `${saveUrl}${position}`,
    told: {
      state: (name, at) => shown.state(name, at, store, { sitting, proof }),
      clock: (now, end) => clock.correct(now, end),
      stale: (position, seq, value) => answering?.stale(position, seq, value),
      end: (reason) => (reason === "time_is_up" ? window.location.assign(doneUrl) : shown.end(reason)),
    },
  });
  const answering = makeAnswering({ saver, store, shown });

  // Asks the server where we are; null where it can't be reached.
  async function look() {
    try {
      const reply = await fetch(clockUrl, { signal: AbortSignal.timeout(10_000), redirect: "error" });
      const said = await reply.json();
      if (said.ends_at) clock.correct(said.server_now, said.ends_at);
      if (said.error) saver.told.end(said.error);
      return said;
    } catch {
      return null;
    }
  }

  // Zero here is only a reason to ask: the time may have been extended, and the server is the one that knows.
  async function askAtZero() {
    await saver.flush();
    const said = await look();
    if (!said) window.setTimeout(askAtZero, 3000 + Math.random() * 2000);
    else if (said.phase === "grace") document.getElementById("finish").submit();
    else if (said.phase === "over") window.location.assign(doneUrl);
    else if (said.phase === "running" && clock.left === 0) window.setTimeout(askAtZero, 1000);
  }

  clock.start(Number(room.dataset.leftMs));
  window.setInterval(look, LOOK + Math.random() * 5000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
    else saver.flush();
  });
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  if (!answering) saver.flush();
}
