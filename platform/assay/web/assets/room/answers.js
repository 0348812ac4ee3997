// From the form's controls to an answer's value, and back. The values are those of bank/content.py.

const read = {
  choice: (form) => ({ choice: form.querySelector("[name=choice]:checked")?.value ?? "" }),
  choices: (form) => ({ choices: [...form.querySelectorAll("[name=choices]:checked")].map((box) => box.value).sort() }),
  order: (form) => ({ order: [...form.querySelectorAll("[data-piece]")].map((piece) => piece.dataset.piece) }),
  text: (form) => ({ text: form.elements.text.value }),
};

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
  },
};

const NOTHING = { choice: "", choices: [], order: [], text: "" };

export function readAnswer(form) {
  const shape = form.dataset.shape;
  const value = read[shape](form);
  if (shape === "order" && !form.dataset.touched) return null;
  return value[shape].length ? value : null;
}

export function writeAnswer(form, value) {
  const shape = form.dataset.shape;
  if (shape === "order" && !value) return;
  write[shape](form, value?.[shape] ?? NOTHING[shape]);
  if (shape === "order") form.dataset.touched = "yes";
}
