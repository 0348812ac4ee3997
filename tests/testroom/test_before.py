"""Before the start: the notice and its box, more time, something else, and taking no part."""

import pytest
from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict
from assay.invitations import actions as inviting
from assay.invitations import queries as invitations
from assay.invitations import requests
from assay.invitations.models import Accommodation, Request
from assay.sittings import actions as sittings
from assay.sittings import queries
from assay.tenancy.policies import EVENTS, Policy
from assay.testroom.notice import RECORDS
from tests.sittings.situation import AT, MINUTE, SECOND, Situation, elsewhere
from tests.testroom.chair import Chair

QUIET = "A quiet room, and a screen reader. <b>Ш"


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


def settle(room, **told):
    with transaction():
        return accounts.settle_policy(Policy(**told), by=room.member, at=AT)


def needs(chair, room, **fields):
    return chair.press(chair.get(f"{room.link}/needs"), "/needs", **fields)


def granted(room):
    with reading():
        return invitations.accommodations(room.invitation_id)


def asked(room, kind=None):
    with reading():
        return [one for one in invitations.requests(room.invitation_id) if kind in (None, one.kind)]


def noted(room):
    with reading():
        return [entry.verb for entry in entries_about("invitation", room.invitation_id)]


# The notice


def test_the_notice_says_what_is_recorded_how_long_and_who_decides(chair, room):
    settle(room, records=("pastes",), keeps_days=90, purpose="We hire **two**. <script>x</script>")
    page = chair.get(room.link)
    words = page.words()
    assert "When you paste something" in words
    assert "When you leave the page" not in words
    assert "They are kept for 90 days." in words
    assert "A person at Northwind Robotics decides" in words
    assert "This is version 1.1 of the notice." in words
    assert page.soup.select_one(".own-words strong").text == "two"
    assert page.soup.select_one(".own-words")["lang"] == "en"
    assert not page.soup.select("main script")


def test_another_organisations_policy_is_not_told_here(app, chair, room):
    elsewhere(app, lambda other: settle(other, keeps_days=7, purpose="Theirs alone."))
    words = chair.get(room.link).words()
    assert "Theirs alone" not in words
    assert "kept for 365 days" in words


def test_where_nothing_is_recorded_it_says_so(chair, room):
    settle(room, records=())
    assert "Nothing else is." in chair.get(room.link).words()


def test_each_event_that_a_policy_may_record_has_words_for_candidates():
    assert list(RECORDS) == list(EVENTS)


@pytest.mark.parametrize("agree", [{}, {"agree": ""}, {"agree": "no"}])
def test_nobody_starts_without_the_box(chair, room, agree):
    before = room.everything()
    page = chair.press(chair.get(room.link), "/start", **agree)
    assert (page.status, page.heading) == (422, "Flask developer, mid level")
    box = page.soup.select_one("#agree")
    assert box["aria-describedby"] == page.soup.select_one(".field-error")["id"]
    assert "Tick this box" in page.soup.select_one(".field-error").text
    assert page.soup.title.text.startswith("Error:")
    assert room.everything() == before
    assert not chair.cookies
    page = chair.press(page, "/start", agree="yes")
    assert page.path == "/sit/room/1"


def test_what_was_agreed_to_is_kept_with_the_start(chair, room):
    settle(room, keeps_days=90)
    chair.start()
    with reading():
        kept = queries.consent(room.invitation_id)
        assert (kept.policy_number, kept.notice, kept.language) == (1, 1, "en")
        assert kept.agreed_at == AT == queries.by_id(room.sitting_id).started_at


def test_a_policy_that_changed_meanwhile_has_to_be_read_first(chair, room):
    page = chair.get(room.link)
    settle(room, keeps_days=900)
    page = chair.press(page, "/start", agree="yes")
    assert page.status == 422
    assert "has changed" in page.soup.select_one(".field-error").text
    assert "kept for 900 days" in page.words()
    assert chair.press(page, "/start", agree="yes").path == "/sit/room/1"
    with reading():
        assert queries.consent(room.invitation_id).policy_number == 1


def test_what_was_agreed_to_stays_when_the_policy_changes(chair, room):
    chair.start()
    settle(room, keeps_days=90)
    chair.press(chair.get("/sit/review"), "/submit")
    with reading():
        assert queries.consent(room.invitation_id).policy_number == 0


# More time


def test_time_within_the_policy_is_there_at_once_and_the_end_says_so(chair, room):
    page = needs(chair, room, percent="25")
    assert (page.path, page.status) == (room.link, 200)
    words = page.words()
    assert "5 questions in 75 minutes" in words
    assert "Monday 5 January 2026, 11:15" in words
    (one,) = granted(room)
    assert (one.extra_percent, one.source, one.granted_by) == (25, "candidate", None)
    with reading():
        assert [entry.verb for entry in entries_about("accommodation", one.id)] == [
            "accommodation.take"
        ]
    assert asked(room) == []


