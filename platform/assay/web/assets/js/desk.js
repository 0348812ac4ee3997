// Marking by keys: a figure chooses a level and goes on. The form works without this. The keys do nothing while one
// types, and can be switched off in their dialog, which this browser remembers.

const KEPT = "desk-keys";
const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, select";

const form = document.getElementById("rubric");
const dialog = document.getElementById("keys");
const opener = document.getElementById("open-keys");
const box = document.getElementById("use-keys");
const criteria = [...(form?.querySelectorAll("[data-criterion]") ?? [])];

const levelsOf = (one) => [...one.querySelectorAll("input[type=radio]")];
const isChosen = (one) => levelsOf(one).some((level) => level.checked);
const at = () => criteria.findIndex((one) => one.contains(document.activeElement));
let here = Math.max(0, criteria.findIndex((one) => !isChosen(one)));

function goTo(number) {
  here = Math.min(Math.max(number, 0), criteria.length - 1);
  const levels = levelsOf(criteria[here]);
  (levels.find((level) => level.checked) ?? levels[0]).focus();
  criteria.forEach((one, n) => one.classList.toggle("is-here", n === here));
  criteria[here].scrollIntoView({ block: "nearest" });
}

function choose(value) {
  const level = levelsOf(criteria[here]).find((each) => each.value === value);
  if (!level) return;
  level.click();
  if (here < criteria.length - 1) goTo(here + 1);
  else form.querySelector(".primary").focus();
}

const acts = {
  n: () => form.requestSubmit(form.querySelector(".primary")),
  j: () => goTo(here + 1),
  k: () => goTo(here - 1),
  c: () => form.querySelector("textarea").focus(),
  "?": () => dialog.showModal(),
};

function act(event) {
  if (!box.checked || dialog.open || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.(TYPED_IN)) {
    if (event.key === "Escape") goTo(here);
    return;
  }
  const verb = acts[event.key.toLowerCase()] ?? (/^[0-6]$/.test(event.key) && (() => choose(event.key)));
  if (!verb) return;
  event.preventDefault();
  verb();
}

function remember(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // Then it holds for this page.
  }
}

function isWanted() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

if (form) {
  box.checked = isWanted();
  box.addEventListener("change", () => remember(box.checked));
  opener.hidden = false;
  opener.addEventListener("click", acts["?"]);
  form.addEventListener("focusin", () => {
    if (at() >= 0) here = at();
  });
  document.addEventListener("keydown", act);
  criteria[here].classList.add("is-here");
}
