// The room's sender and clock, run by Node's own test runner (tests/testroom/test_room_js.py starts it).
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const ROOM = "../../../platform/assay/web/assets/room/";
globalThis.window = {
  addEventListener() {},
  setTimeout: (work, ms) => timers.push({ work, ms }),
  clearTimeout() {},
  setInterval() {},
};
const timers = [];
const dataset = { "left-600": "Noch 10 Minuten.", "left-30": "Noch 30 Sekunden." };
globalThis.document = { getElementById: (id) => (id === "words" ? { dataset } : null) };
const { Saver, newKey } = await import(`${ROOM}saver.js`);
const { makeShelf } = await import(`${ROOM}shelf.js`);
const { Store } = await import(`${ROOM}store.js`);
const { Clock, spell } = await import(`${ROOM}clock.js`);

let told, replies, sent, store, saver;

beforeEach(() => {
  timers.length = 0;
  [told, replies, sent] = [[], [], []];
  globalThis.fetch = async (address, options) => {
    sent.push({ address, ...JSON.parse(options.body) });
    const reply = replies.shift();
    if (!reply) throw new TypeError("no line");
    return { ok: reply.status === 200, status: reply.status, json: async () => reply.said };
  };
  store = new Store("a-sitting"); // Node has no IndexedDB: memory must do
  saver = new Saver({
    store,
    address: (position) => `/sit/answers/${position}`,
    told: {
      state: (name) => told.push(name),
      clock: (now, end) => told.push(["clock", now, end]),
      stale: (position, seq, value) => told.push(["stale", position, seq, value]),
      sectionOver: (position) => told.push(["section over", position]),
      end: (reason) => told.push(["end", reason]),
    },
  });
});

const ok = (seq) => ({ status: 200, said: { saved_seq: seq, server_now: "2026-01-01T00:00:00.000+00:00", ends_at: "2026-01-01T00:30:00.000+00:00" } });
const entry = (position, seq, text) => ({ position, seq, key: newKey(), value: { text } });

test("a confirmed answer is let go", async () => {
  replies.push(ok(1));
  await saver.keep(entry(3, 1, "a"));
  assert.equal(await saver.flush(), true);
  assert.equal(sent[0].address, "/sit/answers/3");
  assert.deepEqual(await store.all(), []);
  assert.equal(told.at(-1), "saved");
});

test("what a page had in hand as it went is sent by the next, the newest of it", async () => {
  const storage = {};
  for (const [name, work] of Object.entries({
    setItem: (key, value) => (storage[key] = value),
    getItem: (key) => storage[key] ?? null,
    removeItem: (key) => delete storage[key],
  })) Object.defineProperty(storage, name, { value: work, enumerable: false });
  const gone = new Store("a-sitting", makeShelf("a-sitting", storage));
  await gone.put(entry(3, 1, "a"));
  await gone.put(entry(3, 2, "ab"));
  gone.leave();
  new Store("another", makeShelf("another", storage)).leave();

  const next = new Store("a-sitting", makeShelf("a-sitting", storage));
  const [kept] = await next.all();
  assert.deepEqual([kept.seq, kept.value], [2, { text: "ab" }]);
  await next.put(entry(3, 3, "abc"));
  await next.drop(kept);
  assert.deepEqual(Object.keys(storage), [], "what is confirmed is let go");
  assert.deepEqual((await next.all()).map((one) => one.seq), [3], "and not what was typed since");
});

test("what is let go while somebody reads does not come back", async () => {
  const laid = entry(3, 1, "a");
  const shelf = { lay() {}, drop() {}, all: () => [laid] };
  const read = new Store("a-sitting", shelf);
  const reading = read.all(); // has found it, and waits for the database
  await read.drop(laid);
  assert.deepEqual(await reading, []);
});

test("where the browser's database never answers, an answer is sent all the same", async () => {
  globalThis.indexedDB = { open: () => ({}) };
  try {
    const deaf = new Store("a-sitting", makeShelf("a-sitting", {}));
    const put = deaf.put(entry(3, 1, "a"));
    timers.at(-1).work();
    await put;
    assert.equal((await deaf.all()).length, 1);
  } finally {
    delete globalThis.indexedDB;
  }
});

