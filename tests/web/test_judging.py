"""The pages of a panel: who comes in, what a judge sees, what everyone sees once it is closed."""

from contextlib import contextmanager

import pytest

from assay.assessments import actions, judging, panels
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.audit.actions import Actor
from assay.core.db import reading, transaction
from assay.tenancy.scope import scope
from tests.marking.exam import Asked, Counted, Exam, visits

WHOM = "Keeps a running service alive alone."
SAID = ((60, 70, 50, 80), (70, 70, 40, 90), (50, 80, 50, 70))
ROLES = ("recruiter", "author", "marker", "hiring_manager")


@pytest.fixture
def exam(app):
    with Exam(app, [Asked(title=f"Question {n}") for n in range(4)]) as exam:
        rule = Pool(count=4)
        with transaction():
            actions.rearrange(
                exam.work.assessment_id,
                lambda _: Blueprint(sections=(Section(title="Core", rules=(rule,)),)),
                by=exam.member,
            )
            exam.judges = [exam.add_member("author", f"Judge {n}").id for n in range(3)]
        exam.people = {role: exam.account(role) for role in ROLES}
    return exam


@contextmanager
def inside(exam):
    with exam.app.app_context(), scope(exam.organisation_id):
        yield


@pytest.fixture
def as_(app, exam):
    return lambda role: visits(app, exam.people[role])


def page(exam):
    return f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/cut"


def question(exam, number=0):
    return f"{page(exam)}/questions/{exam.work.item_version_ids[number]}"


def opened(exam):
    with inside(exam), transaction():
        return judging.open_panel(exam.work.assessment_id, definition=WHOM, by=exam.member).id


def judged(exam, panel_id, said=SAID):
    with inside(exam), transaction():
        for judge, shares in zip(exam.judges, said, strict=False):
            by = Actor(kind="member", id=judge)
            for item, share in zip(exam.work.item_version_ids, shares, strict=True):
                judging.rate(panel_id, item, share, by=by)


def closed(exam):
    panel_id = opened(exam)
    judged(exam, panel_id)
    with inside(exam), transaction():
        judging.close(panel_id, by=exam.member)
    return panel_id


def buttons(told):
    return [one.get_text(strip=True) for one in told.soup.select("main button, .page-head button")]


def test_a_recruiter_opens_one_with_whom_it_thinks_of(exam, as_):
    recruiter = as_("recruiter")
    before = recruiter.get(page(exam)).words()
    assert "Who is only just competent" in before
    assert "4 questions take each judge about 5 minutes a round." in before
    refused = recruiter.fill(page(exam), f"{page(exam)}/open", definition=" ")
    assert (refused.status, "Say whom they think of." in refused.words()) == (422, True)
    told = recruiter.then(recruiter.fill(page(exam), f"{page(exam)}/open", definition=WHOM))
    assert WHOM in told.words()
    assert "0 have rated all 4 questions; at least 3 are needed." in told.words()


@pytest.mark.parametrize(
    ("role", "sees", "rates", "leads"),
    [("recruiter", 200, 200, True), ("author", 200, 200, False), ("marker", 200, 200, False),
     ("hiring_manager", 404, 403, False)],
)  # fmt: skip
def test_who_comes_in(exam, as_, role, sees, rates, leads):
    """A hiring manager sees what is shared with them, and rates nothing."""
    opened(exam)
    visitor = as_(role)
    assert visitor.get(page(exam)).status == sees
    assert visitor.get(question(exam)).status == rates
    answer = visitor.post(f"{page(exam)}/withdraw", csrf_token=visitor.get("/o/open").token())
    assert (answer.status == 303) is leads


def test_a_judge_rates_one_after_the_other(exam, as_):
    opened(exam)
    marker = as_("marker")
    at = question(exam)
    for number in range(4):
        told = marker.get(at)
        assert f"{number} of 4 rated" in told.words()
        answer = marker.fill(at, share=str(50 + 5 * number))
        at = answer.location
    assert at.endswith("/cut")
    told = marker.get(at).words()
    assert "You have rated every question." in told
    assert "1 has rated all 4 questions" in told


