// What the page says: saved or not, the navigator's marks, notices, the clock's button.

import { words } from "./words.js";

const QUIET = 400; // a save shorter than this shows no "Saving…"

export function makeShown(room) {
  const saved = document.getElementById("saved");
  const notice = document.getElementById("notice");
  const file = document.getElementById("file");
  let offlineSince = null;
  let timer;

  const time = (instant, seconds = true) =>
    instant.toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...(seconds && { second: "2-digit" }),
    });
  const say = (sentence, tone) => {
    window.clearTimeout(timer);
    saved.textContent = sentence;
    saved.dataset.tone = tone;
  };
  const tell = (sentence, { link, typed } = {}) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    notice.replaceChildren(paragraph);
    if (typed) {
      const box = document.createElement("pre");
      box.textContent = typed;
      notice.append(box);
    }
    if (link) notice.append(Object.assign(document.createElement("a"), link));
    notice.hidden = false;
    notice.focus();
  };

  hideableClock();

  return {
    state(name, at, store, who) {
      if (name !== "offline" && name !== "saving" && name !== "waiting") offlineSince = null;
      if (name === "waiting" && !offlineSince) say(words("unsaved"), "busy");
      if (name === "saving" && !offlineSince) {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => say(words("saving"), "busy"), QUIET);
      }
      if (name === "saved") {
        say(words("saved", { time: time(new Date(at)) }), "good");
        file.hidden = true;
      }
      if (name === "refused") say(words("refused"), "bad");
      if (name === "offline") {
        if (offlineSince) offerFile(file, store, who);
        offlineSince ??= new Date();
        say(words("offline", { time: time(offlineSince) }), "bad");
      }
    },
    answered(position, is) {
      const mark = room.querySelector(`[data-question="${position}"]`);
      mark?.classList.toggle("is-answered", is);
      mark?.classList.remove("is-unseen");
      const told = mark?.querySelector("[data-answered]");
      if (told) told.textContent = words(is ? "answered" : "notAnswered");
      const count = document.getElementById("answered-count");
      if (count) count.textContent = String(room.querySelectorAll("[data-question].is-answered").length);
    },
    flagged(button, position, on) {
      button.value = on ? "0" : "1";
      button.textContent = on ? button.dataset.off : button.dataset.on;
      const mark = room.querySelector(`[data-question="${position}"]`);
      mark?.classList.toggle("is-flagged", on);
      const told = mark?.querySelector("[data-flagged]");
      if (told) told.textContent = on ? `, ${words("flagged")}` : "";
      document.getElementById("said").textContent = words(on ? "flagOn" : "flagOff");
    },
    stale(typed, useMine) {
      const button = document.getElementById("use-mine");
      tell(words("stale") + (typed ? ` ${words("typed")}` : ""), { typed });
      button.hidden = false;
      button.onclick = () => {
        notice.hidden = button.hidden = true;
        useMine();
      };
    },
    staleElsewhere: (position) =>
      tell(words("staleElsewhere", { position })),
    stay: () => tell(words("stay")),
    sectionOver: () => tell(words("sectionOver")),
    notNow: () => tell(words("notNow")),
    end(reason) {
      room.querySelector("#answer")?.setAttribute("inert", "");
      tell(words(reason === "taken_over" ? "takenOver" : "ended"));
      document.getElementById("take-over").hidden = reason !== "taken_over";
    },
  };
}

function offerFile(button, store, who) {
  if (!button.hidden) return;
  button.hidden = false;
  button.onclick = async () => {
    const answers = (await store.all()).map(({ position, seq, key, value }) => ({ position, seq, key, value }));
    const blob = new Blob([JSON.stringify({ ...who, answers }, null, 2)], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "answers.json" });
    link.click();
    URL.revokeObjectURL(link.href);
  };
}

function hideableClock() {
  const button = document.getElementById("hide-clock");
  const face = document.getElementById("clock");
  if (!button) return;
  const set = (hidden) => {
    face.classList.toggle("is-hidden", hidden);
    document.getElementById("times")?.classList.toggle("is-hidden", hidden);
    button.textContent = hidden ? button.dataset.show : button.dataset.hide;
    try {
      sessionStorage.setItem("clock", hidden ? "hidden" : "shown");
    } catch {
      // It is only a preference.
    }
  };
  button.hidden = false;
  button.addEventListener("click", () => set(!face.classList.contains("is-hidden")));
  try {
    set(sessionStorage.getItem("clock") === "hidden");
  } catch {
    set(false);
  }
}
