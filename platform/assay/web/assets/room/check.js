// Will this browser and this line do? One verdict; what the page says by hand gives way to it.
import { wordsOf } from "./words.js";

const SLOW = 2000; // ms that a save may take before it is called late
const NARROW = 600; // CSS pixels

const cookies = () => {
  document.cookie = "assay_check=1; SameSite=Lax; path=/sit";
  const kept = document.cookie.includes("assay_check=1");
  document.cookie = "assay_check=; SameSite=Lax; path=/sit; max-age=0";
  return kept;
};

const store = () =>
  new Promise((resolve) => {
    try {
      const asked = indexedDB.open("assay-check", 1);
      asked.onerror = () => resolve(false);
      asked.onblocked = () => resolve(false);
      asked.onsuccess = () => {
        asked.result.close();
        indexedDB.deleteDatabase("assay-check");
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });

// Milliseconds that a save of so many bytes takes; null where it does not come through.
async function save(box, bytes) {
  const body = new URLSearchParams({ csrf_token: box.dataset.token, value: "x".repeat(bytes) });
  const from = performance.now();
  try {
    const answer = await fetch(box.dataset.url, { method: "PUT", body, cache: "no-store" });
    return answer.ok ? performance.now() - from : null;
  } catch {
    return null;
  }
}

async function check(box) {
  const words = wordsOf(box.dataset);
  const stops = [];
  const advice = [];
  if (!cookies()) stops.push(words("cookies"));
  if (!(await store())) advice.push(words("store"));
  const round = await save(box, 1);
  const whole = round === null ? null : await save(box, Number(box.dataset.bytes));
  if (whole === null) stops.push(words("line"));
  else if (whole > SLOW) advice.push(words("slow", { seconds: (whole / 1000).toFixed(1) }));
  if (window.innerWidth < NARROW) advice.push(words("screen"));
  const verdict = document.getElementById("verdict");
  verdict.dataset.tone = stops.length ? "bad" : advice.length ? "fair" : "good";
  verdict.textContent = words(stops.length ? "not" : advice.length ? "can" : "well");
  document.getElementById("advice").replaceChildren(
    ...[...stops, ...advice].map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }),
  );
}

const box = document.getElementById("check");
if (box && typeof fetch === "function") check(box);
