"""Pages of the library: what is published; one question as a candidate meets it, with its key."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, request

from assay.bank import content, keys, queries
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import File
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.view import candidate_view
from assay.web.answering import page
from assay.web.forms.assessments import KINDS, LEVELS
from assay.web.guards import member

pages = Blueprint("library", __name__, url_prefix="/o/<slug>/library")

AREAS = dict(RESPONSIBILITIES)
FILTERS = (
    ("responsibility", "Responsibility", AREAS),
    ("kind", "Kind", KINDS),
    ("level", "Level", LEVELS),
)


@pages.get("")
@member("bank.read")
def index() -> str:
    chosen = {
        name: value if value in options else None
        for name, _, options in FILTERS
        for value in [request.args.get(name)]
    }
    return page(
        "library/index.html",
        rows=queries.published(**chosen),
        filters=FILTERS,
        chosen=chosen,
        responsibilities=AREAS,
        kinds=KINDS,
    )


@pages.get("/<uuid:organisation_id>/<uuid:version_id>")
@member("bank.read")
def show(organisation_id: UUID, version_id: UUID) -> str:
    version = queries.version(organisation_id, version_id)
    asked = content.parse(version.kind, version.content)
    key = keys.parse_key(version.kind, version.key)
    return page(
        "library/show.html",
        version=version,
        view=candidate_view(asked),
        key=keys.explain(asked, key),
        behaviours=key.manifest if isinstance(key, CodeKey | SuiteKey) else (),
        why=key.why if isinstance(key, CodeKey | SuiteKey) else "",
        hidden=list(_hidden(key)),
        responsibility=AREAS[version.responsibility],
        kind=KINDS[version.kind],
        state=_state(version),
        proof=_proof(version),
    )


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


def _proof(version: ItemVersion) -> str:
    """What the key was proved with: `Executed with Python 3.11.7, flask 3.1.3`."""
    if not version.evidence:
        return "None"
    versions = {"Python": version.evidence["python"], **version.evidence["versions"]}
    versions.pop("python", None)
    return f"Executed with {', '.join(f'{name} {number}' for name, number in versions.items())}"
