// The code editor of the questions that are answered with files. The text boxes stay in the form and are its truth:
// without this, or with it switched off, everything else goes on just the same.

import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { closeSearchPanel, openSearchPanel, searchPanelOpen } from "@codemirror/search";

import { wordsOf } from "../room/words.js";
import { flipped, isDark, keep, kept, sized, SIZES, storage } from "./display.js";
import { filesIn, isChanged } from "./files.js";
import { makePane } from "./pane.js";
import { addPanel, addTab, makeTabs } from "./tabs.js";

class Editor {
  constructor(fieldset, parts) {
    this.words = wordsOf(parts.dataset);
    this.phrases = JSON.parse(parts.dataset.phrases);
    this.files = filesIn(fieldset);
    this.plain = fieldset.querySelector("[data-plain]");
    this.switch = fieldset.querySelector("[data-switch]");
    this.face = parts.content.querySelector(".editor").cloneNode(true);
    this.buttons = Object.fromEntries([...this.face.querySelectorAll("[data-do]")].map((one) => [one.dataset.do, one]));
    this.ask = this.face.querySelector("dialog");
    this.darkPage = window.matchMedia("(prefers-color-scheme: dark)");
    this.display = kept(storage());
    this.panes = [];
    this.place = Math.max(0, this.files.findIndex((file) => file.box));

    const list = this.face.querySelector("[role=tablist]");
    this.tabs = this.files.map((file, index) => addTab(list, file, index, this.words));
    this.panels = this.files.map((_, index) => addPanel(this.face.querySelector(".editor-panels"), index));
    this.shown = makeTabs(list, this.panels, (place) => this.turnTo(place));
    this.listen();
    this.plain.before(this.face);
    this.switch.hidden = false;
    this.showDisplay();
  }

  listen() {
    this.face.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button && button.getAttribute("aria-disabled") !== "true") this.does[button.dataset.do]();
    });
    this.switch.addEventListener("click", (event) => {
      if (event.target.closest("button")) this.prefer({ ...this.display, plain: !this.display.plain });
    });
    this.darkPage.addEventListener("change", () => this.showDisplay());
    this.files.forEach((file, index) => {
      for (const name of ["input", "shown"]) file.box?.addEventListener(name, () => this.mark(index));
    });
  }

  get pane() {
    return this.panes[this.place];
  }

  // A file's editor is made when it is first looked at, and keeps its past and its place from then on.
  turnTo(place) {
    const file = this.files[place];
    this.place = place;
    this.panes[place] ??= makePane(file, {
      parent: this.panels[place],
      label: file.box ? file.name : this.words("label", { file: file.name }),
      describedBy: "editor-leave",
      nonce: document.querySelector("link[nonce]")?.nonce ?? "",
      phrases: this.phrases,
      onChange: () => this.pane && this.showTools(),
      onFree: () => this.say("free"),
    });
    this.say("");
    this.showTools();
  }

  say(name, filled) {
    this.face.querySelector("[data-said]").textContent = this.words(name, { file: this.files[this.place].name, ...filled });
  }

  mark(place) {
    this.tabs[place].querySelector("[data-changed]").hidden = !isChanged(this.files[place]);
  }

  showTools() {
    const { undo, redo, reset, changes, find, smaller, larger } = this.buttons;
    const { state } = this.pane.view;
    const file = this.files[this.place];
    able(undo, undoDepth(state) > 0);
    able(redo, redoDepth(state) > 0);
    able(reset, isChanged(file));
    able(changes, Boolean(file.box));
    able(smaller, this.display.size > 0);
    able(larger, this.display.size < SIZES - 1);
    press(changes, this.pane.compares);
    press(find, searchPanelOpen(state));
  }

  prefer(display) {
    this.display = display;
    keep(storage(), display);
    this.showDisplay();
  }

  showDisplay() {
    const { size, plain } = this.display;
    const dark = isDark(this.display, this.darkPage.matches);
    Object.assign(this.face.dataset, { size, look: dark ? "dark" : "light" });
    press(this.buttons.dark, dark);
    this.face.hidden = plain;
    this.plain.hidden = !plain;
    this.switch.querySelector("button").textContent = this.words(plain ? "toEditor" : "toPlain");
    if (plain) return;
    for (const pane of this.panes) pane?.take();
    if (this.pane) this.showTools();
    else this.shown.show(this.place);
    for (const pane of this.panes) pane?.view.requestMeasure();
  }

  does = {
    undo: () => undo(this.pane.view),
    redo: () => redo(this.pane.view),
    find: () => (searchPanelOpen(this.pane.view.state) ? closeSearchPanel : openSearchPanel)(this.pane.view),
    changes: () => {
      const n = this.pane.compare(!this.pane.compares);
      this.showTools();
      if (!this.pane.compares) this.say("notCompared");
      else this.say(n > 1 ? "differs" : `differs-${n}`, { n });
    },
    reset: () => {
      this.ask.querySelector("p").textContent = this.words("ask", { file: this.files[this.place].name });
      this.ask.showModal();
    },
    "reset-now": () => {
      this.ask.close();
      this.pane.reset();
      this.say("reset");
      this.pane.view.focus();
    },
    keep: () => this.ask.close(),
    smaller: () => this.prefer(sized(this.display, -1)),
    larger: () => this.prefer(sized(this.display, 1)),
    dark: () => this.prefer(flipped(this.display, this.darkPage.matches)),
  };
}

// Not `disabled`: a button that has just done its last step keeps the keyboard's place.
function able(button, is) {
  button.setAttribute("aria-disabled", String(!is));
}

function press(button, is) {
  button.setAttribute("aria-pressed", String(Boolean(is)));
}

const fieldset = document.querySelector("#answer .code-files");
const parts = document.getElementById("editor-parts");
if (fieldset && parts) new Editor(fieldset, parts);