def test_the_sitting_has_the_time_that_was_taken(chair, room):
    needs(chair, room, percent="10")
    chair.start()
    with reading():
        assert queries.by_id(room.sitting_id).ends_at == AT + 66 * MINUTE


def test_a_double_press_takes_time_once(chair, room):
    page = chair.get(f"{room.link}/needs")
    for _ in range(2):
        chair.press(page, "/needs", percent="25", text=QUIET)
    with reading():
        assert len(list(session.scalars(select(Accommodation)))) == 1
        assert len(list(session.scalars(select(Request)))) == 1


def test_time_may_be_changed_and_given_back(chair, room):
    for percent, whole in (("25", "75 minutes"), ("10", "66 minutes"), ("0", "60 minutes")):
        assert f"5 questions in {whole}" in needs(chair, room, percent=percent).words()
    assert granted(room) == []


@pytest.mark.parametrize("percent", ["11", "-5", "1000000", "x", "250"])
def test_other_amounts_are_refused_at_the_field(chair, room, percent):
    before = room.everything()
    page = needs(chair, room, percent=percent)
    assert page.status == 422
    assert "Choose one of these." in page.soup.select_one("#percent-error").text
    assert room.everything() == before


def test_more_than_the_policy_is_asked_for_and_not_given(chair, room):
    page = needs(chair, room, percent="50")
    assert "5 questions in 60 minutes" in page.words()
    assert "Not answered yet 50 % more time" in page.words()
    assert [(one.kind, one.percent, one.answer) for one in asked(room)] == [("more_time", 50, None)]
    assert granted(room) == []
    assert "request.ask" in noted(room)
    form = chair.get(f"{room.link}/needs")
    assert form.soup.select_one("input[name=percent][checked]")["value"] == "50"


def test_another_amount_takes_the_place_of_what_was_asked_for(chair, room):
    for percent in ("50", "100", "25"):
        needs(chair, room, percent=percent)
    assert {(one.percent, one.answer) for one in asked(room)} == {
        (50, "taken_back"), (100, "taken_back"),
    }  # fmt: skip
    assert [one.extra_percent for one in granted(room)] == [25]


def test_the_policy_says_how_much_anyone_may_take(chair, room):
    settle(room, extra_percent=0)
    page = chair.get(f"{room.link}/needs")
    assert page.words().count("Northwind Robotics is asked first.") == 5
    needs(chair, room, percent="10")
    assert granted(room) == []
    settle(room, extra_percent=33)
    assert chair.get(f"{room.link}/needs").soup.select_one("#percent-33")
    needs(chair, room, percent="33")
    assert [one.extra_percent for one in granted(room)] == [33]


def test_what_a_member_granted_stands(app):
    with Situation(app, extra_percent=50) as room, clock.frozen(AT):
        chair = Chair(room)
        page = chair.get(f"{room.link}/needs")
        assert not page.soup.select("input[name=percent]")
        assert "30 minutes of extra time" in page.words()
        needs(chair, room, percent="10")
        assert [one.extra_percent for one in granted(room)] == [50]


def test_a_members_grant_takes_the_place_of_what_was_taken(chair, room):
    needs(chair, room, percent="25")
    with transaction():
        inviting.grant_accommodation(room.invitation_id, percent=100, by=room.member)
    assert "5 questions in 2 hours" in chair.get(room.link).words()


# Something else


def test_what_else_is_needed_reaches_the_organisation_as_it_was_written(chair, room):
    page = needs(chair, room, text=f"  {QUIET}\r\nTwo lines ")
    assert QUIET in page.words()
    (one,) = asked(room, "something_else")
    assert one.text == f"{QUIET}\nTwo lines"


def test_a_text_that_is_too_long_stays_in_its_box(chair, room):
    page = needs(chair, room, percent="25", text="é" * 1001)
    assert page.status == 422
    assert "at most 1,000 characters" in page.soup.select_one("#text-error").text
    assert len(page.soup.select_one("#text").text.strip()) == 1001
    assert granted(room) == []


def test_so_many_things_may_wait_and_no_more(chair, room):
    for number in range(5):
        assert needs(chair, room, text=f"Thing {number}").path == room.link
    page = needs(chair, room, text="One more")
    assert page.status == 429
    assert len(asked(room)) == 5


# Taking no part


def decline(chair, room, **fields):
    return chair.press(chair.get(f"{room.link}/decline"), "/decline", **fields)


