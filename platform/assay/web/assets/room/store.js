// Answers that the server has not confirmed, kept in this browser (IndexedDB) through a reload or a crash.
// Where IndexedDB is refused (a private window), memory must do.

const NAME = "assay-room";
const WAITING = "waiting";

export class Store {
  constructor(sitting) {
    this.sitting = sitting;
    this.memory = new Map();
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
    await this.write((table) => {
      const asked = table.get([this.sitting, entry.position]);
      asked.onsuccess = () => {
        if (asked.result?.key === entry.key) table.delete([this.sitting, entry.position]);
      };
    });
  }

  async all() {
    const db = await this.ready;
    if (db) {
      const range = IDBKeyRange.bound([this.sitting, 0], [this.sitting, Number.MAX_SAFE_INTEGER]);
      const kept = await finished(db.transaction(WAITING).objectStore(WAITING).getAll(range)).catch(() => []);
      for (const entry of kept) if (!this.memory.has(entry.position)) this.memory.set(entry.position, entry);
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
