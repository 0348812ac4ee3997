// A page that waits for a worker keeps its count new, and loads itself again once the work is over.

const EACH = 2000;
const held = "data-waits";

async function look() {
  const old = document.querySelector(`[${held}]`);
  if (!document.hidden) {
    try {
      const reply = await fetch(window.location.href, { signal: AbortSignal.timeout(10_000), redirect: "error" });
      if (reply.ok) {
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        const fresh = page.querySelector(`[${held}]`);
        if (fresh?.getAttribute(held) !== old.getAttribute(held)) return window.location.reload();
        for (const part of fresh.querySelectorAll("[data-part]")) {
          document.getElementById(part.id)?.replaceWith(document.adoptNode(part));
        }
      }
    } catch {
      // No line: the next look may have one.
    }
  }
  window.setTimeout(look, EACH);
}

if (document.querySelector(`[${held}]`)) window.setTimeout(look, EACH);
