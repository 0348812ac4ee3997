"""answered(): a question and what was answered to it, as a report shows them. Pure.

The key is told of retired questions only, and of hidden tests as much as the item lets be known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.bank import keys
from assay.bank.answers import SHAPES
from assay.bank.content import Content, parse
from assay.bank.view import candidate_view

RIGHT_ONES = ("passed", "caught")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A line of Markdown that could be chosen, or was; `sign` says which: `Chosen`, `Line 3`."""

    sign: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file as it was written."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What one test demands, or one fault that tests should catch; does it hold?"""

    says: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Answered:
    """`prompt` is Markdown. Of the answer each kind fills what it has: choices, files or a text.

    `is_choice`: the choices are all that there were, each chosen one with a sign.
    `key`: the lines that are right, as Markdown; empty while the question is still asked.
    """

    prompt: str
    choices: tuple[Choice, ...] = ()
    files: tuple[Sent, ...] = ()
    text: str = ""
    is_prose: bool = False
    is_choice: bool = False
    behaviours: tuple[Behaviour, ...] = ()
    key: tuple[Choice, ...] = ()
    is_given: bool = False


def answered(
    kind: str,
    content: Mapping[str, Any],
    key: Mapping[str, Any],
    value: Mapping[str, Any] | None,
    detail: Mapping[str, Any],
    *,
    order: Sequence[str] = (),
    is_retired: bool = False,
) -> Answered:
    """`detail` is the mark's; `order` that of the options on this paper."""
    asked = parse(kind, content)
    right = keys.parse_key(kind, key)
    return Answered(
        prompt=candidate_view(asked, order if len(order) == len(asked.options) else ()).stem,
        choices=_choices(asked, value or {}, order),
        files=tuple(
            Sent(name=name, text=text) for name, text in (value or {}).get("files", {}).items()
        ),
        text=str((value or {}).get("text", "")),
        is_prose=kind == "freetext",
        is_choice=SHAPES[asked.kind] in ("choice", "choices"),
        behaviours=_behaviours(right, detail, is_retired),
        key=_key(asked, right) if is_retired and not asked.is_code else (),
        is_given=bool(value),
    )


def _choices(asked: Content, value: Mapping[str, Any], order: Sequence[str]) -> tuple[Choice, ...]:
    texts = {option.id: option.text for option in asked.options}
    if asked.kind == "ordering":
        given = value.get("order", ())
        return tuple(
            Choice(sign=f"{place}.", text=texts.get(name, name))
            for place, name in enumerate(given, start=1)
        )
    if asked.kind == "matching":
        pairs = value.get("pairs", {})
        return tuple(
            Choice(sign="", text=f"{row.text} → {texts.get(pairs.get(row.id, ''), '–')}")
            for row in asked.rows
        )
    if asked.kind == "hotspot":
        shown = dict(enumerate(asked.files[0].text.splitlines(), start=1))
        return tuple(
            Choice(sign=f"Line {name}", text=keys.as_code(shown.get(int(name), "")))
            for name in value.get("lines", ())
        )
    chosen = {value.get("choice"), *value.get("choices", ())}
    names = [name for name in order if name in texts] or list(texts)
    return tuple(
        Choice(sign="Chosen" if name in chosen else "", text=texts[name]) for name in names
    )


def _behaviours(
    key: keys.Key, detail: Mapping[str, Any], is_retired: bool
) -> tuple[Behaviour, ...]:
    tests = detail.get("tests")
    if not tests or not (is_retired or detail.get("feedback") == "names"):
        return ()
    return tuple(
        Behaviour(says=one.says, holds=tests.get(one.id) in RIGHT_ONES)
        for one in getattr(key, "manifest", ())
    )


def _key(asked: Content, key: keys.Key) -> tuple[Choice, ...]:
    lines = [line for line in keys.explain(asked, key) if line.is_right]
    ordered = asked.kind == "ordering"
    return tuple(
        Choice(sign=f"{place}." if ordered else "", text=line.text)
        for place, line in enumerate(lines, start=1)
    )
