"""The rating, one's own data, and its erasure."""

import io
import json
from uuid import uuid4
from zipfile import ZipFile

import pytest

from assay.accounts.models import Member
from assay.assessments.queries import version
from assay.core import clock
from assay.core.db import Base, reading, session, transaction
from assay.invitations import afterwards, ratings
from assay.invitations import queries as invitations
from assay.invitations.models import Rating
from assay.privacy import export
from assay.sittings import actions
from assay.tenancy.queries import fetch
from tests.sittings.situation import AT, MINUTE, Situation, elsewhere
from tests.testroom.chair import Chair


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        room.start(at=AT)
        room.save(1, {"choice": "a"}, at=AT)
        room.save(1, {"choice": "b"}, at=AT + MINUTE)
        with transaction():
            actions.submit(room.sitting_id, at=AT + MINUTE)
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


def more(room):
    return Chair(room).get(f"{room.link}/more")


def rated(room):
    with reading():
        one = ratings.of(room.invitation_id)
        return one and (one.stars, one.comment)


def test_a_test_is_rated_once(chair, room):
    page = more(room)
    again = chair.press(page, "/rate", stars="4", comment="Fair.")
    assert "You gave 4 of 5" in again.words()
    chair.press(page, "/rate", stars="1", comment="Changed.")
    assert rated(room) == (4, "Fair.")


@pytest.mark.parametrize("stars", ["0", "6", "", "x"])
def test_what_is_no_rating_is_refused_and_what_was_typed_stays(chair, room, stars):
    page = chair.press(more(room), "/rate", stars=stars, comment="So & so.")
    assert page.status == 422
    assert page.soup.select_one("#rate-error")
    assert page.soup.select_one("#comment").text == "So & so."
    assert rated(room) is None


def test_under_five_nothing_is_told_of_ratings(room):
    with reading():
        invitation = invitations.one(room.invitation_id)
        assessment_id = version(invitation.assessment_version_id).assessment_id
    for number, stars in enumerate((1, 2, 3, 4, 5), start=1):
        with transaction():
            copy = {
                column.name: getattr(invitation, column.name)
                for column in type(invitation).__table__.columns
                if column.name not in ("id", "paper_id")
            }
            other = type(invitation)(id=uuid4(), **copy)
            session.add(other)
            session.flush()
            session.add(Rating(invitation_id=other.id, stars=stars, comment="", rated_at=AT))
        with reading():
            told = ratings.of_assessment(assessment_id)
        assert (told is None) is (number < 5)
    assert (told.count, told.mean) == (5, 3.0)


def data(chair, path):
    answer = chair.client.get(path, base_url="http://localhost")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    return ZipFile(io.BytesIO(answer.data))


def test_the_download_has_everything_and_every_save(chair, room):
    chair.press(more(room), "/rate", stars="4", comment="Fair.")
    packed = data(chair, f"{room.link}/my-data.zip")
    told = json.loads(packed.read("data.json"))
    history = [json.loads(line) for line in packed.read("history.jsonl").splitlines()]
    assert [one["value"] for one in history] == [{"choice": "b"}, {"choice": "a"}]
    assert [one["value"] for one in told["answers"]] == [{"choice": "b"}]
    assert "@" in told["person"]["email"]
    assert told["ratings"][0]["comment"] == "Fair."
    assert told["sittings"][0]["state"] == "submitted"
    assert len(told["consents"]) == 1
    assert (told["result"], told["history_left_off"]) == (None, 0)


def test_every_table_of_a_candidates_is_given_or_has_its_reason():
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"sitting_id", "invitation_id"} & set(table.columns.keys())
    }
    given = {table.name for table in export.given()}
    assert given | set(export.NOT_GIVEN) == about
    assert not given & set(export.NOT_GIVEN)


def test_it_holds_no_key_and_nothing_of_others(chair, room):
    packed = data(chair, f"{room.link}/my-data.zip")
    told = packed.read("data.json").decode() + packed.read("history.jsonl").decode()
    for hidden in (room.secret, str(room.organisation_id), str(room.member.id)):
        assert hidden not in told


def test_what_is_too_much_is_counted_and_not_sent(chair, room, monkeypatch):
    monkeypatch.setattr(export, "MOST_BYTES", 300)
    packed = data(chair, f"{room.link}/my-data.zip")
    told = json.loads(packed.read("data.json"))
    sent = len(packed.read("history.jsonl").splitlines())
    assert (sent, told["history_left_off"]) == (1, 1)


def test_the_download_is_not_open_to_another(app, room):
    def try_it(other):
        return Chair(other).client.get(f"/sit/i/{other.token}/my-data.zip").status_code

    assert elsewhere(app, try_it) == 303
    assert Chair(room).client.get("/sit/my-data.zip").status_code == 404


def test_an_erasure_is_asked_for_once_with_a_number_and_a_day(chair, room):
    page = more(room)
    refused = chair.press(page, "/erase")
    assert (refused.status, bool(refused.soup.select_one("#sure-error"))) == (422, True)
    with reading():
        assert afterwards.waiting(viewer=fetch(Member, room.member.id)) == []
    again = chair.press(page, "/erase", sure="yes")
    with reading():
        (asked,) = afterwards.waiting(viewer=fetch(Member, room.member.id))
        number = afterwards.number(asked)
    assert number in again.words()
    assert "carried out by Wednesday 4 February 2026" in again.words()


def test_pressing_twice_asks_once(chair, room):
    page = more(room)
    for _ in range(2):
        chair.press(page, "/erase", sure="yes")
    with reading():
        assert len(invitations.requests(room.invitation_id)) == 1


def test_a_form_without_our_token_changes_nothing_after_the_end(room):
    before = room.everything()
    for path in ("/more/rate", "/more/erase", "/result/look-again"):
        told = {"stars": "4", "sure": "yes", "text": "x", "csrf_token": "0" * 64}
        assert Chair(room).client.post(room.link + path, data=told).status_code == 403
    assert room.everything() == before


def test_looking_and_downloading_change_nothing_after_the_end(chair, room):
    before = room.everything()
    for path in ("/more", "/result", "/receipt.txt", "/my-data.zip"):
        assert chair.client.get(room.link + path).status_code == 200
    assert room.everything() == before
