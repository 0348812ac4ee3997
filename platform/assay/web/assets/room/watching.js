// What is noticed of a sitting, where the organisation says so and the notice told of it: that the page was left and
// come back to, that something was pasted and how long it is, that the line went, how an answer grows. No more.

const SETTLED = 250; // going from one of our own pages to the next is not leaving
const GROWTH = 15_000;

const watchers = {
  focus(note) {
    let away = false;
    let going = false;
    let timer;
    const look = () => {
      const is = document.hidden || !document.hasFocus();
      if (going || is === away) return;
      away = is;
      note(away ? "left" : "back");
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, SETTLED);
    };
    window.addEventListener("pagehide", () => (going = true));
    window.addEventListener("blur", soon);
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", soon);
  },
  pastes(note, form) {
    form?.addEventListener("paste", (event) => {
      const size = event.clipboardData?.getData("text").length ?? 0;
      note("paste", { position: Number(form.dataset.position), size });
    });
  },
  network(note) {
    window.addEventListener("offline", () => note("offline"));
    window.addEventListener("online", () => note("online"));
  },
  growth(note, form, read) {
    if (!form) return;
    let [last, at] = [length(read(form)), 0];
    form.addEventListener("input", () => (at ||= performance.now()));
    window.setInterval(() => {
      if (!at || performance.now() - at < GROWTH) return;
      at = 0;
      const size = length(read(form));
      if (size !== last) note("growth", { position: Number(form.dataset.position), size });
      last = size;
    }, 1000);
  },
};

// records: names of what may be noticed; read(form) gives an answer's value.
export function watch(records, { note, form, read }) {
  for (const name of records) watchers[name]?.(note, form, read);
}

// How much there is of an answer: characters of what is typed, else how many things were chosen.
export function length(value) {
  if (!value) return 0;
  const [given] = Object.values(value);
  if ("text" in value) return given.length;
  if ("files" in value) return Object.values(given).reduce((sum, text) => sum + text.length, 0);
  return typeof given === "string" ? 1 : Object.keys(given).length;
}
