"""What a member wrote about a decision goes to the candidate."""

from dataclasses import replace
from uuid import UUID

from assay.accounts import queries as members
from assay.core import clock
from assay.core.db import reading, transaction
from assay.decisions import feedback, letters
from assay.decisions.models import Decision, Feedback
from assay.invitations import queries as invited
from assay.tenancy.queries import fetch, letterhead
from workers.means import Means
from workers.posting import post, wait_until_open


def send_feedback(means: Means, *, feedback_id: UUID) -> None:
    """As it was written, in the language in which it was; answers go to who wrote it.

    While the organisation is closed it waits.
    """
    with reading():
        wait_until_open()
        written = fetch(Feedback, feedback_id)
        if written.sent_at is not None:
            return
        invitation_id = fetch(Decision, written.decision_id).invitation_id
        landing = replace(invited.landing(invitation_id), language=written.language)
        reply_to = members.person(written.written_by).email
        text, head = written.text, letterhead()
    letter = letters.compose(landing, text, reply_to=reply_to, head=head)
    key = f"feedback.{feedback_id}"
    post(means, letter, invitation_id=invitation_id, kind="feedback", head=head, key=key)
    with transaction():
        feedback.mark_sent(feedback_id, at=clock.now())