def test_a_question_is_shown_as_to_a_candidate_with_its_key_folded_away(exam, as_):
    opened(exam)
    told = as_("marker").get(question(exam))
    key = next(one for one in told.soup.select("details") if one.summary.get_text() == "Key")
    assert "Right" in key.get_text()
    assert not key.has_attr("open")
    assert WHOM in told.words()
    steps = [one["value"] for one in told.soup.select("input[name=share]")]
    assert steps == [str(n) for n in range(0, 101, 5)]
    assert told.soup.select("input[name=share][checked]") == []


@pytest.mark.parametrize("share", ["", "52", "101", "x"])
def test_what_is_no_step_is_refused(exam, as_, share):
    opened(exam)
    answer = as_("author").fill(question(exam), share=share)
    assert answer.status == 422
    assert answer.soup.select_one("#share-error")


def test_while_it_is_open_no_page_tells_what_another_said(exam, as_):
    panel_id = opened(exam)
    before = {path: as_("author").get(path).words() for path in (page(exam), question(exam))}
    judged(exam, panel_id, [(35,) * 4] * 3)
    for path in before:
        told = as_("author").get(path)
        assert "35 %" not in told.words()
        assert told.soup.select("[checked], .gauge") == []
    assert before[question(exam)] == as_("author").get(question(exam)).words()
    assert "Judge 1 4 of 4" in as_("author").get(page(exam)).words()


def test_closing_takes_three_who_have_finished(exam, as_):
    panel_id = opened(exam)
    recruiter = as_("recruiter")
    judged(exam, panel_id, SAID[:2])
    assert "Close round 1" not in buttons(recruiter.get(page(exam)))
    early = recruiter.then(recruiter.fill(page(exam), f"{page(exam)}/close"))
    assert "At least three members must have rated" in early.words()
    judged(exam, panel_id)
    assert "Close round 1" in buttons(recruiter.get(page(exam)))
    told = recruiter.then(recruiter.fill(page(exam), f"{page(exam)}/close"))
    assert "The mean of 3 judges’ cuts" in told.words()


def test_what_it_came_to_is_drawn_and_told(exam, as_):
    closed(exam)
    told = as_("author").get(page(exam))
    assert told.soup.select_one(".gauge")["aria-label"] == (
        "Mean 65.0 of 100, within one standard error 63.6 to 66.4, within two 62.1 to 67.9"
    )
    facts = [one.get_text(" ", strip=True) for one in told.soup.select(".facts > div")]
    assert facts == [
        "Judges 3", "Rounds 1", "Mean 65.0 5.2 of 8 points", "SD of the judges 2.5",
        "Standard error ±1.4", "Each judge’s cut 62.5 · 65.0 · 67.5",
    ]  # fmt: skip
    rows = [row.get_text(" ", strip=True) for row in told.soup.select(".judged tbody tr")]
    assert rows[0] == "Question 0 2 p 60 % 10.0 50–70 % 50 %"
    assert not {"Adopt this cut", "Open round 2", "Withdraw"} & set(buttons(told))


def test_a_cut_is_adopted_and_told_where_the_cut_is_explained(exam, as_):
    closed(exam)
    recruiter = as_("recruiter")
    form = recruiter.get(page(exam))
    assert form.soup.select_one("#cut")["value"] == "65"
    refused = recruiter.fill(page(exam), f"{page(exam)}/adopt", cut="90", rationale="More.")
    assert (refused.status, "from 62 to 68" in refused.words()) == (422, True)
    assert refused.soup.select_one("#cut")["value"] == "90"
    told = recruiter.then(
        recruiter.fill(page(exam), f"{page(exam)}/adopt", cut="64", rationale="It is enough.")
    )
    assert "A cut of 64" in told.words()
    home = page(exam).removesuffix("/cut")
    reason = "Set by a modified Angoff panel of 3 in one round: mean 65.0, standard error 1.4."
    for path in (home, f"{home}/publish"):
        words = recruiter.get(path).words()
        assert f"64 of 100. {reason} It is enough." in words
        assert "Set by a panel, adopted" in words
    recruiter.fill(f"{home}/publish")
    assert "Cut score 64 by a panel" in recruiter.get(f"{home}/versions").words()


