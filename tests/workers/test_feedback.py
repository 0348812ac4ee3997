"""What a member wrote about a decision reaches the candidate once, and stands in the log."""

import pytest
from sqlalchemy import select

from assay.core.db import reading, session
from assay.decisions.models import Feedback
from assay.invitations.models import Mail
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from workers.feedback import send_feedback
from workers.means import Means


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def means(app):
    parts = app.extensions["assay"]
    return Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip


def test_it_is_sent_once_by_way_of_the_log(app, house, means):
    with app.app_context(), scope(house.organisation_id):
        for _ in range(2):
            send_feedback(means, feedback_id=house.feedback_id)
        (message,) = means.mailer.carried
        with reading():
            (mail,) = session.scalars(select(Mail).where(Mail.kind == "feedback"))
            written = session.scalars(select(Feedback)).one()
            assert written.text in message.text
            assert (mail.state, mail.recipient) == ("sent", message.recipient)
            assert written.sent_at is not None
