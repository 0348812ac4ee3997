// From the form's controls to an answer's value, and back. The values are those of bank/answers.py. Files
// that are all as they were given are no answer.

const read = {
  choice: (form) => ({ choice: form.querySelector("[name=choice]:checked")?.value ?? "" }),
  choices: (form) => ({ choices: [...form.querySelectorAll("[name=choices]:checked")].map((box) => box.value).sort() }),
  order: (form) => ({ order: [...form.querySelectorAll("[data-piece]")].map((piece) => piece.dataset.piece) }),
  text: (form) => ({ text: form.elements.text.value }),
  pairs: (form) => ({ pairs: Object.fromEntries(chosen(form).map((list) => [list.dataset.row, list.value])) }),
  lines: (form) => ({ lines: [...form.querySelectorAll("[name=lines]:checked")].map((box) => box.value) }),
  files: (form) => ({ files: Object.fromEntries(boxes(form).map((box) => [box.dataset.file, box.value])) }),
};

const rows = (form) => [...form.querySelectorAll("[data-row]")];
const chosen = (form) => rows(form).filter((list) => list.value);
const boxes = (form) => [...form.querySelectorAll("[data-file]")];

const write = {
  choice: (form, value) => {
    for (const radio of form.querySelectorAll("[name=choice]")) radio.checked = radio.value === value;
  },
  choices: (form, value) => {
    for (const box of form.querySelectorAll("[name=choices]")) box.checked = value.includes(box.value);
  },
  order: (form, value) => {
    const list = form.querySelector("[data-pieces]");
    for (const name of value) list.append(list.querySelector(`[data-piece="${CSS.escape(name)}"]`));
    list.dispatchEvent(new Event("moved"));
  },
  text: (form, value) => {
    form.elements.text.value = value;
    form.elements.text.dispatchEvent(new Event("shown"));
  },
  pairs: (form, value) => {
    for (const list of rows(form)) list.value = value[list.dataset.row] ?? "";
  },
  lines: (form, value) => {
    for (const box of form.querySelectorAll("[name=lines]")) box.checked = value.includes(box.value);
  },
  files: (form, value) => {
    for (const box of boxes(form)) {
      box.value = value[box.dataset.file] ?? box.dataset.given;
      box.dispatchEvent(new Event("shown"));
    }
  },
};

const NOTHING = { choice: "", choices: [], order: [], text: "", pairs: {}, lines: [], files: {} };

export function readAnswer(form) {
  const shape = form.dataset.shape;
  const value = read[shape](form);
  if (shape === "order" && !form.dataset.touched) return null;
  if (shape === "files") return boxes(form).some((box) => box.value !== box.dataset.given) ? value : null;
  return Object.keys(value[shape]).length ? value : null;
}

export function writeAnswer(form, value) {
  const shape = form.dataset.shape;
  if (shape === "order" && !value) return;
  write[shape](form, value?.[shape] ?? NOTHING[shape]);
  if (shape === "order") form.dataset.touched = "yes";
}
