// What the script says, in the page's language: #words holds each sentence under its name.

// wordsOf(dataset)("saved", { time: "14:02:11" }) -> "Saved 14:02:11"
export const wordsOf = (said) => (name, filled = {}) =>
  (said[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => filled[key] ?? whole);

export const words = wordsOf(globalThis.document?.getElementById("words")?.dataset ?? {});
