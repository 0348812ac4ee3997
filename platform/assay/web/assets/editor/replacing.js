// Text that takes the place of what is chosen. Chromium's own way to do it writes style attributes, which the page's
// policy refuses and the console complains of; here the editor does it. Input methods are left alone.

import { EditorView } from "@codemirror/view";

export const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const ours = event.inputType === "insertText" && event.data && event.cancelable && !event.isComposing;
    if (!ours || view.composing || state.readOnly || state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
