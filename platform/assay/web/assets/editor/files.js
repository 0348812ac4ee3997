// The files of a question as its page has them: a text box for each that may be changed, blocks of code for the others.

// [{ name, kind: "own" | "given" | "tests", text, box }]: `box` is the form's own, which stays the truth.
export function filesIn(fieldset) {
  return [...fieldset.querySelectorAll("[data-file], [data-read]")].map((found) =>
    found.dataset.file
      ? { name: found.dataset.file, kind: "own", text: found.value, box: found }
      : { name: found.dataset.read, kind: found.dataset.kind, text: found.querySelector("pre")?.textContent ?? "", box: null },
  );
}

// What stands in the editor goes into the form's box, which tells whoever listens, as if one had typed there.
export function writeThrough(file, text) {
  if (!file.box || file.box.value === text) return;
  file.box.value = text;
  file.box.dispatchEvent(new Event("input", { bubbles: true }));
}

export const isChanged = (file) => Boolean(file.box) && file.box.value !== file.box.dataset.given;
