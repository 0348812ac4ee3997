// Keys of one letter, listed in a dialog that "?" or its button opens. They do nothing while one types, and can be
// switched off there, which this browser remembers.

const KEPT = "room-keys";
const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], .cm-editor";

export function makeKeys(form) {
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("open-keys");
  const box = document.getElementById("use-keys");
  const goTo = document.getElementById("go-to");
  if (!form || !dialog) return;

  const use = (on) => {
    box.checked = on;
    form.classList.toggle("has-keys", on);
  };
  const press = (button) => button && !button.disabled && form.requestSubmit(button);
  const acts = {
    n: () => press(form.querySelector("[name=go].primary")),
    p: () => press(form.querySelector("[name=go]:not(.primary)")),
    f: () => press(form.querySelector("[data-flag]")),
    r: () => press(document.querySelector("[data-review]")),
    h: () => document.getElementById("hide-clock")?.click(),
    g: () => {
      dialog.showModal();
      document.getElementById("go-to-number").focus();
    },
    "?": () => dialog.showModal(),
  };

  opener.hidden = false;
  opener.addEventListener("click", acts["?"]);
  box.addEventListener("change", () => {
    use(box.checked);
    keep(box.checked);
  });
  goTo.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = document.getElementById("go-to-number").valueAsNumber;
    dialog.close();
    press(document.querySelector(`[data-question="${number}"]`));
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || document.querySelector("dialog[open]") || event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPED_IN)) return;
    const act = acts[event.key.toLowerCase()] ?? (/^[1-9]$/.test(event.key) && (() => choose(form, Number(event.key))));
    if (!act) return;
    event.preventDefault();
    act();
  });
  use(isWanted());
}

function choose(form, number) {
  const option = form.querySelectorAll(".opt input")[number - 1];
  option?.focus();
  option?.click();
}

function isWanted() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // Then it holds for this page.
  }
}
