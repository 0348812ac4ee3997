"""What may only be done before the start: hold() makes sure that it is before."""

from uuid import UUID

from assay.core.errors import Conflict
from assay.invitations.models import Invitation
from assay.sittings import queries
from assay.tenancy.queries import fetch


def hold(invitation_id: UUID) -> Invitation:
    """The invitation, held until the transaction ends: nobody starts meanwhile.

    Conflict where its sitting has begun.
    """
    invitation = fetch(Invitation, invitation_id, lock=True)
    if queries.of_invitation(invitation_id):
        raise Conflict("the sitting has begun")
    return invitation
