"""What is right, by kind, and why each option is or is not; kept apart from the content. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.bank.answers import MOST_OPTIONS
from assay.bank.code_keys import (
    CodeKey,
    SuiteKey,
    faults_of_files,
    files_key_to_json,
    parse_files_key,
)
from assay.bank.content import CODE_KINDS, ONE_CHOICE, PERSON_KINDS, Content, Unreadable
from assay.bank.pair_keys import (
    PairsKey,
    faults_of_pairs,
    pairs_key_to_json,
    parse_pairs_key,
)
from assay.bank.rubrics import RubricKey, faults_of_rubric, parse_rubric, rubric_to_json


@dataclass(frozen=True, kw_only=True)
class OptionsKey:
    """`right`: the options (or lines) that are right; for an ordering all of them, in its order."""

    right: tuple[str, ...]
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TextKey:
    """What is accepted after the declared normalisation; `reject` is what must never be."""

    accept: tuple[str, ...]
    reject: tuple[str, ...] = ()
    normalise: tuple[str, ...] = ()
    why: str = ""

    def accepts(self, text: str) -> bool:
        normal = normalised(text, self.normalise)
        return any(normal == normalised(one, self.normalise) for one in self.accept)


Key = OptionsKey | TextKey | PairsKey | CodeKey | SuiteKey | RubricKey

NORMALISERS: Mapping[str, Callable[[str], str]] = {
    "strip": str.strip,
    "collapse_space": lambda text: " ".join(text.split()),
    "casefold": str.casefold,
    "strip_quotes": lambda text: text.strip("\"'`‘’“”"),
}
"""The only things that may be done to a typed answer before it is compared."""


def normalised(text: str, how: tuple[str, ...]) -> str:
    for name in how:
        text = NORMALISERS[name](text)
    return text


def parse_key(kind: str, given: Mapping[str, Any]) -> Key:
    """The key of an item version, as the database or a package holds it; or Unreadable."""
    try:
        if kind == "fillin":
            return _text_key(given)
        if kind in CODE_KINDS:
            return parse_files_key(kind, given)
        if kind in PERSON_KINDS:
            return parse_rubric(given)
        if kind == "matching":
            return parse_pairs_key(given)
        why = given.get("why", {})
        _texts([*why.keys(), *why.values()])
        return OptionsKey(right=_texts(given["right"]), why=dict(why))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"{kind} key: {type(error).__name__} {error}") from error


def _text_key(given: Mapping[str, Any]) -> TextKey:
    key = TextKey(
        accept=_texts(given["accept"]),
        reject=_texts(given.get("reject", ())),
        normalise=_texts(given.get("normalise", ())),
        why=_texts([given.get("why", "")])[0],
    )
    if unknown := set(key.normalise) - set(NORMALISERS):
        raise Unreadable(f"unknown normalisation {sorted(unknown)}")
    return key


def _texts(given: object) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise TypeError(f"{given!r} is no list of texts")
    return tuple(given)


def faults(content: Content, key: Key) -> Iterator[str]:
    """What keeps this key from being one of this content."""
    if isinstance(key, TextKey):
        for text in key.accept:
            if not normalised(text, key.normalise).strip():
                yield f"{text!r} is nothing once it is normalised"
        return
    if isinstance(key, CodeKey | SuiteKey):
        yield from faults_of_files(key)
        return
    if isinstance(key, PairsKey):
        yield from faults_of_pairs(content, key)
        return
    if isinstance(key, RubricKey):
        yield from faults_of_rubric(key)
        return
    right, options = set(key.right), set(content.answerable)
    named = right | (set(key.why) if content.kind == "hotspot" else set())
    if strangers := sorted(named - options):
        yield f"{strangers} are no {'lines' if content.kind == 'hotspot' else 'options'}"
    if len(right) < len(key.right):
        yield "an option is named twice"
    if content.kind in ONE_CHOICE and len(right) != 1:
        yield "exactly one option must be right"
    if content.kind == "multiple" and not 2 <= len(right) < len(options):
        yield "at least two options must be right, and at least one must not"
    if content.kind == "ordering" and right != options:
        yield "every step must have its place"
    if content.kind == "hotspot" and not len(right) < content.most <= MOST_OPTIONS:
        yield f"more lines may be marked than are right, and at most {MOST_OPTIONS}"


def key_to_json(key: Key) -> dict[str, Any]:
    """The shape that parse_key() reads."""
    if isinstance(key, OptionsKey):
        return {"right": list(key.right), "why": dict(key.why)}
    if isinstance(key, CodeKey | SuiteKey):
        return files_key_to_json(key)
    if isinstance(key, PairsKey):
        return pairs_key_to_json(key)
    if isinstance(key, RubricKey):
        return rubric_to_json(key)
    return {
        "accept": list(key.accept),
        "reject": list(key.reject),
        "normalise": list(key.normalise),
        "why": key.why,
    }


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the key for its author: an option (or typed text), whether right, and why."""

    text: str
    is_right: bool
    why: str


def explain(content: Content, key: Key) -> tuple[Line, ...]:
    """The key in words; for an ordering the lines stand in the right order. Texts are Markdown."""
    if isinstance(key, TextKey):
        right = [Line(text=as_code(one), is_right=True, why=key.why) for one in key.accept]
        wrong = [Line(text=as_code(one), is_right=False, why="") for one in key.reject]
        return (*right, *wrong)
    if isinstance(key, CodeKey | SuiteKey):
        return tuple(Line(text=one.says, is_right=True, why="") for one in key.manifest)
    if isinstance(key, RubricKey):
        return tuple(
            Line(text=one.says, is_right=True, why=one.anchors[-1]) for one in key.criteria
        )
    if isinstance(key, PairsKey):
        return _pairs(content, key)
    if content.kind == "hotspot":
        return _lines(content, key)
    texts = {option.id: option.text for option in content.options}
    order = key.right if content.kind == "ordering" else content.option_ids
    return tuple(
        Line(text=texts[name], is_right=name in key.right, why=key.why.get(name, ""))
        for name in order
    )


def _pairs(content: Content, key: PairsKey) -> tuple[Line, ...]:
    """Each row with its option; then the options that belong to no row."""
    texts = {option.id: option.text for option in content.options}
    rows = (
        Line(
            text=f"{row.text} → {texts[key.match[row.id]]}",
            is_right=True,
            why=key.why.get(row.id, ""),
        )
        for row in content.rows
    )
    decoys = (
        Line(text=texts[name], is_right=False, why=key.why.get(name, ""))
        for name in key.decoys(content)
    )
    return (*rows, *decoys)


def _lines(content: Content, key: OptionsKey) -> tuple[Line, ...]:
    """The lines that the key speaks of: those that are right, and those that only look so."""
    shown = content.files[0].text.splitlines()
    names = sorted({*key.right, *key.why}, key=int)
    return tuple(
        Line(
            text=f"{name}: {as_code(shown[int(name) - 1])}",
            is_right=name in key.right,
            why=key.why.get(name, ""),
        )
        for name in names
    )


def as_code(text: str) -> str:
    """The text as Markdown's inline code, whatever backticks it holds."""
    if not text.strip():
        return "(only blanks)" if text else "(nothing)"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence} {text.strip()} {fence}"
