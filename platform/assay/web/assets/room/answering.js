// The form of one question: notices changes, numbers them, hands them to the saver, and leaves the page only with
// everything saved.

import { readAnswer, writeAnswer } from "./answers.js";
import { makeOrdering } from "./ordering.js";
import { makeProse } from "./prose.js";
import { newKey } from "./saver.js";
import { ask, watch } from "./trial.js";

const PAUSE = 1000;

export function makeAnswering({ saver, store, shown }) {
  const form = document.getElementById("answer");
  if (!form) return null;
  const position = Number(form.dataset.position);
  let seq = Number(form.dataset.seq);
  let last = JSON.stringify(readAnswer(form));

  const prose = makeProse(form);
  const changed = () => {
    if (prose.isTooLong()) return;
    const value = readAnswer(form);
    const now = JSON.stringify(value);
    if (now === last) return;
    last = now;
    seq += 1;
    shown.answered(position, value !== null);
    saver.keep({ position, seq, key: newKey(), value });
    saver.later(PAUSE);
  };
  makeOrdering(form, changed);
  watch(form);

  // What an earlier page could not send comes first; an answer to this question is shown again.
  store.all().then((waiting) => {
    const mine = waiting.find((entry) => entry.position === position);
    if (mine && mine.seq > seq && last === JSON.stringify(readAnswer(form))) show(mine.seq, mine.value);
    if (waiting.length) saver.flush();
  });

  const show = (itsSeq, value) => {
    seq = itsSeq;
    writeAnswer(form, value);
    last = JSON.stringify(readAnswer(form));
    shown.answered(position, value !== null);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => {
    changed();
    saver.later(0);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (prose.isTooLong()) return prose.focus();
    changed();
    if (!(await saver.flush())) return shown.stay();
    if (button?.dataset.flag) return flag(form, button, position, shown);
    if (button?.dataset.language) return speak(form, button);
    if (button?.dataset.try) return ask(form, button, shown);
    window.location.assign(button?.dataset.href ?? form.dataset.nextHref);
  });

  return {
    stale(itsPosition, itsSeq, value) {
      if (itsPosition !== position) return shown.staleElsewhere(itsPosition);
      const [typed, mine] = [typedIn(form), readAnswer(form)];
      show(itsSeq, value);
      return shown.stale(typed, () => {
        writeAnswer(form, mine);
        changed();
        saver.later(0);
      });
    },
  };
}

// What one had typed, to be shown where another answer takes its place.
function typedIn(form) {
  if (form.dataset.shape === "text") return form.elements.text.value;
  const { files } = readAnswer(form) ?? {};
  return Object.entries(files ?? {}).map(([name, text]) => `# ${name}\n${text}`).join("\n");
}

// The form goes as a plain one would: with all saved, only the language is new.
function speak(form, button) {
  const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "language", value: button.value });
  form.append(chosen);
  form.action = button.formAction;
  HTMLFormElement.prototype.submit.call(form);
}

async function flag(form, button, position, shown) {
  const on = button.value === "1";
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, on: button.value });
  try {
    const reply = await fetch(button.formAction, { method: "POST", body, redirect: "manual" });
    if (reply.type !== "opaqueredirect") return shown.stay();
  } catch {
    return shown.stay();
  }
  return shown.flagged(button, position, on);
}
