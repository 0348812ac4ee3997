// How a file is coloured and indented, by the end of its name; the same ends as in bank/view.py.

import { javascript } from "@codemirror/lang-javascript";
import { jinja } from "@codemirror/lang-jinja";
import { json } from "@codemirror/lang-json";
import { markdown } from "@codemirror/lang-markdown";
import { python } from "@codemirror/lang-python";
import { SQLite, sql } from "@codemirror/lang-sql";
import { StreamLanguage, indentUnit } from "@codemirror/language";
import { nginx } from "@codemirror/legacy-modes/mode/nginx";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";

const LANGUAGES = {
  py: python,
  html: jinja,
  md: markdown,
  js: javascript,
  json,
  sql: () => sql({ dialect: SQLite }),
  conf: () => StreamLanguage.define(nginx),
  toml: () => StreamLanguage.define(toml),
  sh: () => StreamLanguage.define(shell),
  ini: () => StreamLanguage.define(properties),
  cfg: () => StreamLanguage.define(properties),
  yml: () => StreamLanguage.define(yaml),
  yaml: () => StreamLanguage.define(yaml),
};
const NARROW = new Set(["html", "json", "yml", "yaml", "js", "md"]);

// Extensions of the editor for a file of this name; none of its own for plain text.
export function languageOf(name) {
  const end = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return [LANGUAGES[end]?.() ?? [], indentUnit.of(NARROW.has(end) ? "  " : "    ")];
}
