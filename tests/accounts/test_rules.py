"""The permission table says who may; nothing is granted by omission."""

import pytest

from assay.accounts.rules import PERMISSIONS, ROLES, may, may_grant

READS_RESULTS = {
    "candidates.read", "results.read", "answers.read", "reports.read", "decisions.write",
    "feedback.write", "remarks.write",
}  # fmt: skip
JUDGES = {"panels.read", "panels.rate"}
HIRES = {"assessments.read", "assessments.write", "assessments.publish", "candidates.invite"}
HEADS = {"organisation.edit", "members.edit", "audit.read"}
TABLE = {
    "owner": set(PERMISSIONS),
    "admin": set(PERMISSIONS) - {"organisation.close"},
    "recruiter": READS_RESULTS
    | HIRES
    | JUDGES
    | {"bank.read", "keys.read", "keys.correct", "work.read", "work.rerun"}
    | {"answers.accept", "reports.share", "tags.edit"},
    "author": {"bank.read", "bank.write", "keys.read", "assessments.read"} | JUDGES,
    "marker": {"bank.read", "marks.write", "answers.read"} | JUDGES,
    "hiring_manager": READS_RESULTS | {"assessments.read", "panels.read"},
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_holds_what_its_line_says_and_no_more(role):
    assert {permission for permission in PERMISSIONS if may(role, permission)} == TABLE[role]


def test_every_role_in_the_table_exists():
    assert set().union(*PERMISSIONS.values()) == set(ROLES)


def test_an_unknown_role_may_nothing():
    assert not any(may("visitor", permission) for permission in PERMISSIONS)


def test_a_misspelt_permission_is_an_error_rather_than_a_refusal():
    with pytest.raises(KeyError):
        may("owner", "assessment.read")


@pytest.mark.parametrize(
    ("role", "granted", "allowed"),
    [
        ("owner", "owner", True),
        ("owner", "marker", True),
        ("admin", "owner", False),
        ("admin", "admin", True),
        ("recruiter", "recruiter", False),
        ("owner", "emperor", False),
    ],
)
def test_only_an_owner_makes_owners(role, granted, allowed):
    assert may_grant(role, granted) is allowed
