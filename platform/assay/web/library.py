"""Pages of the library: what is offered, found by filters; one question as a candidate meets it.

Its key is given to the page for those alone who hold `keys.read`.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, g, request

from assay.accounts.rules import may
from assay.assessments.drawing import offered
from assay.assessments.presets import PRESETS
from assay.bank import content, keys, queries, shelf, words
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import MACHINE_KINDS, Content, File
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.rubrics import RubricKey
from assay.bank.view import candidate_view
from assay.marking import corrections
from assay.web.answering import page
from assay.web.forms.assessments import KINDS, LEVELS
from assay.web.guards import member

pages = Blueprint("library", __name__, url_prefix="/o/<slug>/library")

PAGE = 50
AREAS = dict(RESPONSIBILITIES)
MINUTES = {"2": "1 or 2", "5": "3 to 5", "10": "6 to 10", "30": "More than 10"}
FILTERS = (
    ("responsibility", "Responsibility", AREAS),
    ("level", "Level", LEVELS),
    ("kind", "Kind", KINDS),
    ("minutes", "Minutes", MINUTES),
    ("proof", "Proof", {**words.PROOFS, shelf.NO_PROOF: words.UNPROVED}),
)
"""(name in the address, in words, value -> words)"""


@pages.get("")
@member("bank.read")
def index() -> str:
    chosen = {name: _one_of(options, request.args.get(name)) for name, _, options in FILTERS}
    search = request.args.get("title", "").strip()[: shelf.LONGEST_SEARCH]
    cards = queries.cards()
    found = shelf.find(cards, chosen, search)
    after = request.args.get("after", type=UUID)
    rows, following = shelf.page(found.cards, after, PAGE)
    return page(
        "library/index.html",
        rows=rows,
        found=len(found.cards),
        all=len(cards),
        counts=found.counts,
        filters=FILTERS,
        chosen=chosen,
        search=search,
        asked={name: value for name, value in {**chosen, "title": search}.items() if value},
        after=after,
        next=following,
        areas=AREAS,
        kinds=KINDS,
        levels=LEVELS,
        words=words,
    )


@pages.get("/<uuid:organisation_id>/<uuid:version_id>")
@member("bank.read")
def show(organisation_id: UUID, version_id: UUID) -> str:
    version = queries.version(organisation_id, version_id)
    asked = content.parse(version.kind, version.content)
    return page(
        "library/show.html",
        version=version,
        view=candidate_view(asked),
        key=told(version.kind, asked, version.key) if may(g.member.role, "keys.read") else None,
        area=AREAS[version.responsibility],
        kind=KINDS[version.kind],
        level=LEVELS[version.level],
        state=_state(version),
        can_be_corrected=version.kind in MACHINE_KINDS,
        corrections=len(corrections.history(organisation_id, version_id)),
        proved=words.evidence_words(version.evidence),
        difficulty=words.difficulty_words(version.difficulty),
        expected=round(version.difficulty * 100),
        presets=[
            one
            for one in PRESETS.values()
            if any(draw.eligible for draw in offered(one.blueprint, [version]))
        ],
    )


def told(kind: str, asked: Content, given: dict[str, Any]) -> dict[str, Any]:
    """The key, as library/key.html shows it."""
    key = keys.parse_key(kind, given)
    return {
        "kind": kind,
        "lines": keys.explain(asked, key),
        "behaviours": key.manifest if isinstance(key, CodeKey | SuiteKey) else (),
        "criteria": key.criteria if isinstance(key, RubricKey) else (),
        "why": key.why if isinstance(key, CodeKey | SuiteKey | RubricKey) else "",
        "hidden": list(_hidden(key)),
    }


def _one_of(options: dict[str, str], given: str | None) -> str | None:
    return given if given in options else None


def _hidden(key: keys.Key) -> Iterator[tuple[str, File]]:
    """(where it lies, the file) of everything that an answer is held against."""
    if isinstance(key, CodeKey):
        yield from ((file.name, file) for file in key.tests)
    if isinstance(key, SuiteKey):
        for name, files in {**key.references, **key.mutants}.items():
            yield from ((f"{name}/{file.name}", file) for file in files)


def _state(version: ItemVersion) -> str:
    """An older version is still looked up, from the papers that it stands in."""
    if version.retired_at:
        return "Retired"
    return "Published" if version.published_at else "Not published"
