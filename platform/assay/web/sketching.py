"""What stands on the page of a question that is written, as a candidate and a marker see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import FieldList

from assay.bank.answers import SHAPES
from assay.bank.content import File, Option, Row
from assay.bank.folder import Refused
from assay.bank.hints import Hint, hints
from assay.bank.view import View, as_block
from assay.bank.written import LETTERS, PROGRAM, mixed, package_of
from assay.web.forms.items import ItemForm

LONGEST = 20_000
"""Characters of one field that are drawn; more is never published."""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A criterion as the desk shows it; `points`: what its top level earns."""

    says: str
    points: Decimal
    anchors: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """`missing`: (where on the page, what it asks for); `hints` by where they stand."""

    view: View
    missing: Sequence[tuple[str, str]]
    hints: Mapping[str, Sequence[Hint]]
    criteria: Sequence[Weighed]

    @property
    def refusals(self) -> list[Hint]:
        return [one for each in self.hints.values() for one in each if one.refuses]


def looked_at(kind: str, slug: str, form: ItemForm) -> Looked:
    """The form is validated here; nothing of it is kept."""
    missing = [] if form.validate() else list(faults(form))
    found: dict[str, list[Hint]] = {}
    if not missing:
        try:
            for one in hints(package_of(kind, slug, form.data)):
                found.setdefault(one.field, []).append(one)
        except Refused as refused:
            missing = [(form.stem.id, problem.message) for problem in refused.problems]
    return Looked(
        view=sketch(kind, form.data), missing=missing, hints=found, criteria=weighed(form.data)
    )


def faults(form: Any) -> Iterator[tuple[str, str]]:
    """(id of the field, what is wrong) of every field and list, in the order of the page."""
    yield from (("", words) for words in getattr(form, "form_errors", ()))
    for field in form:
        if isinstance(field, FieldList):
            yield from ((field.id, words) for words in field.errors if isinstance(words, str))
            for row in field:
                yield from faults(row.form)
        elif field.name != "csrf_token":
            yield from ((field.id, words) for words in field.errors)


def sketch(kind: Any, told: Mapping[str, Any]) -> View:
    """As a candidate would see it, however little was written."""
    stem, files = (told["stem"] or "")[:LONGEST], []
    if kind == "output":
        stem = f"{stem}\n\n{as_block(File(name=PROGRAM, text=(told['program'] or '')[:LONGEST]))}"
    if kind == "hotspot":
        files = [File(name=told["file_name"] or "", text=(told["file_text"] or "")[:LONGEST])]
    pairs = _texts(told.get("pairs", ()))
    return View(
        kind=kind,
        shape=SHAPES[kind],
        stem=stem,
        options=tuple(_options(told)),
        files=tuple(files),
        rows=tuple(Row(id=str(n), text=text) for n, text in enumerate(pairs, start=1)),
        most=told.get("most") or 0,
        words=told.get("words") or 0,
    )


def _options(told: Mapping[str, Any]) -> Iterator[Option]:
    """Mixed where their order is the key."""
    if "pairs" in told:
        texts = [*_texts(told["pairs"], "match"), *_texts(told["decoys"])]
    else:
        texts = _texts(told.get("options") or told.get("steps") or ())
    names = list(LETTERS) if "options" in told else mixed(texts)
    for name, text in sorted(zip(names, texts, strict=False)):
        yield Option(id=name, text=text)


def weighed(told: Mapping[str, Any]) -> list[Weighed]:
    """The criteria with what each comes to of the points; none where they can't be weighed yet."""
    rows, points = told.get("criteria") or [], told.get("points") or 0
    weights = [row["weight"] or 0 for row in rows]
    if not sum(weights):
        return []
    return [
        Weighed(
            says=row["says"] or "",
            points=Decimal(points * weight) / sum(weights),
            anchors=[one["text"] or "" for one in row["anchors"]],
        )
        for row, weight in zip(rows, weights, strict=True)
    ]


def _texts(rows: Sequence[Mapping[str, Any]], name: str = "text") -> list[str]:
    return [row[name][:LONGEST] for row in rows if row[name]]
