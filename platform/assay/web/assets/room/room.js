// The candidate's room. Every page works without this: it saves as one goes, shows the clock, and keeps what could
// not be sent. What it knows stands in data attributes of #room and #answer.

import { makeAnswering } from "./answering.js";
import { Clock } from "./clock.js";
import { keepFair } from "./fair.js";
import { makeKeys } from "./keys.js";
import { Saver } from "./saver.js";
import { makeLeaving, makeSection } from "./section.js";
import { tellSeen } from "./seen.js";
import { makeShown } from "./shown.js";
import { makeSpent } from "./spent.js";
import { Store } from "./store.js";

const room = document.getElementById("room");

if (room) {
  const { sitting, clockUrl, doneUrl, saveUrl, proof } = room.dataset;
  const shown = makeShown(room);
  const store = new Store(sitting);
  const voice = document.getElementById("said");
  const clock = new Clock({ face: document.getElementById("clock"), voice, onZero: () => askAtZero() });
  const heard = (now, end) => {
    clock.correct(now, end);
    section?.heard(now, end);
  };
  const saver = new Saver({
    store,
    address: (position) => `${saveUrl}${position}`,
    told: {
      state: (name, at) => shown.state(name, at, store, { sitting, proof }),
      clock: heard,
      sectionOver: (position) => (section?.holds(position) ? section.over() : shown.sectionOver()),
      stale: (position, seq, value) => answering?.stale(position, seq, value),
      end: (reason) => (reason === "time_is_up" ? leave() : shown.end(reason)),
    },
  });
  const answering = makeAnswering({ saver, store, shown });

  // Asks the server where we are; null where it can't be reached.
  async function look() {
    try {
      const reply = await fetch(clockUrl, { signal: AbortSignal.timeout(10_000), redirect: "error" });
      const said = await reply.json();
      if (said.ends_at) clock.correct(said.server_now, said.ends_at);
      if (said.section) section?.told(said.server_now, said.section);
      if (said.error) saver.told.end(said.error);
      return said;
    } catch {
      return null;
    }
  }

  async function leave() {
    await saver.emptied();
    window.location.assign(doneUrl);
  }

  // Zero here is only a reason to ask: the time may have been extended, and the server is the one that knows.
  async function askAtZero() {
    const isSent = (await saver.flush()) || saver.ended;
    const said = await look();
    if (!said) window.setTimeout(askAtZero, 3000 + Math.random() * 2000);
    else if (said.phase === "grace" && isSent) document.getElementById("finish").submit();
    else if (said.phase === "grace") window.setTimeout(askAtZero, 1000);
    else if (said.phase === "over") leave();
    else if (section?.isZero()) section.goOn(said.section, isSent);
    else if (said.phase === "running" && clock.left === 0) window.setTimeout(askAtZero, 1000);
  }

  clock.start(Number(room.dataset.leftMs));
  const section = makeSection({ room, voice, look, ask: askAtZero });
  const beats = keepFair({ room, heard, saver });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") beats.beat();
    else {
      store.leave();
      saver.flush();
    }
  });
  window.addEventListener("pagehide", () => store.leave());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  if (!answering) saver.flush();
  makeLeaving({ saver, shown });
  const form = document.getElementById("answer");
  makeKeys(form);
  makeSpent(sitting);
  tellSeen(form);
}
