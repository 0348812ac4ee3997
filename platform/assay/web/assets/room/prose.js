// A text of many words: how many there are is told, and when there are too many. What is longer than can be kept is
// not sent, and the page is not left with it. Nothing that was typed is ever cut.

const PAUSE = 600;

export function makeProse(form) {
  const box = form.querySelector("[data-words]");
  if (!box) return { isTooLong: () => false };
  const told = document.getElementById("answer-words");
  const most = Number(box.dataset.words);
  const signs = Number(box.dataset.most);
  let timer;

  const isTooLong = () => box.value.replaceAll("\r\n", "\n").length > signs;
  const count = () => box.value.split(/\s+/).filter(Boolean).length;

  const tell = () => {
    const n = count();
    const how = isTooLong() ? "long" : n > most ? "over" : "within";
    const words = told.dataset[how].replace("{n}", n).replace("{most}", most).replace("{signs}", signs.toLocaleString(document.documentElement.lang));
    if (told.textContent !== words) told.textContent = words;
    told.dataset.tone = how === "within" ? "" : "bad";
    box.closest(".field").classList.toggle("wrong", how !== "within");
    if (how === "within") box.removeAttribute("aria-invalid");
    else box.setAttribute("aria-invalid", "true");
  };

  // Not at every key: whoever hears the page would hear nothing else.
  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(tell, PAUSE);
  });
  box.addEventListener("shown", tell);

  return {
    isTooLong() {
      if (!isTooLong()) return false;
      tell();
      return true;
    },
    focus: () => box.focus(),
  };
}