def test_who_takes_no_part_is_told_of_once_and_may_come_back(chair, room):
    page = chair.get(f"{room.link}/decline")
    for _ in range(2):
        said = chair.press(page, "/decline", text="I have found work.")
        assert (said.path, said.status, said.heading) == (room.link, 200, "You take no part")
    assert sorted(room.told()) == ["InvitationDeclined", "RequestMade"]
    assert noted(room) == ["invitation.decline"]
    assert [one.text for one in asked(room, "decline")] == ["I have found work."]
    back = chair.press(said, "/take-part")
    assert back.heading == "Flask developer, mid level"
    chair.press(said, "/take-part")
    assert sorted(room.told()) == ["InvitationDeclined", "InvitationTakenUp", "RequestMade"]
    assert chair.start().path == "/sit/room/1"


def test_no_reason_is_needed(chair, room):
    decline(chair, room)
    assert [one.text for one in asked(room, "decline")] == [""]


def test_nothing_starts_while_one_takes_no_part(chair, room):
    landing = chair.get(room.link)
    form = chair.get(f"{room.link}/needs")
    decline(chair, room)
    before = room.everything()
    assert chair.press(landing, "/start", agree="yes").heading == "You take no part"
    assert chair.press(form, "/needs", percent="25", text="x").heading == "You take no part"
    assert room.everything() == before


def test_the_way_back_ends_with_the_time_to_start(chair, room):
    said = decline(chair, room)
    with clock.frozen(AT + 15 * 24 * 60 * MINUTE):
        assert not chair.get(room.link).soup.select("form[action$='/take-part']")
        page = chair.press(said, "/take-part")
    assert page.heading == "The time to start has passed"


def test_by_a_link_that_has_expired_nobody_comes_back(app):
    with Situation(app, link_expires_at=AT + MINUTE) as room, clock.frozen(AT):
        chair = Chair(room)
        said = decline(chair, room)
        before = room.everything()
        with clock.frozen(AT + 2 * MINUTE):
            page = chair.press(said, "/take-part")
        assert (page.heading, room.everything()) == ("You take no part", before)


# All of it is before the start


@pytest.mark.parametrize(
    ("path", "fields"),
    [("needs", {"percent": "25", "text": "x"}), ("decline", {"text": "x"})],
)
def test_who_has_begun_changes_nothing_of_it(chair, room, path, fields):
    form = chair.get(f"{room.link}/{path}")
    chair.start()
    before = room.everything()
    page = chair.press(form, f"/{path}", **fields)
    assert page.path == room.link
    assert chair.get(f"{room.link}/{path}").location == room.link
    assert room.everything() == before


STEPS = ("needs", "decline", "check", "practice/1")


@pytest.mark.parametrize("path", STEPS)
@pytest.mark.parametrize(
    "how",
    [{"withdrawn_at": AT}, {"start_by": AT - SECOND}, {"finish_by": AT}, {"link_revoked": True}],
)
def test_a_link_that_opens_nothing_opens_no_step_either(app, path, how):
    with Situation(app, **how) as room, clock.frozen(AT):
        before = room.everything()
        chair = Chair(room)
        assert chair.get(f"{room.link}/{path}").location == room.link
        token = app.extensions["assay.testroom"].extensions["assay.forgery"].token(room.token)
        for post in ("needs", "decline", "take-part", "practice/1"):
            answer = chair.post(f"{room.link}/{post}", csrf_token=token, percent="25", text="x")
            assert answer.location == room.link
        assert room.everything() == before


@pytest.mark.parametrize("path", ["needs", "decline", "take-part", "practice/1"])
def test_a_step_without_our_token_changes_nothing(chair, room, path):
    before = room.everything()
    assert chair.post(f"{room.link}/{path}", percent="25", text="x").status == 403
    assert room.everything() == before


def test_every_page_before_the_start_has_a_title_a_heading_and_labels(chair, room):
    pages = [chair.get(f"{room.link}/{path}") for path in STEPS]
    pages += [chair.get("/sit/browsers"), decline(chair, room)]
    for page in pages:
        assert page.status == 200
        assert page.soup.title.text.strip()
        assert len(page.soup.select("h1")) == 1
        for control in page.soup.select("input:not([type=hidden]), select, textarea"):
            assert page.soup.select_one(f"label[for='{control['id']}']"), control
        assert not page.soup.select("[style], style, script:not([src])")


@pytest.mark.parametrize("number", [-1, 1])
def test_the_verb_itself_takes_no_agreement_to_another_policy(room, number):
    before = room.everything()
    with pytest.raises(Conflict), transaction():
        sittings.start(room.invitation_id, agreed=sittings.Agreed(policy=number), at=AT)
    assert room.everything() == before


def test_the_verb_itself_starts_nothing_that_was_declined(room):
    with transaction():
        requests.decline(room.invitation_id, reason="", at=AT)
    with pytest.raises(Conflict):
        room.start(at=AT)
