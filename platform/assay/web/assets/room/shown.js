// What the page says: saved or not, the navigator's marks, notices, the clock's button.

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
  const say = (words, tone) => {
    window.clearTimeout(timer);
    saved.textContent = words;
    saved.dataset.tone = tone;
  };
  const tell = (words, { link, typed } = {}) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = words;
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
      if (name === "waiting" && !offlineSince) say("Not saved yet", "busy");
      if (name === "saving" && !offlineSince) {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => say("Saving…", "busy"), QUIET);
      }
      if (name === "saved") {
        say(`Saved ${time(new Date(at))}`, "good");
        file.hidden = true;
      }
      if (name === "refused") say("Not saved: this answer can’t be taken", "bad");
      if (name === "offline") {
        if (offlineSince) offerFile(file, store, who);
        offlineSince ??= new Date();
        say(`Offline since ${time(offlineSince)}. Your answers are kept in this browser.`, "bad");
      }
    },
    answered(position, is) {
      const mark = room.querySelector(`[data-question="${position}"]`);
      mark?.classList.toggle("is-answered", is);
      const words = mark?.querySelector("[data-answered]");
      if (words) words.textContent = is ? "answered" : "not answered";
      const count = document.getElementById("answered-count");
      if (count) count.textContent = String(room.querySelectorAll("[data-question].is-answered").length);
    },
    flagged(button, position, on) {
      button.value = on ? "0" : "1";
      button.textContent = on ? button.dataset.off : button.dataset.on;
      const mark = room.querySelector(`[data-question="${position}"]`);
      mark?.classList.toggle("is-flagged", on);
      const words = mark?.querySelector("[data-flagged]");
      if (words) words.textContent = on ? ", flagged" : "";
      document.getElementById("said").textContent = on ? "Flagged for review." : "The flag is off.";
    },
    stale: (typed) =>
      tell(
        "This question was answered in another tab or window after this page was opened. That answer is shown now." +
          (typed ? " What you had typed here:" : ""),
        { typed },
      ),
    staleElsewhere: (position) =>
      tell(`Question ${position} was answered in another tab or window as well. The newer answer stands.`),
    stay: () =>
      tell(
        "This can’t be sent at the moment. Your answers are kept in this browser and are sent as soon as the line is back. " +
          "Stay on this page; you can go on answering this question.",
      ),
    notNow: () => tell("The tests were run very often just now. Wait a minute, then try again; your answer is saved."),
    end(reason) {
      room.querySelector("#answer")?.setAttribute("inert", "");
      tell(
        reason === "taken_over"
          ? "Your assessment goes on in another browser or tab, which was opened with the link in your mail. To go on here, open that link here."
          : "This page can’t save any more. Open the link in your mail again; your saved answers are all there.",
      );
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
