// Rating by figures: while the focus is on the steps, 6 chooses 60 and 6, 5 chooses 65.
// After 7, 3 changes nothing: there is no 73. The form works without this.

const form = document.getElementById("rating");
const SOON = 1500; // Milliseconds in which a further figure belongs to the same number.
let typed = "";
let last = 0;

function stepOf(figures) {
  const share = figures === "100" ? 100 : figures.length === 1 ? 10 * Number(figures) : Number(figures);
  return form.querySelector(`input[name=share][value="${share}"]`);
}

form?.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("input[type=radio]") || !/^[0-9]$/.test(event.key)) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const figures = (event.timeStamp - last < SOON ? typed : "") + event.key;
  const step = stepOf(figures);
  last = event.timeStamp;
  typed = step && (figures.length === 1 || figures === "10") ? figures : "";
  if (!step) return;
  event.preventDefault();
  step.click();
  step.focus();
});
