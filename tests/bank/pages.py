"""The library's pages: their address, what is listed, what is opened, questions to put there."""

from dataclasses import replace
from uuid import uuid4

from assay.bank import actions, evidence
from assay.bank.evidence import Lock
from assay.bank.models import Item, ItemVersion
from assay.core import clock
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import LIBRARY, scope
from tests.bank.items import make, vouch
from tests.bank.seen import SEEN, evidence_of

HERE = "/o/northwind/library"
SHIPPED = {
    "experiment": "testing",
    "program": "deployment",
    "predicates": "testing",
    "sequence": "documentation",
    "permutations": "testing",
    "fillin": "testing",
    "exploits": "testing",
}
"""Kind of proof -> responsibility of the item that ships with it."""


def ship(app, folder):
    """One proved item for each kind of proof, in the library."""
    for proof, area in SHIPPED.items():
        make(folder, proof, name=proof, responsibility=area)
    vouch(folder)
    show_proofs(folder)
    with app.app_context(), scope(LIBRARY), transaction():
        actions.import_library(folder, at=clock.now())


def show_proofs(folder):
    """The evidence shows what a proof of its kind shows."""
    lock = evidence.read(folder).items
    seen = {name: evidence_of(name, SEEN[name][0])["proofs"] for name in lock}
    told = {name: replace(one, proofs=tuple(seen[name])) for name, one in lock.items()}
    evidence.write(folder, Lock(items=told))


def add(app, slug="northwind", **changed):
    """A published item of the organisation's own; the address of its page."""
    with app.app_context(), scope(entrances.by_slug(slug)), transaction():
        item = Item(slug=f"item-{uuid4().hex}")
        session.add(item)
        session.flush()
        told = {
            "number": 1, "kind": "single", "responsibility": "testing", "level": "mid",
            "skill": "apply", "title": "Our own", "minutes": 2, "points": 2, "difficulty": 0.5,
            "content": {"stem": "?", "options": [{"id": n, "text": n} for n in "abc"]},
            "key": {"right": ["b"]}, "digest": b"d", "published_at": clock.now(), **changed,
        }  # fmt: skip
        version = ItemVersion(item_id=item.id, **told)
        session.add(version)
        session.flush()
        return f"/o/{slug}/library/{version.organisation_id}/{version.id}"


def titles(page):
    return [link.get_text() for link in page.soup.select("tbody th a")]


def opened(visitor, title):
    """The page behind that title in the list."""
    index = visitor.get(HERE)
    (link,) = (one for one in index.soup.select("tbody th a") if one.get_text() == title)
    return visitor.get(link["href"])
