// One file in an editor: what is typed goes through to the form's box at once.

import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { getChunks, unifiedMergeView } from "@codemirror/merge";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

import { writeThrough } from "./files.js";
import { languageOf } from "./languages.js";
import { leaving } from "./leaving.js";
import { replacing } from "./replacing.js";

const narrow = window.matchMedia("(max-width: 43.75rem)");

// `how`: { parent, label, describedBy, nonce, phrases, onChange(), onFree() }
export function makePane(file, how) {
  const changes = new Compartment();
  const wrapping = new Compartment();
  const view = new EditorView({
    parent: how.parent,
    state: EditorState.create({
      doc: file.box ? file.box.value : file.text,
      extensions: [
        leaving(how.onFree),
        replacing,
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        indentOnInput(),
        bracketMatching(),
        syntaxHighlighting(classHighlighter),
        search({ top: true }),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
        languageOf(file.name),
        changes.of([]),
        wrapping.of(narrow.matches ? EditorView.lineWrapping : []),
        EditorState.tabSize.of(4),
        EditorState.phrases.of(how.phrases),
        EditorState.readOnly.of(!file.box),
        EditorView.cspNonce.of(how.nonce),
        EditorView.contentAttributes.of({ "aria-label": how.label, "aria-describedby": how.describedBy, lang: "en", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) writeThrough(file, update.state.doc.toString());
          how.onChange();
        }),
      ],
    }),
  });
  narrow.addEventListener("change", () =>
    view.dispatch({ effects: wrapping.reconfigure(narrow.matches ? EditorView.lineWrapping : []) }),
  );
  document.fonts.ready.then(() => view.requestMeasure());

  const put = (text, rest = {}) => {
    if (view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, ...rest });
  };
  const take = () => file.box && put(file.box.value);
  file.box?.addEventListener("shown", take);

  return {
    view,
    take,
    compares: false,
    // As it was given; one step that can be undone.
    reset: () => put(file.box.dataset.given, { annotations: isolateHistory.of("full"), userEvent: "input.reset" }),
    // Marks what differs from the file as it was given; tells how many places do.
    compare(on) {
      this.compares = on;
      const shown = on ? unifiedMergeView({ original: file.box.dataset.given, mergeControls: false }) : [];
      view.dispatch({ effects: changes.reconfigure(shown) });
      return on ? (getChunks(view.state)?.chunks.length ?? 0) : 0;
    },
  };
}
