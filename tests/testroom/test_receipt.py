"""What a candidate is told of what came in, and of what comes next."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.sittings import actions, letters, queries, receipts
from assay.tenancy import settling
from assay.tenancy.policies import Policy
from tests.invitations.test_letters import LANDING
from tests.sittings.situation import AT, HOUR, MINUTE, Situation
from tests.testroom.chair import Chair

B = hashlib.sha256(b'{"choice":"b"}').hexdigest()


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


def settle(room, **told):
    with transaction():
        settling.settle(Policy(**told), by=room.member.id, at=AT)


def hand_in(room, *, at=AT + MINUTE):
    """One answer, one that was taken back, and the end."""
    room.start(at=AT)
    room.save(1, {"choice": "b"}, at=AT)
    room.save(2, {"choices": ["a"]}, at=AT)
    room.save(2, None, at=AT)
    with transaction():
        actions.submit(room.sitting_id, at=at)


def test_the_page_tells_of_every_question(room):
    hand_in(room)
    page = Chair(room).get(room.link)
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select(".kept li")]
    assert rows == [
        f"1 answered {B[:12]}", "2 not answered", "3 not answered", "4 not answered",
        "5 not answered",
    ]  # fmt: skip
    assert "1 of 5 questions" in page.words()


def test_the_file_has_every_fingerprint_whole(room):
    hand_in(room)
    chair = Chair(room)
    page = chair.get(room.link)
    answer = chair.client.get(page.soup.select_one("a[href$='receipt.txt']")["href"])
    assert answer.mimetype == "text/plain"
    assert f"Question 1: answered, {B}\nQuestion 2: not answered\n" in answer.text
    with reading():
        assert queries.receipt(room.sitting_id) in answer.text


def test_the_same_file_opens_by_the_rooms_cookie(room):
    chair = Chair(room)
    chair.start()
    assert chair.get("/sit/receipt.txt").response.location.endswith("/sit/review")
    chair.press(chair.get("/sit/review"), "/submit")
    page = chair.get("/sit/done")
    assert page.soup.select_one("a[href$='receipt.txt']")["href"] == "/sit/receipt.txt"
    assert chair.get("/sit/receipt.txt").status == 200


def test_the_day_is_the_policys_in_the_candidates_zone(room):
    settle(room, decides_in_days=3)
    hand_in(room, at=AT + timedelta(hours=0, minutes=59))
    assert "by Thursday 8 January 2026" in Chair(room).get(room.link).words()


def test_what_was_agreed_to_holds_though_the_policy_is_another_by_now(room):
    settle(room, decides_in_days=3, keeps_days=10)
    hand_in(room)
    settle(room, decides_in_days=30, keeps_days=1)
    with reading():
        sitting = queries.by_id(room.sitting_id)
        assert receipts.decided_by(sitting) == AT + MINUTE + timedelta(days=3)
        assert receipts.kept_until(sitting) == AT + MINUTE + timedelta(days=10)


def test_the_link_opens_as_long_as_the_answers_are_kept_though_it_expired_before(app):
    with Situation(app, link_expires_at=AT + HOUR) as room, clock.frozen(AT):
        settle(room, keeps_days=10)
        hand_in(room)
        last = AT + MINUTE + timedelta(days=10)
        for at, status in ((last, 200), (last + timedelta(seconds=1), 410)):
            with clock.frozen(at):
                assert Chair(room).get(room.link).status == status
                page = Chair(room).get(f"{room.link}/receipt.txt", follow=True)
                assert page.status == status


def test_a_link_that_was_replaced_opens_no_receipt(app):
    with Situation(app, link_revoked=True) as room, clock.frozen(AT):
        hand_in(room)
        assert Chair(room).get(f"{room.link}/receipt.txt", follow=True).status == 410


def test_before_the_end_the_link_leads_to_where_one_is(room):
    page = Chair(room).get(f"{room.link}/receipt.txt")
    assert page.response.location.endswith(room.link)
    room.start(at=AT)
    assert Chair(room).get(f"{room.link}/receipt.txt").response.location.endswith(room.link)


def test_a_sitting_that_was_voided_promises_nothing(room):
    hand_in(room)
    with transaction():
        actions.void(room.sitting_id, by=room.member, reason="A test.", at=AT + HOUR)
    page = Chair(room).get(room.link)
    assert page.status == 200
    assert not {"next", "receipt"} & {tag.get("id") for tag in page.soup.select("h2")}


@pytest.mark.parametrize("shows", [True, False])
def test_the_letter_says_the_same(room, shows):
    hand_in(room)
    with reading():
        kept = receipts.kept(queries.by_id(room.sitting_id))
    told = letters.Receipt(
        answered=1, questions=5, ended_at=AT, time_ran_out=False, digest="d" * 64, kept=kept,
        decided_by=AT + timedelta(days=14), kept_until=AT + timedelta(days=365),
        shows_result=shows,
    )  # fmt: skip
    letter = letters.compose(LANDING, told)
    for text in (letter.text, letter.html):
        words = " ".join(text.split())
        assert f"Question 1: answered, {B[:12]}" in words
        assert "Question 5: not answered" in words
        assert "writes to you by Monday 19 January 2026" in words
        assert "until Tuesday 5 January 2027" in words
        assert ("your result" in words) is shows


def test_the_letter_is_in_the_candidates_language():
    told = letters.Receipt(
        answered=0, questions=0, ended_at=AT, time_ran_out=True, digest="d" * 64, kept=(),
        decided_by=AT, kept_until=AT, shows_result=True,
    )  # fmt: skip
    assert "5. Januar 2026" in letters.compose(replace(LANDING, language="de"), told).text
