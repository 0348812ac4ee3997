// The pure parts of the code editor.
import assert from "node:assert/strict";
import { test } from "node:test";

const EDITOR = "../../../platform/assay/web/assets/editor/";
const { flipped, isDark, keep, kept, sized, SIZES } = await import(`${EDITOR}display.js`);
const { placeBy } = await import(`${EDITOR}tabs.js`);
const { filesIn, isChanged, writeThrough } = await import(`${EDITOR}files.js`);

const USUAL = { size: 2, look: "", plain: false };
const holding = (text) => ({ getItem: () => text, setItem(_, value) { this.kept = value; } });

test("what is kept comes back, and what nobody can read is the usual", () => {
  const storage = holding(null);
  keep(storage, { size: 4, look: "dark", plain: true });
  assert.deepEqual(kept(holding(storage.kept)), { size: 4, look: "dark", plain: true });
  for (const text of [null, "", "{", "3", "null", '{"size":"4","look":"pink","plain":1}', '{"size":-1}', `{"size":${SIZES}}`]) {
    assert.deepEqual(kept(holding(text)), USUAL, text);
  }
});

test("a browser that keeps nothing is no reason to fail", () => {
  assert.deepEqual(kept(null), USUAL);
  keep(null, USUAL);
});

test("letters have a smallest and a largest size", () => {
  assert.equal(sized({ ...USUAL, size: SIZES - 1 }, 1).size, SIZES - 1);
  assert.equal(sized({ ...USUAL, size: 0 }, -1).size, 0);
  assert.equal(sized(USUAL, 1).size, 3);
});

test("colours are flipped against the page, and flipped back they follow it again", () => {
  for (const page of [true, false]) {
    const other = flipped(USUAL, page);
    assert.equal(isDark(other, page), !page);
    assert.equal(isDark(other, !page), !page);
    assert.deepEqual(flipped(other, page), USUAL);
  }
});

test("arrows go round the tabs, in the direction in which one reads", () => {
  assert.deepEqual([0, 1, 2].map((now) => placeBy("ArrowRight", now, 3)), [1, 2, 0]);
  assert.deepEqual([0, 1, 2].map((now) => placeBy("ArrowLeft", now, 3)), [2, 0, 1]);
  assert.equal(placeBy("ArrowRight", 0, 3, true), 2);
  assert.equal(placeBy("Home", 2, 3), 0);
  assert.equal(placeBy("End", 0, 3), 2);
  assert.equal(placeBy("Enter", 0, 3), null);
});

function box(value) {
  return { value, told: 0, dataset: { file: "app.py", given: "x" }, dispatchEvent(event) { this.told += event.type === "input" && event.bubbles; } };
}

test("what is written goes into the form's box, which tells of it once", () => {
  const [own] = filesIn({ querySelectorAll: () => [box("x")] });
  assert.deepEqual([own.name, own.kind, own.text, isChanged(own)], ["app.py", "own", "x", false]);
  writeThrough(own, "y");
  writeThrough(own, "y");
  assert.deepEqual([own.box.value, own.box.told, isChanged(own)], ["y", 1, true]);
});

test("a file that is only read has no box, and nothing is written to it", () => {
  const block = { dataset: { read: "data.py", kind: "given" }, querySelector: () => ({ textContent: "A = 1" }) };
  const [given] = filesIn({ querySelectorAll: () => [block] });
  assert.deepEqual(given, { name: "data.py", kind: "given", text: "A = 1", box: null });
  writeThrough(given, "y");
  assert.equal(isChanged(given), false);
});
