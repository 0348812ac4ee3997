"""What candidates ask for is told to who looks after it, and the answer to who asked."""

from dataclasses import asdict
from uuid import UUID, uuid5

from assay.accounts import actions as accounts
from assay.core.db import reading, transaction
from assay.decisions import naming
from assay.invitations import asked
from assay.invitations import queries as invited
from assay.invitations import request_letters as letters
from assay.invitations.models import Request
from assay.tenancy.queries import fetch, letterhead, organisation
from workers.means import Means
from workers.posting import post, wait_until_open


def tell_of_request(means: Means, *, request_id: UUID) -> None:
    """A letter to each who looks after it, once; none where it is answered or taken back.

    While the organisation is closed it waits.
    """
    with transaction():
        wait_until_open()
        request = fetch(Request, request_id)
        if request.answered_at is not None:
            return
        landing, head = naming.landing(request.invitation_id), letterhead()
        link = f"{means.settings.base_url}/o/{organisation().slug}/{asked.page_of(request)}"
        for person in asked.carers(request):
            letter = letters.asked(
                landing,
                request.kind,
                percent=request.percent,
                by=asked.due(request),
                member=person.name,
                recipient=person.email,
                link=link,
                head=head,
            )
            once = uuid5(request_id, str(person.id))
            accounts.write_letter(**asdict(letter), sealer=means.sealer, once=once)


def send_answer(means: Means, *, request_id: UUID) -> None:
    """Tell the candidate what a member answered; while the organisation is closed it waits."""
    with reading():
        wait_until_open()
        request = fetch(Request, request_id)
        landing, head = invited.landing(request.invitation_id), letterhead()
    letter = letters.answered(landing, request.kind, request.answer or "", head=head)
    if letter is not None:
        invitation_id, key = landing.invitation_id, f"answer.{request_id}"
        post(means, letter, invitation_id=invitation_id, kind="answer", head=head, key=key)
