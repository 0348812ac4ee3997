// The page's signs of life, run by Node's own test runner (tests/testroom/test_room_js.py starts it).
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const ROOM = "../../../platform/assay/web/assets/room/";
const timers = [];
globalThis.window = { addEventListener() {}, setTimeout: (work, ms) => timers.push({ work, ms }), clearTimeout() {} };
globalThis.document = { visibilityState: "visible", getElementById: () => null };
const { Beats, keptFor } = await import(`${ROOM}beats.js`);
const { length } = await import(`${ROOM}watching.js`);

const NOW = "2026-01-01T00:00:00.000+00:00";
const END = "2026-01-01T00:30:00.000+00:00";
let beats, kept, replies, sent, told;

beforeEach(() => {
  [replies, sent, told] = [[], [], []];
  timers.length = 0;
  globalThis.fetch = async (address, options) => {
    sent.push({ address, ...JSON.parse(options.body) });
    const reply = replies.shift();
    if (!reply) throw new TypeError("no line");
    return { ok: reply.status === 200, status: reply.status, json: async () => reply.said };
  };
  const shelf = new Map();
  kept = keptFor("a-sitting", { getItem: (key) => shelf.get(key) ?? null, setItem: (key, value) => shelf.set(key, value) });
  beats = make();
});

const make = () =>
  new Beats({
    address: "/sit/beat",
    kept,
    told: {
      clock: (now, end) => told.push(["clock", now, end]),
      extended: (words) => told.push(["extended", ...words]),
      messages: (list) => told.push(["messages", ...list.map((one) => one.text)]),
      records: (names) => told.push(["records", ...names]),
      end: (reason) => told.push(["end", reason]),
    },
  });
const ok = (more = {}) => ({ status: 200, said: { phase: "running", server_now: NOW, ends_at: END, ...more } });
const next = () => timers.at(-1).ms;

test("a sign is given every five seconds at the most, and rarely where nobody looks", async () => {
  replies.push(ok(), ok());
  await beats.beat();
  assert.ok(next() >= 4000 && next() < 4700);
  globalThis.document.visibilityState = "hidden";
  await beats.beat();
  assert.ok(next() >= 15_000 && next() < 16_000);
  globalThis.document.visibilityState = "visible";
});

test("it tells the end that it knows, and puts the clock right", async () => {
  replies.push(ok({ records: ["focus"], known: 0, extensions: [] }), ok());
  await beats.beat();
  await beats.beat();
  assert.deepEqual([sent[0].ends_at, sent[1].ends_at], [null, END]);
  assert.deepEqual([sent[0].known, sent[1].known], [null, 0]);
  assert.deepEqual(told[0], ["clock", NOW, END]);
  assert.deepEqual(told[1], ["records", "focus"]);
});

test("more time is told, and the next page knows that it was", async () => {
  replies.push(ok({ known: 1, extensions: [{ number: 1, words: "More." }] }), ok());
  await beats.beat();
  assert.deepEqual(told.at(-1), ["extended", "More."]);
  await make().beat();
  assert.equal(sent.at(-1).known, 1);
});

test("a message is told once, and the next sign knows of it", async () => {
  const messages = [{ number: 4, text: "Go on.", sent_at: NOW }];
  replies.push(ok({ messages }), ok({ messages }), ok());
  await beats.beat();
  await beats.beat();
  assert.deepEqual(told.filter(([name]) => name === "messages"), [["messages", "Go on."]]);
  assert.deepEqual(sent.map((one) => one.told), [0, 4]);
});

test("a nudge is a sign at once; one that comes while a sign is under way makes another after it", async () => {
  replies.push(ok(), ok(), ok());
  const under_way = beats.beat();
  beats.look();
  assert.equal(sent.length, 1);
  await under_way;
  assert.equal(next(), 0);
  await timers.at(-1).work();
  assert.equal(sent.length, 2);
  assert.ok(next() >= 4000);
  beats.look();
  assert.equal(sent.length, 3);
});

test("a page that has ended is not woken by a nudge", async () => {
  replies.push({ status: 404, said: { error: "taken_over" } });
  await beats.beat();
  beats.look();
  assert.equal(sent.length, 1);
});

test("what was noticed is sent again under its key until it is confirmed, then no more", async () => {
  beats.note("paste", { position: 2, size: 9 });
  await beats.beat();
  replies.push(ok(), ok());
  await beats.beat();
  await beats.beat();
  const keys = sent.map((one) => one.events.map((event) => event.key));
  assert.equal(keys[0].length, 1);
  assert.deepEqual(keys[0], keys[1]);
  assert.deepEqual(keys[2], []);
  assert.equal(sent[0].events[0].size, 9);
  assert.ok(sent[0].events[0].ago >= 0);
  assert.equal("at" in sent[0].events[0], false);
});

test("a sign that did not arrive is told of with the next one", async () => {
  await beats.beat();
  replies.push(ok(), ok());
  await beats.beat();
  await beats.beat();
  assert.deepEqual(sent.map((one) => one.tried), [false, true, false]);
});

test("what the page of before could not send, this one sends", async () => {
  beats.note("left");
  await beats.beat();
  replies.push(ok());
  await make().beat();
  assert.equal(sent.at(-1).events[0].kind, "left");
});

test("a server that is ill is asked again; one that says no is asked no more", async () => {
  replies.push({ status: 503, said: { error: "not_ready" } }, { status: 404, said: { error: "taken_over" } });
  await beats.beat();
  assert.equal(told.length, 0);
  const before = timers.length;
  await beats.beat();
  assert.deepEqual(told, [["end", "taken_over"]]);
  assert.equal(timers.length, before);
});

test("events that are refused are let go", async () => {
  beats.note("left");
  replies.push({ status: 422, said: { error: "invalid" } }, ok());
  await beats.beat();
  await beats.beat();
  assert.deepEqual(sent[1].events, []);
});

test("where the tab's shelf is refused, memory holds what is noticed", async () => {
  const refused = () => { throw new Error("refused"); };
  kept = keptFor("a-sitting", { getItem: refused, setItem: refused });
  beats = make();
  beats.note("left");
  await beats.beat();
  assert.equal(sent[0].events.length, 1);
});

test("how much there is of an answer", () => {
  assert.equal(length(null), 0);
  assert.equal(length({ text: "four" }), 4);
  assert.equal(length({ files: { "a.py": "12", "b.py": "345" } }), 5);
  assert.equal(length({ choice: "a-long-name" }), 1);
  assert.equal(length({ choices: ["a", "b"] }), 2);
  assert.equal(length({ pairs: { a: "b" } }), 1);
});
