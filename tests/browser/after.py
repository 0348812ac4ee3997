"""What a candidate asked for after the end, and an answer that came too late to count."""

from datetime import timedelta
from uuid import uuid4

from assay.core.db import transaction
from assay.core.errors import TimeIsUp
from assay.invitations import afterwards, ratings
from assay.sittings import saving
from assay.sittings.saving import Save

WHY = (
    "Question 3 can be read in two ways: “before the request” may mean before the view runs, or"
    " before the connection is taken. I answered the second."
)


def ask_for_all(invitation_id, sitting, script, *, value, at):
    """A second look, an erasure; and one more answer to a question, half an hour late."""
    with transaction():
        afterwards.look_again(invitation_id, text=WHY, at=at)
        afterwards.erase(invitation_id, at=at)
        ratings.rate(invitation_id, stars=4, comment="The clock was clear.", at=at)
    save = Save(
        organisation_id=sitting.organisation_id, sitting_id=sitting.id, generation=1,
        position=script.position, seq=9, key=uuid4().hex, value=value, at=at + timedelta(hours=1),
    )  # fmt: skip
    with transaction():
        assert isinstance(saving.refusal(save), TimeIsUp)
