"""What an organisation settles for all who sit its assessments; each change is a version."""

from datetime import datetime

from assay.audit.actions import Actor, record
from assay.tenancy.policies import Policy
from assay.tenancy.scope import current
from assay.tenancy.settling import settle


def settle_policy(wanted: Policy, *, by: Actor, at: datetime) -> Policy:
    """The version that holds from now on; what is as before makes none. Invalid under its field."""
    assert by.id is not None
    policy, is_new = settle(wanted, by=by.id, at=at)
    if is_new:
        record(
            "organisation.settle_policy", "organisation", current(),
            actor=by, details={"number": policy.number},
        )  # fmt: skip
    return policy
