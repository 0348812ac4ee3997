// How one likes to see code: the size of its letters, its colours, the editor or plain boxes. Kept in this browser.

const NAME = "assay-editor";
export const SIZES = 6;
const USUAL = { size: 2, look: "", plain: false };

// { size: 0 to 5, look: "" (as the page has it), "light" or "dark", plain: true for text boxes }
export function kept(storage) {
  try {
    const { size, look, plain } = JSON.parse(storage.getItem(NAME)) ?? {};
    return {
      size: Number.isInteger(size) && size >= 0 && size < SIZES ? size : USUAL.size,
      look: look === "light" || look === "dark" ? look : USUAL.look,
      plain: plain === true,
    };
  } catch {
    return { ...USUAL };
  }
}

export function keep(storage, display) {
  try {
    storage.setItem(NAME, JSON.stringify(display));
  } catch {
    // It is only a preference.
  }
}

export const sized = (display, by) => ({ ...display, size: Math.min(SIZES - 1, Math.max(0, display.size + by)) });

// The other colours; those that the page has anyway are followed again.
export function flipped(display, pageIsDark) {
  const dark = !isDark(display, pageIsDark);
  return { ...display, look: dark === pageIsDark ? "" : dark ? "dark" : "light" };
}

export const isDark = (display, pageIsDark) => (display.look ? display.look === "dark" : pageIsDark);

// The browser's own, or null where it refuses even the name.
export function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
