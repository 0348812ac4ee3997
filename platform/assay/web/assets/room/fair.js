// The clock stays fair: signs of life go out, more time is told at once, and what may be noticed is noticed.

import { readAnswer } from "./answers.js";
import { Beats, keptFor } from "./beats.js";
import { watch } from "./watching.js";
import { words } from "./words.js";

export function keepFair({ room, heard, saver }) {
  const { sitting, beatUrl } = room.dataset;
  const form = document.getElementById("answer");
  const kept = keptFor(sitting, shelf());
  const beats = new Beats({
    address: beatUrl,
    kept,
    last: Number(document.getElementById("messages")?.dataset.told ?? 0),
    told: {
      clock: heard,
      extended: tell,
      messages: (list) => showMessages(list, room.dataset.organisation),
      records: (names) => {
        if (!kept.get("records")) begin(names);
        kept.set("records", names);
      },
      end: (reason) => saver.told.end(reason),
    },
  });
  const begin = (names) =>
    watch(names, { form, read: readAnswer, note: (kind, more) => beats.note(kind, more) });

  if (kept.get("records")) begin(kept.get("records"));
  window.addEventListener("pagehide", () => kept.get("events")?.length && beats.beat({ keepalive: true }));
  beats.start();
  document.addEventListener("assay:look", () => beats.look());
  return beats;
}

// On the page, where it stays; and aloud.
function tell(sentences) {
  const box = document.getElementById("extended");
  for (const sentence of sentences) box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  box.hidden = false;
  document.getElementById("said").textContent = sentences.join(" ");
}

// Below what was said before; read out when the reader has a moment.
function showMessages(list, organisation) {
  const box = document.getElementById("messages");
  for (const { text, sent_at } of list) {
    const line = document.createElement("li");
    const at = Object.assign(document.createElement("time"), { className: "muted small", dateTime: sent_at });
    at.textContent = new Date(sent_at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    line.append(at, Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }));
    box.querySelector("ol").append(line);
  }
  box.hidden = false;
  document.getElementById("said").textContent = list.map(({ text }) => words("message", { organisation, text })).join(" ");
}

function shelf() {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => { throw new Error("refused"); }, setItem() {} };
  }
}