def test_a_cut_without_a_reason_is_not_adopted(exam, as_):
    closed(exam)
    answer = as_("recruiter").fill(page(exam), f"{page(exam)}/adopt", cut="65", rationale=" ")
    assert (answer.status, "Say why this cut." in answer.words()) == (422, True)


def test_before_publishing_one_is_told_what_the_panel_did_not_rate(exam, as_):
    panel_id = closed(exam)
    with inside(exam), transaction():
        judging.adopt(panel_id, 65, rationale="So.", by=exam.member)
        exam._item(9, Asked(title="A ninth"))
    home = page(exam).removesuffix("/cut")
    words = as_("recruiter").get(f"{home}/publish").words()
    assert "1 question that may be drawn was not rated by the panel" in words
    told = as_("recruiter").get(page(exam)).words()
    assert "The draft asks other questions now than the panel rated" in told


def test_a_question_that_joined_is_named_and_asked_for_in_a_further_round(exam, as_):
    closed(exam)
    with inside(exam), transaction():
        exam._item(9, Asked(title="A ninth"))
    recruiter = as_("recruiter")
    told = recruiter.get(page(exam))
    assert "Something is not rated yet" in told.words()
    assert "A ninth" in told.words()
    assert "Adopt this cut" not in buttons(told)
    again = recruiter.then(recruiter.fill(page(exam), f"{page(exam)}/again", round="1"))
    assert "Round 2 is open" in again.words()


def test_in_a_second_round_one_sees_what_was_said_in_the_first_and_keeps_the_rest(exam, as_):
    panel_id = opened(exam)
    author = as_("author")
    for number in range(4):
        author.fill(question(exam, number), share="20")
    judged(exam, panel_id)
    with inside(exam), transaction():
        judging.close(panel_id, by=exam.member)
        judging.ask_again(panel_id, after_round=1, by=exam.member)
    words = author.get(question(exam)).words()
    assert "You said 20 % All, on average 50 % From, to 20–70 %" in words
    author.fill(question(exam), share="60")
    told = author.then(author.fill(page(exam), f"{page(exam)}/keep"))
    assert "Kept from the round before: 3." in told.words()
    assert "You have rated every question." in told.words()
    with inside(exam), reading():
        kept = panels.ratings(panels.going(exam.work.assessment_id))
    assert [sorted(one.values()) for one in kept.values()] == [[20, 20, 20, 60]]


def test_a_rating_that_comes_after_the_closing_is_not_taken(exam, as_):
    closed(exam)
    author = as_("author")
    assert author.get(question(exam)).status == 303
    token = author.get("/o/open").token()
    told = author.then(author.post(question(exam), csrf_token=token, share="0"))
    assert "The panel is closed: what was rated stands." in told.words()


def test_an_open_panel_waits_at_the_markers_desk(exam, as_):
    opened(exam)
    desk = f"/o/{exam.slug}/marking"
    marker = as_("marker")
    assert marker.get(desk).soup.select_one(f'a[href="{page(exam)}"]')
    closed_now = marker.fill(question(exam), share="50")
    assert closed_now.status == 303
    assert "1 question rated by you" in marker.get(desk).words()
    go_on = marker.get(page(exam)).soup.select_one("a.primary")
    assert (go_on.get_text(), go_on["href"]) == ("Go on rating", question(exam, 1))


def test_from_the_assembly_and_the_overview_one_gets_there(exam, as_):
    home = page(exam).removesuffix("/cut")
    for path in (home, f"{home}/edit"):
        assert as_("recruiter").get(path).soup.select_one(f'main a[href="{page(exam)}"]')


@pytest.mark.parametrize("state", ["open", "closed"])
def test_more_judges_and_questions_cost_no_more_queries(app, exam, as_, state):
    panel_id = opened(exam)
    recruiter = as_("recruiter")

    def asked():
        recruiter.get(page(exam))
        with app.app_context(), Counted() as said:
            recruiter.get(page(exam))
        return len(said)

    judged(exam, panel_id, SAID[:1])
    few = asked()
    judged(exam, panel_id)
    if state == "closed":
        with inside(exam), transaction():
            judging.close(panel_id, by=exam.member)
        few = asked()
        with inside(exam), transaction():
            for number in (7, 8):
                exam._item(number, Asked(title=f"More {number}"))
    assert asked() <= few
