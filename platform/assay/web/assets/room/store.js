// Answers that the server has not confirmed, kept in this browser (IndexedDB) through a reload or a crash; the last signs
// before a page goes, on its shelf. Where IndexedDB is refused (a private window) or does not answer, memory must do: no
// answer waits for it to be sent.

import { makeShelf } from "./shelf.js";

const NAME = "assay-room";
const WAITING = "waiting";
const OPENS = 3000;

export class Store {
  constructor(sitting, shelf = makeShelf(sitting)) {
    Object.assign(this, { sitting, shelf });
    this.memory = new Map();
    this.gone = new Set(); // keys of what was let go: who reads meanwhile may still find it
    this.ready = open().catch(() => null);
  }

  // One entry for each question: { position, seq, key, value }; a newer one takes its place.
  async put(entry) {
    this.memory.set(entry.position, entry);
    await this.write((table) => table.put({ ...entry, sitting: this.sitting }));
  }

  // Only if nothing newer has taken its place meanwhile.
  async drop(entry) {
    if (this.memory.get(entry.position)?.key === entry.key) this.memory.delete(entry.position);
    this.gone.add(entry.key);
    this.shelf.drop(entry);
    await this.write((table) => {
      const asked = table.get([this.sitting, entry.position]);
      asked.onsuccess = () => {
        if (asked.result?.key === entry.key) table.delete([this.sitting, entry.position]);
      };
    });
  }

  // The page is about to go: nothing may be waited for.
  leave() {
    this.shelf.lay(this.memory.values());
  }

  async all() {
    const db = await this.ready;
    const found = this.shelf.all();
    if (db) {
      const range = IDBKeyRange.bound([this.sitting, 0], [this.sitting, Number.MAX_SAFE_INTEGER]);
      const kept = await finished(db.transaction(WAITING).objectStore(WAITING).getAll(range)).catch(() => []);
      found.push(...kept);
    }
    found.sort((one, other) => other.seq - one.seq); // the newer of the same answer comes first
    for (const entry of found) {
      if (!this.memory.has(entry.position) && !this.gone.has(entry.key)) this.memory.set(entry.position, entry);
    }
    return [...this.memory.values()].sort((one, other) => one.position - other.position);
  }

  async write(change) {
    const db = await this.ready;
    if (!db) return;
    try {
      const transaction = db.transaction(WAITING, "readwrite");
      change(transaction.objectStore(WAITING));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } catch {
      // Memory holds it; the server is the place that counts.
    }
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    window.setTimeout(() => reject(new Error("no answer")), OPENS);
    asked.onupgradeneeded = () => asked.result.createObjectStore(WAITING, { keyPath: ["sitting", "position"] });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
}

function finished(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
