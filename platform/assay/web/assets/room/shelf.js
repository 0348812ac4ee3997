// What a page has in hand as it goes: laid down at once, where writing to IndexedDB would be broken off. The next page
// of this sitting in this browser takes it up. Where storage is refused, nothing is laid down.

export function makeShelf(sitting, storage = local()) {
  const start = `assay-${sitting}-unsent-`;
  const name = ({ position }) => `${start}${position}`;
  return {
    lay(entries) {
      for (const entry of entries) attempt(() => storage.setItem(name(entry), JSON.stringify(entry)));
    },
    all() {
      const names = attempt(() => Object.keys(storage).filter((each) => each.startsWith(start))) ?? [];
      return names.map((each) => attempt(() => JSON.parse(storage.getItem(each)))).filter(Boolean);
    },
    // Only if nothing newer has taken its place meanwhile.
    drop(entry) {
      attempt(() => JSON.parse(storage.getItem(name(entry)))?.key === entry.key && storage.removeItem(name(entry)));
    },
  };
}

function local() {
  return attempt(() => window.localStorage);
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
