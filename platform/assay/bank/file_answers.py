"""Answers that are files: which names and sizes are taken, and how a form brings them. Pure.

Sizes are those that the sandbox takes (docs/adr/0013-two-sandboxes.md), so that whatever is kept
can be run.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from assay.core.errors import Invalid
from assay.core.languages import N_, Said

MOST_FILES = 64
MOST_BYTES = 512 * 1024
"""Of all files of an answer together, in UTF-8."""
LONGEST_NAME = 200
NAME = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*")
FIELD = "file:"
"""A plain form's field for one file: `file:app.py`."""

UNREADABLE = N_("This is not an answer to this question.")
UNKNOWN = N_("This question has no such file, or it can’t be changed.")
TOO_LARGE = Said("Your files are too large: at most %(n)d KB together.", n=MOST_BYTES // 1024)
BAD_SIGNS = N_("Leave out signs that are not text.")


def is_name(name: object) -> bool:
    """A path that stays below its folder, written in one way only."""
    return (
        isinstance(name, str)
        and len(name) <= LONGEST_NAME
        and NAME.fullmatch(name) is not None
        and not {".", ".."} & set(name.split("/"))
    )


def is_text(text: object) -> bool:
    """Text that Postgres can keep: no NUL, no half of a surrogate pair."""
    if not isinstance(text, str) or "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def are_files(found: object) -> bool:
    """Has it the shape and the size of files that could be kept, whatever the question is?"""
    return (
        isinstance(found, dict)
        and len(found) <= MOST_FILES
        and all(is_name(name) and is_text(text) for name, text in found.items())
        and size_of(found) <= MOST_BYTES
    )


def size_of(files: Mapping[str, str]) -> int:
    return sum(len(text.encode()) for text in files.values())


def parse_files(
    given: Mapping[str, Any], editable: Collection[str] | None = None
) -> dict[str, str]:
    """The files by name, ends of lines as `\\n`; empty where there are none.

    Invalid("answer", …) where one is none of `editable`, or they could not be kept.
    """
    found = given["files"] if "files" in given else _fields(given)
    if not isinstance(found, dict) or len(found) > MOST_FILES:
        raise Invalid("answer", UNREADABLE)
    if not all(is_name(name) and isinstance(text, str) for name, text in found.items()):
        raise Invalid("answer", UNREADABLE)
    if editable is not None and not set(found) <= set(editable):
        raise Invalid("answer", UNKNOWN)
    if not all(map(is_text, found.values())):
        raise Invalid("answer", BAD_SIGNS)
    files = {name: _lines(found[name]) for name in sorted(found)}
    if size_of(files) > MOST_BYTES:
        raise Invalid("answer", TOO_LARGE)
    return files


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(FIELD): given[name] for name in given if name.startswith(FIELD)}


def _lines(text: str) -> str:
    """A form sends every end of a line as two signs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