test("where storage is refused the page goes on without", async () => {
  const refused = () => {
    throw new Error("refused");
  };
  const shelf = makeShelf("a-sitting", { setItem: refused, getItem: refused, removeItem: refused });
  const bare = new Store("a-sitting", shelf);
  await bare.put(entry(3, 1, "a"));
  bare.leave();
  assert.equal((await bare.all()).length, 1);
});

test("without a line the answer stays, and is tried again later with jitter", async () => {
  await saver.keep(entry(3, 1, "a"));
  assert.equal(await saver.flush(), false);
  assert.equal((await store.all()).length, 1);
  assert.equal(told.at(-1), "offline");
  assert.ok(timers.at(-1).ms >= 1000 && timers.at(-1).ms <= 3000);
  replies.push(ok(1));
  await timers.at(-1).work();
  assert.deepEqual(await store.all(), []);
  assert.deepEqual(sent[0].key, sent[1].key);
});

test("what came after the end of its section is let go once the server has it, and told when all is sent", async () => {
  replies.push({ status: 409, said: { error: "section_over" } }, ok(1));
  await saver.keep(entry(3, 1, "a"));
  await saver.keep(entry(4, 1, "b"));
  assert.equal(await saver.flush(), false);
  assert.deepEqual(await store.all(), []);
  assert.deepEqual(told.at(-1), ["section over", 3]);
  assert.equal(told.filter((one) => one[0] === "section over").length, 1);
  assert.equal(await saver.flush(), true, "the page may be left");
});

test("what waits for a section to be over is kept, not sent again by this page, and keeps nothing else", async () => {
  replies.push({ status: 409, said: { error: "not_now" } }, ok(1));
  await saver.keep(entry(3, 1, "a"));
  await saver.keep(entry(4, 1, "b"));
  assert.equal(await saver.flush(), true);
  assert.deepEqual((await store.all()).map((one) => one.position), [3]);
  assert.equal(await saver.flush(), true);
  assert.equal(sent.length, 2);
});

test("waiting grows to a limit", async () => {
  await saver.keep(entry(3, 1, "a"));
  for (let i = 0; i < 12; i += 1) await saver.flush();
  assert.ok(timers.at(-1).ms >= 15_000 && timers.at(-1).ms <= 45_000);
});

test("a broken server is waited for like a missing line", async () => {
  replies.push({ status: 503, said: {} });
  await saver.keep(entry(3, 1, "a"));
  assert.equal(await saver.flush(), false);
  assert.equal((await store.all()).length, 1);
});

