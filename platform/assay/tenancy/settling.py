"""Keeping what an organisation has settled; who may, and what is kept of it, accounts knows."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from assay.core.db import session
from assay.tenancy import queries
from assay.tenancy.models import Organisation, PolicyVersion
from assay.tenancy.policies import Policy, checked
from assay.tenancy.scope import current


def settle(wanted: Policy, *, by: UUID, at: datetime) -> tuple[Policy, bool]:
    """(what holds from now on, is it new); Invalid under the field that can't be."""
    session.get(Organisation, current(), with_for_update=True)
    before = queries.policy()
    policy = replace(checked(wanted), number=before.number + 1)
    if policy.to_json() == before.to_json():
        return before, False
    session.add(
        PolicyVersion(number=policy.number, settled=policy.to_json(), settled_by=by, settled_at=at)
    )
    return policy, True
