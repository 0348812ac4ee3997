// "Your questions are being prepared": asks now and then, and goes on once they are. Nothing else moves.

const EACH = 2000;

async function ask() {
  try {
    const page = await (await fetch(window.location.href)).text();
    if (!new DOMParser().parseFromString(page, "text/html").querySelector("[data-waits]")) {
      window.location.reload();
      return;
    }
  } catch {
    // No line: the next try may have one.
  }
  window.setTimeout(ask, EACH);
}

window.setTimeout(ask, EACH);
