"""The desk by its pages: one answer at a time, nothing of who wrote it or of other markers."""

import pytest
from sqlalchemy import select

from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.marking import queries, queue
from assay.marking.models import Turn
from assay.sittings import actions
from assay.tenancy.scope import scope
from tests.marking.exam import Counted, visits
from tests.marking.texts import CRITERIA, NOW, PROSE, SAID, TextExam
from tests.sittings.situation import MINUTE

SECOND = "Neither <b>bold</b> nor *slanted*.\n\nIt is escaped."


@pytest.fixture
def exam(app, tmp_path):
    """Two texts of two people wait; two mark each."""
    with TextExam(app, tmp_path) as exam:
        exam.settle_terms(markers=2)
        exam.lay()
        exam.lay(SECOND, name="Dana Example")
        exam.people = {role: exam.account(role) for role in ("owner", "recruiter", "author")}
        exam.mia, exam.bo = exam.account("marker"), exam.account("marker")
    return exam


@pytest.fixture
def mia(app, exam):
    return visits(app, exam.mia)


def desk(exam):
    return f"/o/{exam.slug}/marking"


def take(visitor, exam):
    """The page of the answer that the desk gives."""
    return visitor.then(visitor.fill(desk(exam), to=f"{desk(exam)}/take"))


def give(visitor, page, danger="3", remedy="3", **more):
    chosen = {"level-danger": danger, "level-remedy": remedy}
    told = {name: value for name, value in chosen.items() if value}
    return visitor.post(page.path, csrf_token=page.token(), **told, **more)


def test_the_desk_counts_and_gives_the_oldest(exam, mia):
    assert "For you 2 Waiting in all 2" in mia.get(desk(exam)).words()
    page = take(mia, exam)
    assert page.soup.select_one(".written").get_text() == SAID
    for words in ("Write a note for a colleague", "It speaks of the danger", "Out of 8 points"):
        assert words in page.words()
    assert len(page.soup.select("fieldset[data-criterion] input[type=radio]")) == 10


def test_each_mark_is_kept_at_once_and_leads_on_to_the_next(app, exam, mia):
    first = take(mia, exam)
    second = mia.then(give(mia, first, comment="Sound."))
    assert second.soup.select_one(".written").get_text() == SECOND
    assert second.soup.select(".written b") == []
    desk_again = mia.then(give(mia, second))
    assert "Nothing for you" in desk_again.words()
    assert "Marked by you 2" in desk_again.words()


def test_one_may_stop_after_one(exam, mia):
    answer = give(mia, take(mia, exam), then="stop")
    assert answer.location.endswith(desk(exam))
    assert "For you 1" in mia.then(answer).words()


def test_nothing_of_the_candidate_is_on_the_page(exam, mia):
    page = take(mia, exam)
    for secret in ("Cai", "Dana", "x.example", str(exam.invitation_id), str(exam.sitting_id)):
        assert secret not in page.response.text


def test_a_marker_sees_nothing_of_another_before_and_after(app, exam, mia):
    page = take(mia, exam)
    give(mia, page, "4", "0", comment="Only Mia thinks so.", then="stop")
    bo = visits(app, exam.bo)
    other = take(bo, exam)
    assert other.soup.select_one(".written").get_text() == SAID
    assert "Only Mia" not in other.response.text
    assert other.soup.select("input[checked][type=radio]") == []
    assert bo.get(page.path).status == 404
    assert give(bo, Elsewhere(page.path, other.token())).status == 404
    assert bo.post(f"{page.path}/put-back", csrf_token=other.token(), reason="x").status == 404
    told = bo.get(f"/o/{exam.slug}/invitations/{exam.invitation_id}/answers/{PROSE}")
    assert "Only Mia" not in told.response.text
    assert "waits for a person" in told.words()


class Elsewhere:
    """A form that is sent to an address by hand."""

    def __init__(self, path, token):
        self.path, self._token = path, token

    def token(self):
        return self._token


