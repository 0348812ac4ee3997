"""Logs: one line of JSON for each thing said, with the request that caused it; no secrets.

    {"at": "2026-11-24T09:00:00.000Z", "level": "info", "by": "assay.access", "said": "GET /o/",
     "request_id": "5f0c…", "process": 71, "told": {"status": 200, "ms": 12}, "error": {…}}

`said` never holds what people typed: callers put ids and numbers there. What foreign code says is
cleaned: addresses, links' tokens and keys are taken out, and what a database complains about is
told by its code and its constraint, since its words quote rows.
"""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from assay.core import context

ROOT = Path(__file__).resolve().parents[3]
MOST_FRAMES = 30
MOST_LETTERS = 2000

_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
_TOKEN = re.compile(r"(?<![\w.-])[\w.-]{40,}(?![\w.-])")
_PASSWORD = re.compile(r"(\w://[^\s:/@]*):[^\s/@]+@")


class JsonLines(logging.Formatter):
    """A record as one line. `extra={"told": {…}}` adds ids and numbers."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": _instant(record.created),
            "level": record.levelname.lower(),
            "by": record.name,
            "said": cleaned(record.getMessage()),
            "request_id": context.request_id(),
            "process": record.process,
        }
        if told := getattr(record, "told", None):
            line["told"] = told
        if record.exc_info and record.exc_info[1]:
            line["error"] = _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def config(level: str = "INFO") -> dict[str, Any]:
    """For logging.config.dictConfig(): everything goes to standard error, a line each."""
    passed_on: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {"_granian": passed_on},
    }


def cleaned(text: str) -> str:
    """Without addresses, passwords in URLs, and whatever is long enough to be a key."""
    text = _PASSWORD.sub(r"\1:…@", text)
    text = _TOKEN.sub("…", _ADDRESS.sub("…@…", text))
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"


def _told(error: BaseException) -> dict[str, Any]:
    """What broke, where, and what broke before it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "said": _words(error),
        "where": _frames(error.__traceback__),
    }
    if cause is not None:
        told["because"] = {"type": type(cause).__qualname__, "said": _words(cause)}
    return told


def _words(error: BaseException) -> str:
    """Of the database only the code, the table and the constraint: its words quote rows."""
    if (original := getattr(error, "orig", None)) is not None:
        return f"{type(original).__qualname__} {_words(original)}"
    if hasattr(error, "sqlstate"):
        told = error.diag  # type: ignore[attr-defined]
        found = (error.sqlstate, told.table_name, told.constraint_name)
        return " ".join(str(one) for one in found if one)
    return cleaned(str(error))


def _frames(trace: TracebackType | None) -> list[str]:
    """`platform/assay/web/members.py:31 add`, the outermost first."""
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-MOST_FRAMES:]


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    return path.as_posix().rpartition("site-packages/")[2]


def _instant(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
