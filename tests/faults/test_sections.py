"""A section ends without a line: what was typed in it is late, and what is free still counts."""

import pytest
from playwright.sync_api import expect

from tests.faults.site import until
from tests.sittings.situation import LOCKING


@pytest.fixture
def sat(site):
    return site.sit(begin=False, sections=LOCKING)


@pytest.fixture
def typist(device):
    """In the first section, at its first question."""
    return device().start("section/1").enter("Start this section")


def test_a_section_ends_without_a_line_and_what_comes_later_is_kept_as_late(
    site, sat, typist, typed
):
    typist.choose("a").saved()
    typist.context.set_offline(True)
    typist.page.locator('input[name=choice][value="c"]').check()
    typed.late[1] = {"choice": "c"}
    typist.says("Offline since")
    site.section_ends_in(sat, seconds=-60)
    typist.context.set_offline(False)
    typist.page.wait_for_url("**/sit/section/2?late=yes")
    expect(typist.page.get_by_role("main")).to_contain_text("marked as late")
    typist.at(5).choose("b").saved()


def test_the_line_is_back_within_its_grace_and_all_of_it_counts(site, sat, typist):
    typist.context.set_offline(True)
    typist.choose("b").says("Offline since")
    site.section_ends_in(sat, seconds=-5)
    typist.context.set_offline(False)
    typist.saved()
    assert site.ask(
        "select in_grace from answers where organisation_id = :o", o=sat.organisation_id
    ) == [(True,)]


def test_what_another_tab_held_of_a_section_that_is_locked_is_late_as_well(
    site, sat, typist, typed
):
    other = typist.at(2)
    typist.context.set_offline(True)
    other.page.get_by_label("Option a").check()
    typed.late[2] = {"choices": ["a"]}
    other.says("Offline since")
    other.page.close()
    site.section_ends_in(sat, seconds=-60)
    typist.context.set_offline(False)
    typist.page.goto(f"{typist.site.stack.base_url}/sit/section")
    late = "select 1 from answer_history where organisation_id = :o and late"
    until(lambda: site.ask(late, o=sat.organisation_id), "it is kept as late")