test("only one request is in flight", async () => {
  let flying = 0;
  let most = 0;
  globalThis.fetch = async () => {
    most = Math.max(most, (flying += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    flying -= 1;
    return { ok: true, status: 200, json: async () => ok(1).said };
  };
  for (const position of [1, 2, 3]) await saver.keep(entry(position, 1, "a"));
  await Promise.all([saver.flush(), saver.flush(), saver.flush()]);
  assert.equal(most, 1);
  assert.deepEqual(await store.all(), []);
});

test("an answer changed while it was being sent is sent again", async () => {
  const older = entry(3, 1, "a");
  replies.push(ok(1), ok(2));
  const push = globalThis.fetch;
  globalThis.fetch = async (...told) => {
    if (sent.length === 0) await store.put({ ...entry(3, 2, "ab") });
    return push(...told);
  };
  await saver.keep(older);
  await saver.flush();
  assert.deepEqual(sent.map((each) => each.seq), [1, 2]);
});

test("a stale answer is handed over with the one that stands", async () => {
  replies.push({ status: 409, said: { error: "stale", saved_seq: 7, value: { text: "other" } } });
  await saver.keep(entry(3, 2, "a"));
  assert.equal(await saver.flush(), true);
  assert.deepEqual(told.at(-1), ["stale", 3, 7, { text: "other" }]);
});

test("when the time is up all that waits is sent, to be kept as late, and then the page ends", async () => {
  replies.push({ status: 409, said: { error: "time_is_up" } }, { status: 409, said: { error: "time_is_up" } });
  await saver.keep(entry(1, 1, "a"));
  await saver.keep(entry(4, 1, "b"));
  assert.equal(await saver.flush(), false);
  assert.equal(await saver.flush(), false);
  assert.deepEqual(sent.map((each) => each.address), ["/sit/answers/1", "/sit/answers/4"]);
  assert.deepEqual(await store.all(), []);
  assert.deepEqual(told.filter((each) => each[0] === "end"), [["end", "time_is_up"]]);
});

test("a page is left for good only once all has come that waits", async () => {
  replies.push(undefined, { status: 409, said: { error: "time_is_up" } }, { status: 409, said: { error: "time_is_up" } });
  await saver.keep(entry(3, 1, "a"));
  await saver.keep(entry(4, 1, "b"));
  let isLeft = false;
  const left = saver.emptied().then(() => (isLeft = true));
  while (timers.length < 2) await new Promise(setImmediate); // its own next try, and ours
  assert.equal(isLeft, false, "the line was not there yet");
  timers.at(-1).work();
  await left;
  assert.deepEqual(sent.map(({ address }) => address), ["/sit/answers/3", "/sit/answers/3", "/sit/answers/4"]);
  assert.deepEqual(await store.all(), []);
});

test("where the sitting goes on elsewhere, nothing is waited for", async () => {
  replies.push({ status: 403, said: { error: "taken_over" } });
  await saver.keep(entry(3, 1, "a"));
  await saver.emptied();
  assert.deepEqual(told.at(-1), ["end", "taken_over"]);
});

test("a sitting that was taken over sends no more, and keeps what it has", async () => {
  replies.push({ status: 404, said: { error: "taken_over" } });
  await saver.keep(entry(3, 2, "a"));
  assert.equal(await saver.flush(), false);
  await saver.flush();
  assert.equal(sent.length, 1);
  assert.deepEqual(told.at(-1), ["end", "taken_over"]);
  assert.equal((await store.all()).length, 1);
});

test("keys are long and differ", () => {
  const keys = new Set(Array.from({ length: 1000 }, newKey));
  assert.equal(keys.size, 1000);
  for (const key of keys) assert.match(key, /^[A-Za-z0-9_-]{16}$/);
});

const makeClock = () => {
  const face = { textContent: "", classList: { toggle() {} } };
  const voice = { textContent: "" };
  const zeros = [];
  return { face, voice, zeros, clock: new Clock({ face, voice, onZero: () => zeros.push(1) }) };
};

test("a clock shows what is left and asks once at zero", () => {
  const { clock, face, zeros } = makeClock();
  clock.start(90_000);
  assert.equal(face.textContent, "01:30");
  clock.put(0);
  clock.tick();
  assert.equal(face.textContent, "00:00");
  assert.equal(zeros.length, 1);
});

test("an extension puts the clock right, whatever the browser's own clock says", () => {
  const { clock, face, zeros } = makeClock();
  clock.start(0);
  clock.correct("2001-01-01T00:00:00.000+00:00", "2001-01-01T00:10:00.000+00:00");
  assert.equal(face.textContent, "10:00");
  clock.put(0);
  assert.equal(zeros.length, 2);
});

test("time left is said aloud in the page's language at few moments, not each second", () => {
  const { clock, voice } = makeClock();
  clock.start(20 * 60_000);
  assert.equal(voice.textContent, "");
  clock.put(599_000);
  assert.equal(voice.textContent, "Noch 10 Minuten.");
  voice.textContent = "";
  clock.put(590_000);
  assert.equal(voice.textContent, "");
  clock.put(20_000);
  assert.equal(voice.textContent, "Noch 30 Sekunden.");
});

test("spans are spelled for the eye", () => {
  assert.deepEqual([0, 59, 1668, 3723].map(spell), ["00:00", "00:59", "27:48", "1:02:03"]);
});

test("the clock of a section says its own sentences at its own times", () => {
  Object.assign(dataset, { "sectionLeft-300": "Noch 5 Minuten in diesem Abschnitt." });
  const voice = {};
  const clock = new Clock({
    face: { classList: { toggle() {} } }, voice, onZero() {}, says: "sectionLeft", milestones: [600, 300, 60],
  });
  clock.start(299_000 + 2000);
  clock.put(299_000);
  assert.equal(voice.textContent, "Noch 5 Minuten in diesem Abschnitt.");
});
