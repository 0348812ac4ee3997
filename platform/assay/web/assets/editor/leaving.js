// Tab indents, and must not hold anyone: after Esc it moves on, as everywhere else on the page. This lasts until
// something else is typed; the editor's own two seconds would be too few for many.

import { EditorView } from "@codemirror/view";

const HELD = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "AltGraph"]);

export const leaving = (onFree) =>
  EditorView.domEventObservers({
    keydown(event, view) {
      if (event.key === "Escape") {
        view.setTabFocusMode(true);
        onFree();
      } else if (!HELD.has(event.key)) view.setTabFocusMode(false);
    },
    blur: (_, view) => view.setTabFocusMode(false),
  });
