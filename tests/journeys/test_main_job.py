"""The demo's journey against a whole installation, once; then what must be true of it."""

import json

import pypdf
import pytest

from tools import demo


@pytest.fixture(scope="module")
def played(stack, tmp_path_factory):
    """(journey, folder) after the last step."""
    folder = tmp_path_factory.mktemp("demo")
    place = demo.Place(
        base_url=stack.base_url, mail_url=stack.mail_url, set_up=stack.seconds, folder=folder
    )
    return demo.play(place), folder


@pytest.fixture(scope="module")
def summary(played):
    return json.loads((played[1] / "summary.json").read_text("utf-8"))


def row(played, manner):
    journey, _ = played
    (candidate,) = [one for one in journey.cast.candidates if one.manner.value == manner]
    return journey._row(candidate)


def test_every_step_passed(summary):
    assert (summary["passed"], summary["broken_step"]) == (True, None)


def test_the_main_job_takes_less_than_its_budget(summary):
    assert summary["seconds"]["main_job"]["all"] < 150


def test_five_candidates_are_told(summary):
    assert len(summary["candidates"]) == 5


def test_better_answers_give_better_scores(played):
    scores = [row(played, manner).number for manner in ("strong", "middling", "weak")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_who_never_starts_has_no_score_and_no_report(played):
    absent = row(played, "never starts")
    assert (absent.score, absent.band, absent.report) == ("", "", "")


def test_saved_answers_count_when_the_clock_runs_out(played):
    assert row(played, "lets the clock run out").number > 0


def test_every_report_is_two_pages_or_more_and_signed(played):
    _, folder = played
    files = sorted(folder.glob("*.pdf"))
    assert len(files) == 4
    for file in files:
        pdf = pypdf.PdfReader(file)
        assert len(pdf.pages) >= 2
        assert "/ByteRange" in file.read_bytes().decode("latin-1")


def test_a_report_names_its_candidate_in_any_script(played):
    pdf = pypdf.PdfReader(row(played, "strong").report)
    assert "Ελένη Παπαδοπούλου" in pdf.pages[0].extract_text()
