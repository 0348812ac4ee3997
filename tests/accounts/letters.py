"""What lies in the installation's post and audit, read behind the pages' back."""

import re
from urllib.parse import urlsplit

from sqlalchemy import select

from assay.accounts import actions
from assay.accounts.models import Letter
from assay.audit.models import AuditEntry
from assay.core.db import reading, session
from assay.tenancy.scope import INSTALLATION, scope


def rows(app, table, organisation_id=INSTALLATION):
    """All of an organisation's (the installation's), oldest first, as plain values."""
    first = table.at if table is AuditEntry else table.written_at
    with app.app_context(), scope(organisation_id), reading():
        found = list(session.scalars(select(table).order_by(first)))
        session.expunge_all()
        return found


def opened(app, about=""):
    """(recipient, subject, text) of every letter in the installation's post, by its subject."""
    sealer = app.extensions["assay"].sealer
    return [
        (one.recipient, one.subject, actions.open_body(one, sealer=sealer)[0])
        for one in rows(app, Letter)
        if about in one.subject
    ]


def path_in(text, to):
    """The path of the first link to such an address."""
    link = re.search(rf"https?://\S+{to}\S*", text).group()
    return urlsplit(link).path


def verbs(app):
    """What the installation's audit tells, oldest first."""
    return [entry.verb for entry in rows(app, AuditEntry)]