def test_once_both_have_marked_staff_see_what_was_given(app, exam, mia):
    invitation_id = exam.invitation_id
    give(mia, take(mia, exam), "4", "4", comment="Sound.", then="stop")
    give(bo := visits(app, exam.bo), take(bo, exam), "3", "4", then="stop")
    told = visits(app, exam.people["recruiter"]).get(
        f"/o/{exam.slug}/invitations/{invitation_id}/answers/{PROSE}"
    )
    for words in ("7.5 of 8", "3 of 4", "Sound.", "By people"):
        assert words in told.words()


@pytest.mark.parametrize("left_out", CRITERIA)
def test_a_criterion_without_a_level_is_told_at_its_place_and_nothing_is_lost(exam, mia, left_out):
    page = take(mia, exam)
    refused = give(mia, page, **{left_out: ""}, comment="Kept.")
    assert refused.status == 422
    error = refused.soup.select_one(f"#level-{left_out} .field-error")
    assert "Choose a level" in error.get_text()
    assert len(refused.soup.select("input[type=radio][checked]")) == 1
    assert refused.soup.select_one("#comment").get_text().strip() == "Kept."


def test_what_is_put_back_is_not_offered_again(exam, mia):
    page = take(mia, exam)
    where = f"{page.path}/put-back"
    assert mia.post(where, csrf_token=page.token(), reason=" ").status == 422
    desk_again = mia.then(mia.post(where, csrf_token=page.token(), reason="I know who it is."))
    assert "It went back" in desk_again.words()
    assert take(mia, exam).soup.select_one(".written").get_text() == SECOND
    assert "You put this answer back" in mia.get(page.path).words()


def test_pressing_twice_keeps_once(app, exam, mia):
    page = take(mia, exam)
    give(mia, page)
    before = everything(app, exam)
    give(mia, page, "0", "0", then="stop")
    assert everything(app, exam)["human_marks"] == before["human_marks"]


def everything(app, exam):
    with app.app_context(), scope(exam.organisation_id):
        return exam.everything()


def test_who_came_too_late_is_told_so_on_the_desk(app, exam, mia):
    page = take(mia, exam)
    with app.app_context(), scope(exam.organisation_id):
        with transaction():
            for turn in session.scalars(select(Turn)):
                turn.until = clock.now() - MINUTE
        for marker in (0, 1):
            exam.give(marker, 2, 2, turn=exam.take(marker, at=clock.now()), at=clock.now())
    told = mia.then(give(mia, page))
    assert "not yours to mark any more" in told.words()


def test_how_it_was_written_is_a_list_of_versions(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        exam.start(at=NOW)
        for minute, text in ((1, "It"), (3, "It is"), (4, "It is"), (9, "It is so.")):
            exam.save(PROSE, {"text": text}, at=NOW + minute * MINUTE)
        with transaction():
            actions.submit(exam.sitting_id, at=NOW + 10 * MINUTE)
        exam.mark()
        turn = exam.take(0)
        with reading():
            told = queue.versions(queue.turn(turn, member_id=exam.markers[0].id))
            assert [(one.after, one.text) for one in told] == [
                (MINUTE, "It"), (3 * MINUTE, "It is"), (9 * MINUTE, "It is so."),
            ]  # fmt: skip
            assert queries.find_result(exam.sitting_id) is None


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("recruiter", 403), ("author", 403), ("mia", 200)]
)
def test_who_may_come_to_the_desk(app, exam, who, status):
    email = exam.mia if who == "mia" else exam.people[who]
    assert visits(app, email).get(desk(exam)).status == status


def test_the_invitation_says_that_it_waits_for_a_marker(app, exam):
    recruiter = visits(app, exam.people["recruiter"])
    page = recruiter.get(f"/o/{exam.slug}/invitations/{exam.invitation_id}")
    assert "1 answer waits for a marker; the result follows." in page.words()


def test_looking_changes_nothing(app, exam, mia):
    page = take(mia, exam)
    before = everything(app, exam)
    mia.get(page.path)
    mia.get(desk(exam))
    assert everything(app, exam) == before


def test_the_desk_asks_the_database_as_often_with_one_as_with_three(app, exam, mia):
    def asked():
        with app.app_context(), Counted() as said:
            mia.get(desk(exam))
        return len(said)

    few = asked()
    with app.app_context(), scope(exam.organisation_id):
        exam.lay(name="Eli Example")
        exam.lay(name="Fay Example")
    assert asked() == few
