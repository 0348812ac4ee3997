"""Is this report ours, and unchanged? Open to everybody, without an account.

Who shows the file, or types its digest or number, is told who issued it and when, and whether a
later one has replaced it. No name and no score is told: who holds the file can read them in it.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assay.core import clock
from assay.core.errors import NotFound
from assay.reports import queries
from assay.reports.queries import BY_DIGEST, BY_NUMBER, Issued
from assay.reports.revisions import signed_parts
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from assay.web.answering import page, refused
from assay.web.forms.verify import VerifyForm
from assay.web.guards import public

pages = Blueprint("verify", __name__)

PAGE = "verify/index.html"
ASK = "Choose the file, or give its digest or the report’s number."
ODD = "A digest has 64 digits from 0 to f; a report’s number has five groups with hyphens."

Outcome = Literal["genuine", "added", "digest", "number", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`genuine`: this very file; `added`: a report of ours and something after it; `digest`,
    `number`: there is such a report, and no file was seen; `unknown`: none of ours, or changed."""

    outcome: Outcome
    digest: str | None = None
    issued: Issued | None = None


@pages.get("/verify")
@pages.get("/verify/<uuid:number>")
@public
def ask(number: UUID | None = None) -> str:
    """The form. The code on a printed report leads here with its number; nothing is looked up."""
    return page(PAGE, form=VerifyForm(typed=str(number or "")), finding=None)


@pages.post("/verify")
@public
def check() -> ResponseReturnValue:
    """It changes nothing and keeps nothing, so that it needs no session and no token."""
    form = VerifyForm()
    finding = (
        _of_file(form.file.data.read()) if form.file.data else _of_words(form.typed.data or "")
    )
    if finding is None:
        form.typed.errors = [ODD if form.typed.data else ASK]
        return refused(PAGE, form=form, finding=None)
    return page(PAGE, form=form, finding=finding)


def _of_file(data: bytes) -> Finding:
    digest = hashlib.sha256(data).hexdigest()
    if issued := _issued(BY_DIGEST, digest):
        return Finding(outcome="genuine", digest=digest, issued=issued)
    for part in signed_parts(data):
        if issued := _issued(BY_DIGEST, hashlib.sha256(part).hexdigest()):
            return Finding(outcome="added", digest=digest, issued=issued)
    return Finding(outcome="unknown", digest=digest)


def _of_words(typed: str) -> Finding | None:
    """None where it is neither a digest nor a number."""
    digest = re.sub(r"[\s:]", "", typed).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digest):
        issued = _issued(BY_DIGEST, digest)
        return Finding(outcome="digest" if issued else "unknown", digest=digest, issued=issued)
    try:
        number = str(UUID(typed))
    except ValueError:
        return None
    issued = _issued(BY_NUMBER, number)
    return Finding(outcome="number" if issued else "unknown", issued=issued)


def _issued(purpose: str, key: str) -> Issued | None:
    try:
        opened = entrances.resolve(purpose, key)
    except NotFound:
        return None
    if not opened.is_open(clock.now()):
        return None
    with scope(opened.organisation_id):
        return queries.issued(opened.subject_id)
