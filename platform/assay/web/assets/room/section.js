// The clock of a section that locks. Its end is the server's; the total clock's replies put it right, and where the
// total end moved the server is asked where this one is now. At zero it asks as well: the server alone locks.

import { Clock } from "./clock.js";

const MILESTONES = [10 * 60, 5 * 60, 60];

// look() asks the server and tells told(); ask() is what to do at zero.
export function makeSection({ room, voice, look, ask }) {
  const face = document.getElementById("section-clock");
  if (!face) return null;
  const { section, sectionLeftMs, onwardUrl } = room.dataset;
  let { endsAt, sectionEndsAt } = room.dataset;
  let isLeft = false;
  const clock = new Clock({ face, voice, onZero: ask, says: "sectionLeft", milestones: MILESTONES });
  clock.start(Number(sectionLeftMs));

  return {
    isZero: () => clock.left === 0,
    // Is this question one of those that can be answered now?
    holds: (position) => !room.querySelector(`[data-question="${position}"]`)?.disabled,
    // From any reply.
    heard(now, itsEnd) {
      if (itsEnd === endsAt) return clock.correct(now, sectionEndsAt);
      endsAt = itsEnd;
      return look();
    },
    told(now, said) {
      if (said?.number !== Number(section)) return;
      sectionEndsAt = said.ends_at;
      clock.correct(now, sectionEndsAt);
    },
    // What to do about it, once asked: nothing where it runs, nor while an answer waits that would be in time.
    goOn(said, isSent) {
      if (isLeft) return null;
      if (said?.number !== Number(section)) return window.location.assign(onwardUrl);
      if (said.phase === "grace" && isSent) return document.getElementById("finish-section").submit();
      return window.setTimeout(ask, 1000);
    },
    over() {
      isLeft = true;
      window.location.assign(`${onwardUrl}?late=yes`);
    },
  };
}

// Leaving it is for good: only with everything saved.
export function makeLeaving({ saver, shown }) {
  const form = document.querySelector("[data-leaves]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await saver.flush()) HTMLFormElement.prototype.submit.call(form);
    else shown.stay();
  });
}
