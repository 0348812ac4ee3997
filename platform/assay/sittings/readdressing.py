"""readdress(): another address for a candidate, as long as they have not begun.

Who has begun sits in a browser that came by an earlier link. It would be let go on there, but
nothing would be left to say whether the one who sits is the one whom the letter was meant for.
"""

from uuid import UUID

from assay.audit.actions import Actor
from assay.core.errors import Conflict
from assay.invitations import mailing
from assay.invitations.models import Invitation
from assay.sittings import queries
from assay.tenancy.queries import fetch


def readdress(invitation_id: UUID, email: str, *, by: Actor) -> Invitation:
    """mailing.readdress(), held against a start, which locks the invitation too; else Conflict."""
    fetch(Invitation, invitation_id, lock=True)
    if queries.of_invitation(invitation_id) is not None:
        raise Conflict("the sitting has begun")
    return mailing.readdress(invitation_id, email, by=by)
