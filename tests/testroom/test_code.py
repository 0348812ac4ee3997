"""Files and lines are answered by plain forms; the visible tests are run on a button's press."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from assay.app import create_app
from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.marking import running
from assay.marking.models import CodeRun
from assay.sittings import actions
from tests.bank.code_items import app as application
from tests.bank.code_items import make_code, runner
from tests.bank.items import made
from tests.sittings.situation import AT, HOUR, SECOND, Situation
from tests.testroom.chair import Chair
from workers import tasks
from workers.means import Means

HOTSPOT, CODE, SUITE = 1, 2, 3


@pytest.fixture
def room(app, tmp_path):
    packages = made(tmp_path, "exploits"), make_code(tmp_path, name="b"), make_code(
        tmp_path, "tests", name="c"
    )  # fmt: skip
    room = Situation(app)
    room.contents = [
        (one.kind, to_json(one.content), keys.key_to_json(one.key)) for one in packages
    ]
    with room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    chair = Chair(room)
    chair.start()
    return chair


@pytest.fixture
def means(room):
    return Means(
        settings=room.settings, mailer=None, sealer=None, blobs=None, printed=None,
        runner=(it := runner(room.settings)), trials=it,
    )  # fmt: skip


def stands(room, position):
    with reading():
        found = room.answer(position)
        return found and found.value


def runs():
    with reading():
        return list(session.scalars(select(CodeRun)))


def box(page, name):
    return page.soup.select_one(f"textarea[data-file='{name}']")


def test_each_file_that_may_be_changed_has_a_box_of_its_own_and_the_others_are_shown(chair):
    page = chair.get(f"/sit/room/{CODE}")
    assert [one["data-file"] for one in page.soup.select("textarea")] == ["app.py"]
    label = page.soup.select_one(f"label[for='{box(page, 'app.py')['id']}']")
    assert label.get_text(strip=True) == "app.py"
    read = [one.get_text(" ", strip=True) for one in page.soup.select("#answer details summary")]
    assert read == ["data.py can’t be changed", "test_visible.py tests that you may run"]
    assert "NOTES = []" in page.words()


@pytest.mark.parametrize("text", ["x = 1\n", "\n\nx = 1", "a < b & 'c' \"d\"\n\ttab\n", "é漢\n"])
def test_a_file_comes_back_as_it_was_written(chair, room, text):
    page = chair.get(f"/sit/room/{CODE}")
    sent = text.replace("\n", "\r\n")
    chair.press(page, "#answer", go="1", **{"file:app.py": sent})
    assert stands(room, CODE) == {"files": {"app.py": text}}
    page = chair.get(f"/sit/room/{CODE}")
    raw = page.response.text.split('spellcheck="false">\n')[1].split("</textarea>")[0]
    assert box(page, "app.py").get_text().lstrip("\n") == text.lstrip("\n")
    assert raw.startswith("\n\n") == text.startswith("\n\n")


def test_files_as_they_were_given_are_no_answer_and_take_one_back(chair, room):
    page = chair.get(f"/sit/room/{CODE}")
    given = box(page, "app.py")["data-given"]
    chair.press(page, "#answer", go="1", **{"file:app.py": given})
    assert room.answer(CODE) is None
    page = chair.press(page, "#answer", go=str(CODE), **{"file:app.py": "mine"})
    assert page.soup.select_one(f"[data-question='{CODE}']")["class"] == ["mark", "is-answered"]
    chair.press(page, "#answer", go="1", **{"file:app.py": given})
    assert stands(room, CODE) is None


@pytest.mark.parametrize("name", ["data.py", "more.py", "../app.py", "app.py/", "/etc/passwd"])
def test_another_file_is_refused(chair, room, name):
    page = chair.get(f"/sit/room/{CODE}")
    page = chair.press(page, "#answer", go="1", **{f"file:{name}": "x", "file:app.py": "y"})
    assert page.status == 422
    assert room.answer(CODE) is None


def test_the_largest_answer_comes_in_by_form(chair, room):
    page = chair.get(f"/sit/room/{CODE}")
    large = "x = 1\n" * (512 * 1024 // 6)
    page = chair.press(page, "#answer", go="1", **{"file:app.py": large})
    assert page.status == 200
    assert stands(room, CODE) == {"files": {"app.py": large}}
    page = chair.get(f"/sit/room/{CODE}")
    refused = chair.press(page, "#answer", go="1", **{"file:app.py": large + "y" * 10})
    assert (refused.status, "too large" in refused.words()) == (422, True)


def test_lines_are_boxes_and_no_more_may_be_marked_than_is_said(chair, room):
    page = chair.get(f"/sit/room/{HOTSPOT}")
    assert len(page.soup.select("input[name=lines]")) == 10
    assert "Mark at most 3 lines" in page.words()
    page = chair.press(page, "#answer", go=str(HOTSPOT), lines=["10", "6"])
    assert stands(room, HOTSPOT) == {"lines": ["6", "10"]}
    checked = [one["value"] for one in page.soup.select("input[name=lines][checked]")]
    assert checked == ["6", "10"]
    refused = chair.press(page, "#answer", go="2", lines=["1", "2", "3", "4"])
    assert (refused.status, "Mark at most 3 lines." in refused.words()) == (422, True)


def test_nothing_hidden_is_on_any_page(chair, room):
    for position in (HOTSPOT, CODE, SUITE):
        said = chair.get(f"/sit/room/{position}").response.text
        for secret in ("test_first", "first page", "is caught", "Three pages", "put in as it is",
                       "references", "mutants", "weight", "line_6"):  # fmt: skip
            assert secret not in said


def test_the_visible_tests_are_run_with_what_was_just_typed(chair, room, means):
    page = chair.get(f"/sit/room/{CODE}")
    typed = application("seen")
    page = chair.press(page, "#answer", to=f"/sit/try/{CODE}", **{"file:app.py": typed})
    assert (page.path, stands(room, CODE)) == (f"/sit/room/{CODE}", {"files": {"app.py": typed}})
    assert "Waiting for its turn" in page.words()
    (run,) = runs()
    tasks.try_code(means, run_id=run.id)
    words = chair.get(f"/sit/room/{CODE}").words()
    assert "1 of 1 passed." in words
    assert "Passed test_visible.py::test_seen" in words
    assert "19 more times" in words
    assert "changed since" not in words
    chair.press(page, "#answer", go="1", **{"file:app.py": "x"})
    assert "Your answer has changed since." in chair.get(f"/sit/room/{CODE}").words()


def test_what_failed_is_said(chair, room, means):
    page = chair.get(f"/sit/room/{CODE}")
    chair.press(page, "#answer", to=f"/sit/try/{CODE}", **{"file:app.py": application("")})
    (run,) = runs()
    tasks.try_code(means, run_id=run.id)
    words = chair.get(f"/sit/room/{CODE}").words()
    assert "0 of 1 passed." in words
    assert "Failed test_visible.py::test_seen" in words


def test_a_suite_is_tried_on_a_right_application(chair, room, means):
    page = chair.get(f"/sit/room/{SUITE}")
    text = "def test_mine(client):\n    assert client\n"
    chair.press(page, "#answer", to=f"/sit/try/{SUITE}", **{"file:test_app.py": text})
    (run,) = runs()
    tasks.try_code(means, run_id=run.id)
    assert means.runner.asked == ["grade"]
    assert "test_app.py::test_mine" in chair.get(f"/sit/room/{SUITE}").words()


def test_pressed_twice_it_is_run_once(chair, room):
    page = chair.get(f"/sit/room/{CODE}")
    for _ in range(2):
        page = chair.press(page, "#answer", to=f"/sit/try/{CODE}", **{"file:app.py": "x"})
        assert page.status == 200
    assert len(runs()) == 1


def test_it_is_run_so_often_and_no_more(chair, room, monkeypatch):
    monkeypatch.setattr(running, "MOST_TRIALS", 0)
    page = chair.get(f"/sit/room/{CODE}")
    assert page.soup.select_one("[data-try]").has_attr("disabled")
    page = chair.press(page, "#answer", to=f"/sit/try/{CODE}", **{"file:app.py": "x"})
    assert (page.status, runs()) == (429, [])
    assert stands(room, CODE) == {"files": {"app.py": "x"}}


def test_what_has_no_visible_tests_can_not_be_run(chair, room):
    page = chair.get(f"/sit/room/{HOTSPOT}")
    page = chair.press(page, "#answer", to=f"/sit/try/{HOTSPOT}", lines=["1"])
    assert (page.status, page.path, runs()) == (200, f"/sit/room/{HOTSPOT}", [])


def test_after_the_end_nothing_is_run(chair, room):
    page = chair.get(f"/sit/room/{CODE}")
    with clock.frozen(AT + 2 * HOUR):
        assert chair.press(page, "#answer", to=f"/sit/try/{CODE}").path == "/sit/done"
    assert runs() == []


def test_a_trial_is_no_mark(chair, room, means):
    page = chair.get(f"/sit/room/{CODE}")
    typed = application("first second third gate seen")
    chair.press(page, "#answer", to=f"/sit/try/{CODE}", **{"file:app.py": typed})
    with transaction():
        actions.submit(room.sitting_id, at=AT + SECOND)
    (trial,) = runs()
    tasks.try_code(means, run_id=trial.id)
    tasks.mark_sitting(means, sitting_id=room.sitting_id)
    (run,) = (one for one in runs() if one.purpose == "mark")
    assert (run.finished_at, run.seq) == (None, 1)


def test_it_is_asked_for_so_often_a_minute_and_saving_is_never_kept_back(app, tmp_path):
    """Counted for each sitting: another one may go on."""
    settings = app.extensions["assay"].settings
    limited = create_app(replace(settings, rate_limits=True, redis_prefix=f"try-{uuid4().hex}"))
    item = make_code(tmp_path)
    statuses = []
    for _ in range(2):
        room = Situation(limited)
        room.contents = [(item.kind, to_json(item.content), keys.key_to_json(item.key))]
        with room, clock.frozen(AT):
            chair = Chair(room)
            page = chair.start()
            pressed = [chair.press(page, "#answer", to="/sit/try/1").status for _ in range(7)]
            statuses.append(pressed)
            assert chair.put(1, {"files": {"app.py": "x"}}, seq=1).status_code == 200
    assert statuses == [[200] * 6 + [429]] * 2
