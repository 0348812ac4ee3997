"""An organisation's address is made of its name, and is never one of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.accounts import slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northwind Robotics", "northwind-robotics"),
        ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
        ("Account", "team-account"),
        ("株式会社", "team"),
        ("X", "team-x"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert slugs.made_from(name) == slug


@given(st.text())
def test_every_name_becomes_one_that_can_be_used(name):
    assert slugs.problem(slugs.made_from(name)) is None


@pytest.mark.parametrize("slug", ["open", "a", "-a", "a--b", "A-b", "a/b", "", "é", "a" * 46])
def test_others_are_refused(slug):
    assert slugs.problem(slug) is not None
