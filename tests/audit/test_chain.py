"""link(): the hash of an entry over the one before it; any change of either is another hash."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.audit.chain import FIELDS, GENESIS, LATER, link

AT = datetime(2026, 1, 5, 9, 0, 0, 5, tzinfo=UTC)
ENTRY = {
    "organisation_id": UUID(int=1), "id": UUID(int=2), "at": AT, "actor_kind": "member",
    "actor_id": UUID(int=3), "verb": "sitting.submit", "subject_kind": "sitting",
    "subject_id": UUID(int=4), "details": {"seconds": 60, "é": "ü"}, "request_id": None,
    "sequence": 1,
}  # fmt: skip
OTHER = {
    "organisation_id": uuid4(), "id": uuid4(), "at": AT + timedelta(microseconds=1),
    "actor_kind": "system", "actor_id": None, "verb": "sitting.start", "subject_kind": "report",
    "subject_id": None, "details": {}, "request_id": "r", "sequence": 2,
}  # fmt: skip
CANONICAL = (
    '{"actor_id":"00000000-0000-0000-0000-000000000003","actor_kind":"member",'
    '"at":"2026-01-05T09:00:00.000005+00:00","details":{"seconds":60,"é":"ü"},'
    '"id":"00000000-0000-0000-0000-000000000002",'
    '"organisation_id":"00000000-0000-0000-0000-000000000001","request_id":null,"sequence":1,'
    '"subject_id":"00000000-0000-0000-0000-000000000004","subject_kind":"sitting",'
    '"verb":"sitting.submit"}'
)
"""As anybody can write it, to check a chain without our code."""


def test_a_link_is_sha_256_over_the_one_before_and_the_entry_as_canonical_json():
    assert link(GENESIS, ENTRY) == hashlib.sha256(bytes(32) + CANONICAL.encode()).digest()


def test_every_field_is_in_it():
    assert set(OTHER) == set(ENTRY) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_another_value_of_any_field_is_another_link(name):
    assert link(GENESIS, {**ENTRY, name: OTHER[name]}) != link(GENESIS, ENTRY)


@pytest.mark.parametrize("name", LATER)
def test_a_field_that_came_later_is_in_the_hash_of_who_has_it_and_of_nobody_else(name):
    assert link(GENESIS, {**ENTRY, name: None}) == link(GENESIS, ENTRY)
    one, other = ({**ENTRY, name: told} for told in ("192.0.2.0/24", "198.51.100.0/24"))
    assert len({link(GENESIS, told) for told in (ENTRY, one, other)}) == 3


def test_another_entry_before_it_is_another_link():
    assert link(link(GENESIS, OTHER), ENTRY) != link(GENESIS, ENTRY)


def test_neither_the_zone_nor_the_order_of_keys_changes_it():
    same = {
        **dict(reversed(ENTRY.items())),
        "at": AT.astimezone(timezone(timedelta(hours=9))),
        "details": {"é": "ü", "seconds": 60},
    }
    assert link(GENESIS, same) == link(GENESIS, ENTRY)


LEAF = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
DETAILS = st.dictionaries(st.text(max_size=2), LEAF | st.lists(LEAF, max_size=2), max_size=2)


@settings(max_examples=60, deadline=None)
@given(one=DETAILS, other=DETAILS)
def test_different_details_are_different_links(one, other):
    same = link(GENESIS, {**ENTRY, "details": one}) == link(GENESIS, {**ENTRY, "details": other})
    assert same is (repr(sorted(one.items())) == repr(sorted(other.items())))
