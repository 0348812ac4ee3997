"""What an organisation settles: a version for each change, refused where it can't be."""

from datetime import UTC, datetime

import pytest

from assay.accounts.settling import settle_policy
from assay.core.db import reading, transaction
from assay.core.errors import Invalid
from assay.tenancy import queries
from assay.tenancy.policies import EVENTS, MOST_WORDS, Policy, checked, from_json
from tests.sittings.situation import Situation

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def room(app):
    with Situation(app) as room:
        yield room


def settle(room, **told):
    with transaction():
        return settle_policy(Policy(**told), by=room.member, at=AT)


def test_where_nothing_was_settled_the_default_holds(room):
    with reading():
        assert queries.policy() == Policy()


def test_each_change_is_a_version_and_the_older_stays(room):
    settle(room, extra_percent=10)
    settle(room, extra_percent=40, records=("pastes",), purpose="For **this** post.")
    with reading():
        assert queries.policy().extra_percent == 40
        assert queries.policy().records == ("pastes",)
        assert queries.policy().number == 2
        assert queries.policy(1).extra_percent == 10


def test_what_is_as_before_makes_no_version(room):
    settle(room, extra_percent=10)
    assert settle(room, extra_percent=10).number == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"extra_percent": -1}, "extra_percent"), ({"extra_percent": 101}, "extra_percent"),
        ({"outage_minutes": 121}, "outage_minutes"), ({"keeps_days": 0}, "keeps_days"),
        ({"decides_in_days": 181}, "decides_in_days"),
        ({"language": "xx"}, "language"), ({"records": ("camera",)}, "records"),
        ({"purpose": "x" * (MOST_WORDS + 1)}, "purpose"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_at_its_field(told, field):
    with pytest.raises(Invalid) as refusal:
        checked(Policy(**told))
    assert list(refusal.value.fields) == [field]


def test_a_version_of_before_reads_with_what_came_later():
    assert from_json({"extra_percent": 5, "gone": True}, number=3) == Policy(
        number=3, extra_percent=5
    )
    assert from_json(Policy().to_json(), number=0).records == tuple(EVENTS)
