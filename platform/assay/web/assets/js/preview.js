// A paper that is tried: what one answers stays in this tab, so that one can move about; the server keeps nothing of
// it. Without this each answer is forgotten with its page.

import { readAnswer, writeAnswer } from "../room/answers.js";
import { makeOrdering } from "../room/ordering.js";
import { makeProse } from "../room/prose.js";

const room = document.getElementById("room");
const form = document.getElementById("answer");
const name = `assay-preview:${room.dataset.paper}`;

function kept() {
  try {
    return { answers: {}, flags: {}, seen: {}, ...JSON.parse(sessionStorage.getItem(name)) };
  } catch {
    return { answers: {}, flags: {}, seen: {} }; // a browser that keeps nothing
  }
}

const state = kept();

function keep() {
  try {
    sessionStorage.setItem(name, JSON.stringify(state));
  } catch {
    // then it is forgotten with the page, as without a script
  }
}

function paint() {
  for (const mark of document.querySelectorAll("[data-question]")) {
    const { question } = mark.dataset;
    const answered = question in state.answers;
    mark.classList.toggle("is-answered", answered);
    mark.classList.toggle("is-unseen", !answered && !(question in state.seen));
    mark.classList.toggle("is-flagged", question in state.flags);
    mark.querySelector("[data-answered]").textContent = answered ? ", answered" : "";
    mark.querySelector("[data-flagged]").textContent = question in state.flags ? ", flagged" : "";
  }
  for (const tags of document.querySelectorAll("[data-review]")) {
    const { review, answered, open, flagged } = tags.dataset;
    const words = [[flagged, "review", review in state.flags], [answered, "above", review in state.answers], [open, "", !(review in state.answers)]];
    tags.replaceChildren(...words.filter(([, , is]) => is).map(([text, tone]) => Object.assign(document.createElement("span"), { className: `tag ${tone}`, textContent: text })));
  }
  for (const count of document.querySelectorAll("[data-count]")) {
    count.textContent = count.dataset.words.replace("{n}", Object.keys(state.answers).length);
    count.hidden = false;
  }
  for (const told of document.querySelectorAll("[data-tab]")) told.hidden = false;
}

function makeForm() {
  const { position } = form.dataset;
  const flag = form.querySelector("[data-flag]");
  const changed = () => {
    const value = readAnswer(form);
    if (value) state.answers[position] = value;
    else delete state.answers[position];
    keep();
    paint();
  };
  makeOrdering(form, changed);
  makeProse(form);
  if (state.answers[position] && !form.dataset.given) writeAnswer(form, state.answers[position]);
  for (const event of ["input", "change", "focusout"]) form.addEventListener(event, changed);
  form.addEventListener("submit", changed);
  const showFlag = () => (flag.textContent = position in state.flags ? flag.dataset.off : flag.dataset.on);
  flag.addEventListener("click", () => {
    if (position in state.flags) delete state.flags[position];
    else state.flags[position] = true;
    keep();
    showFlag();
    paint();
  });
  flag.hidden = false;
  showFlag();
  state.seen[position] = true;
  keep();
}

if (document.querySelector("[data-done]")) sessionStorage.removeItem(name);
else {
  if (form) makeForm();
  paint();
}
