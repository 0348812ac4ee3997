// Bundles the front end into ../static/built: run by `npm run build`, no configuration, no network.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../static/built");
const entries = {
  assay: ["assay.css", "js/assay.js"],
  passkeys: ["js/passkeys.js"],
  room: ["room/room.css", "room/room.js"],
  editor: ["editor/editor.css", "editor/editor.js"],
  live: ["room/live.js"],
  board: ["js/board.js"],
  wait: ["room/wait.js"],
  check: ["room/check.js"],
  assembly: ["js/assembly.js"],
  preview: ["js/preview.js"],
  writing: ["js/writing.js"],
  desk: ["js/desk.js"],
  judging: ["js/judging.js"],
  progress: ["js/progress.js"],
  components: ["css/components.css"],
};

await rm(out, { recursive: true, force: true });
for (const [name, files] of Object.entries(entries)) {
  for (const file of files.filter((file) => existsSync(here(file)))) {
    await build({
      entryPoints: { [name]: here(file) },
      outdir: out,
      bundle: true,
      minify: true,
      sourcemap: false,
      charset: "utf8",
      format: "iife",
      target: ["es2022", "chrome109", "firefox115", "safari16"],
      loader: { ".woff2": "file", ".woff": "empty", ".svg": "file" },
      assetNames: "fonts/[name]-[hash]",
      legalComments: "none",
      logLevel: "warning",
    });
  }
}
