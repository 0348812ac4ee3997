"""Candidates of an organisation that is closed: who sits finishes, and nobody begins."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from assay.accounts import actions as accounts
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict
from assay.sittings import actions
from assay.sittings.starting import quick
from assay.tenancy.scope import scope
from tests.sittings.situation import AT, MINUTE, Situation
from tests.sittings.test_races import at_once, locked
from tests.sittings.test_starting import press
from tests.testroom.chair import Chair

SHUT = "This assessment is not open at present"
REASON = "It was not paid for since August."


@pytest.fixture
def room(app):
    with clock.frozen(AT), Situation(app) as room:
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


def close():
    with transaction():
        accounts.close_organisation(by=SYSTEM, reason=REASON)


def reopen():
    with transaction():
        accounts.reopen_organisation(by=SYSTEM)


def test_who_has_not_begun_is_told_kindly_and_not_why(room, chair):
    assert chair.get(room.link).status == 200
    close()
    page = chair.get(room.link)
    assert (page.status, page.heading) == (410, SHUT)
    assert REASON not in page.words()
    assert "nothing is held against you" in page.words()


@pytest.mark.parametrize(
    ("language", "heading"),
    [("de", "Dieser Test ist zurzeit nicht offen"),
     ("es", "Esta prueba no está abierta por el momento")],
)  # fmt: skip
def test_it_is_told_in_ones_language(room, chair, language, heading):
    page = chair.get(room.link)
    chair.press(page, "/language", language=language)
    close()
    assert chair.get(room.link).heading == heading


def test_nobody_begins_by_a_page_that_is_still_open(room, chair):
    page = chair.get(room.link)
    close()
    told = chair.press(page, "/start", agree="yes")
    assert (told.status, told.heading) == (410, SHUT)
    assert room.told() == []


def test_neither_the_call_nor_the_verb_begins(room):
    close()
    assert quick(room.settings, press(room)) is None
    with pytest.raises(Conflict), transaction():
        actions.start(room.invitation_id, agreed=actions.Agreed(policy=0), at=AT)
    reopen()
    assert quick(room.settings, press(room)) is not None


def test_who_sits_saves_and_hands_in_through_the_closure(room, chair):
    chair.start()
    assert chair.put(1, {"choice": "a"}, seq=1).status_code == 200
    close()
    assert chair.put(1, {"choice": "b"}, seq=2).status_code == 200
    assert room.answer(1).value == {"choice": "b"}
    review = chair.get("/sit/review")
    done = chair.press(review, "/submit")
    assert done.status == 200
    assert "sitting.submit" in room.noted(room.sitting_id)


def test_who_sits_comes_back_by_the_link_in_another_browser(room, chair):
    chair.start()
    chair.put(1, {"choice": "a"}, seq=1)
    close()
    other = Chair(room)
    page = other.press(other.get(room.link), "/continue")
    assert page.status == 200
    assert other.put(1, {"choice": "b"}, seq=2).status_code == 200
    assert room.answer(1).value == {"choice": "b"}


def test_a_sitting_whose_time_is_up_ends_as_ever(room):
    room.start(at=AT)
    room.save(1, {"choice": "b"}, at=AT + MINUTE)
    close()
    with transaction():
        ended = actions.expire(room.sitting_id, at=AT + 90 * MINUTE)
    assert ended.state == "expired"
    assert room.told()[-1] == "SittingExpired"


def test_whoever_handed_in_still_has_the_receipt(room, chair):
    chair.start()
    chair.press(chair.get("/sit/review"), "/submit")
    close()
    assert chair.get(room.link).status == 200
    assert chair.get("/sit/receipt.txt").status == 200


def test_opened_again_one_starts_as_usual(room, chair):
    close()
    reopen()
    assert chair.start().status == 200
    assert room.told() == ["SittingStarted"]


@pytest.mark.parametrize("_", range(5))
def test_a_start_and_a_closure_at_once_are_one_after_the_other(app, _):
    """Begun before, or refused; never begun in an organisation that was closed already."""
    with Situation(app) as room:
        start = locked(actions.start, room.invitation_id, agreed=actions.Agreed(policy=0), at=AT)
        shut = locked(accounts.close_organisation, by=SYSTEM, reason=REASON)
        begun, closure = at_once(room, start, shut)
        is_begun = not isinstance(begun, Conflict)
        assert closure.closed_by == "system"
        assert (room.told() == ["SittingStarted"]) is is_begun


def test_a_closure_waits_for_the_starts_that_are_under_way(app):
    """A start holds the organisation open until it is written."""

    def shut():
        with app.app_context(), scope(room.organisation_id):
            close()

    with Situation(app) as room, ThreadPoolExecutor(1) as beside:
        with transaction():
            actions.start(room.invitation_id, agreed=actions.Agreed(policy=0), at=AT)
            closing = beside.submit(shut)
            assert not wait([closing], timeout=0.5).done
        closing.result(10)
        assert room.told() == ["SittingStarted"]
