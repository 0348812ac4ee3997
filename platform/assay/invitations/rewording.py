"""What an organisation's letters say: the words that hold, each version, and how they change.

A version is never changed: each rewording is a new one, and one without words is the way back to
the text that ships.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import NotFound
from assay.core.languages import LANGUAGES
from assay.invitations.models import Wording
from assay.invitations.wordings import KINDS, Words, checked
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current


def own(kind: str, language: str) -> Words | None:
    """The organisation's words for this letter; None where it says what ships."""
    return words_of(latest(kind, language))


def latest(kind: str, language: str) -> Wording | None:
    """The version that holds."""
    return session.scalars(_versions(kind, language).limit(1)).one_or_none()


def versions(kind: str, language: str, *, limit: int = 50) -> list[Wording]:
    """The latest first."""
    return list(session.scalars(_versions(kind, language).limit(limit)))


def standing() -> dict[tuple[str, str], Wording]:
    """(kind, language) → the version that holds, where there ever was one."""
    query = (
        select(Wording)
        .ext(distinct_on(Wording.kind, Wording.language))
        .where(Wording.organisation_id == current())
        .order_by(Wording.kind, Wording.language, Wording.number.desc())
    )
    return {(one.kind, one.language): one for one in session.scalars(query)}


def words_of(version: Wording | None) -> Words | None:
    """None of a version that has none, and where there is no version."""
    if version is None or version.subject is None or version.body is None:
        return None
    return Words(subject=version.subject, body=version.body)


def reword(
    kind: str, language: str, *, subject: str, body: str, by: Actor, at: datetime
) -> Wording:
    """The version that holds from now on; the same words again make none.

    Invalid under each field that can't be sent.
    """
    words = checked(subject, body)
    return _hold(kind, language, words, by=by, at=at)


def restore(kind: str, language: str, *, by: Actor, at: datetime) -> Wording | None:
    """Back to the text that ships; None where nothing else ever held."""
    if latest(kind, language) is None:
        return None
    return _hold(kind, language, None, by=by, at=at)


def _hold(kind: str, language: str, words: Words | None, *, by: Actor, at: datetime) -> Wording:
    assert by.id is not None
    _known(kind, language)
    session.get(Organisation, current(), with_for_update=True)
    before = latest(kind, language)
    if before is not None and words_of(before) == words:
        return before
    made = Wording(
        kind=kind,
        language=language,
        number=before.number + 1 if before else 1,
        subject=words.subject if words else None,
        body=words.body if words else None,
        settled_by=by.id,
        settled_at=at,
    )
    session.add(made)
    session.flush()
    record(
        "letter.reword" if words else "letter.restore", "organisation", current(),
        actor=by, details={"kind": kind, "language": language, "number": made.number},
    )  # fmt: skip
    return made


def _versions(kind: str, language: str) -> Select[Wording]:
    _known(kind, language)
    return (
        select(Wording)
        .where(
            Wording.organisation_id == current(),
            Wording.kind == kind,
            Wording.language == language,
        )
        .order_by(Wording.number.desc())
    )


def _known(kind: str, language: str) -> None:
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound("Wording")
