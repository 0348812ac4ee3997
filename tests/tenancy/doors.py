"""Every address of a door, filled with the ids of two organisations; and what an answer gave away.

A new route is covered by being there. Where this module does not know what an argument of its
address names, or how one comes in by its guard, the tests fail and say so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, select, text

from assay.core.db import Base
from tests.populated import Populated
from tests.tenancy.standing import clauses

GUARDS = {
    "public", "closed", "signed_in", "member", "operator", "account", "link", "sign_up", "sitting",
    "ended", "former",
}  # fmt: skip
"""Those that the tests know how to come in by."""

HARMLESS = {
    "filename": "assay.css", "position": "1", "section": "1",
    "kind": "invitation", "language": "de", "sealed": "x",
}  # fmt: skip
"""Arguments of addresses that name nothing of an organisation's."""

SHORTEST = 6
"""Letters that a text must have to be told from chance."""


def named_by(argument: str, one: Populated) -> list[str]:
    """What this argument of an address may name in the organisation."""
    named: dict[str, Iterable[Any]] = {
        "slug": [one.slug],
        "organisation_id": [one.organisation_id],
        "version_id": one.item_versions[:1],
        "item_id": one.items,
        "assessment_id": one.assessments,
        "invitation_id": one.invitations.values(),
        "report_id": [one.report_id],
        "link_id": [one.link_id],
        "import_id": [one.import_id],
        "handout_id": [one.handout_id],
        "request_id": [one.request_id],
        "tag_id": [one.tag_id],
        "note_id": [one.note_id],
        "bulk_act_id": [one.bulk_act_id],
        "planned_id": [one.planned_id],
        "number": [one.report_id],
        "member_id": [one.members["marker"], one.members["asked"]],
        "session_id": [one.browsers["owner"]],
        "job_id": one.jobs[:1],
        "turn_id": [one.turn_id],
        "token": [one.organisation_id, *one.invitations.values(), *one.sittings.values()],
    }
    assert argument in named, (
        f"no test knows what <{argument}> names: add it to tests/tenancy/doors.py,"
        " with what it names in tests/populated.py"
    )
    return [str(each) for each in named[argument]]


@dataclass(frozen=True, kw_only=True)
class Address:
    """One request that could be made. `foreign`: something in the path is the others'."""

    endpoint: str
    rule: str
    method: str
    path: str
    foreign: bool

    @property
    def is_own(self) -> bool:
        """Does it name something of ours, and nothing of theirs?"""
        return "<" in self.rule and not self.foreign

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.endpoint})"


def addresses(
    app: Flask, ours: Populated, theirs: Populated, *, under: str = "/"
) -> Iterator[Address]:
    """Every route and method of a door, with every mixture of our ids and theirs."""
    adapter = app.url_map.bind("localhost", script_name=under)
    for rule in app.url_map.iter_rules():
        guard = str(getattr(app.view_functions[rule.endpoint], "guard", None))
        assert guard.partition(":")[0] in GUARDS, (
            f"no test knows how to come in by the guard {guard!r} of {rule}: teach tests/tenancy"
        )
        for values, foreign in mixtures(sorted(rule.arguments), ours, theirs):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                path = adapter.build(rule.endpoint, values, method=method)
                yield Address(
                    endpoint=rule.endpoint, rule=rule.rule, method=method, path=path,
                    foreign=foreign,
                )  # fmt: skip


def at_home(one: Populated, app: Flask) -> list[Address]:
    """Every route and method below the organisation's own address, with each of its own ids."""
    nobody = replace(one, word="Nobody")
    every = addresses(app, one, nobody)
    return [each for each in every if "<slug>" in each.rule and not each.foreign]


def mixtures(
    arguments: list[str], ours: Populated, theirs: Populated
) -> Iterator[tuple[dict[str, str], bool]]:
    """(an address's values, is one of them theirs?): each argument from either side.

    Under the others' slug one id of each kind is enough: nobody comes past it.
    """
    asked = [name for name in arguments if name not in HARMLESS]
    harmless = {name: HARMLESS[name] for name in arguments if name in HARMLESS}
    for owners in product((ours, theirs), repeat=len(asked)):
        choices = [named_by(name, owner) for name, owner in zip(asked, owners, strict=True)]
        if ("slug", theirs) in zip(asked, owners, strict=True):
            choices = [named[:1] for named in choices]
        for chosen in product(*choices):
            yield {**harmless, **dict(zip(asked, chosen, strict=True))}, theirs in owners


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    location: str
    said: bytes
    """Headers and body."""

    def gives_away(self, secrets: Iterable[str], sent: str) -> set[str]:
        """What of the others' can be read in it, but for what we said ourselves."""
        return {each for each in secrets if each.encode() in self.said and each not in sent}


class Caller:
    """Asks as it was told to at first: what an answer would have it keep is not kept."""

    def __init__(self, app: Flask, *, cookie: str = "", token: str = "") -> None:
        self._client = app.test_client(use_cookies=False)
        self._headers = {"Cookie": cookie} if cookie else {}
        self._token = token

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Answer:
        filled = {**(body or {}), "csrf_token": self._token}
        told: dict[str, Any] = {"headers": self._headers, "base_url": "http://localhost"}
        if method == "PUT":
            told["headers"] = {**self._headers, "X-Assay": "save"}
            told["json"] = {"seq": 9, "key": "a-key-of-ours", "value": {"choice": "c"}}
        elif method != "GET":
            told["data"] = filled
        with self._client.open(path, method=method, **told) as response:
            return Answer(
                status=response.status_code,
                location=response.headers.get("Location", ""),
                said=str(response.headers).encode() + response.get_data(),
            )


def secrets(database: Engine, ours: Populated, theirs: Populated) -> set[str]:
    """Every text and id in any column of theirs that is in no column of ours."""
    return _told(database, theirs.organisation_id) - _told(database, ours.organisation_id)


def _told(database: Engine, organisation_id: UUID) -> set[str]:
    found: set[str] = set()
    with database.connect() as connection:
        for name, clause in clauses(database).items():
            query = select(Base.metadata.tables[name]).where(
                text(clause).bindparams(organisation=organisation_id)
            )
            for row in connection.execute(query):
                found |= {word for value in row for word in _words(value)}
    return found


def _words(value: Any) -> Iterator[str]:
    """The texts in a column's value that are long enough to be told from chance."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, UUID):
        yield str(value)
    elif isinstance(value, bytes):
        yield value.hex()
    elif isinstance(value, str) and len(value) >= SHORTEST:
        yield value
