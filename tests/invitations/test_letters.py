"""The invitation letter: complete as text, safe as HTML, right in every zone."""

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from assay.invitations import deadlines
from assay.invitations.landing import Landing, extra_seconds
from assay.invitations.letters import compose, remind
from assay.invitations.wordings import Words

LINK = "https://assay.example/sit/i/" + "k" * 43
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LANDING = Landing(
    invitation_id=UUID(int=7),
    assessment_version_id=UUID(int=8),
    organisation="Fern & Söhne <GmbH>",
    assessment="Flask developer, mid level",
    candidate_id=UUID(int=9),
    candidate="Ada <b>Byron</b>",
    email="ada@example.org",
    time_zone="Asia/Tokyo",
    language="en",
    minutes=45,
    extra_seconds=extra_seconds(45, percent=25, more_minutes=0),
    questions=15,
    parts=(),
    responsibilities=("Testing", "Routing and Views"),
    start_by=datetime(2026, 12, 8, 14, 59, tzinfo=UTC),
    finish_by=None,
    invited_at=AT,
    sent_at=None,
    withdrawn_at=None,
    has_paper=True,
    contact_name="Rita Recruiter",
    contact_email="rita@fern.example",
)
NEEDED = (
    "Flask developer, mid level", "15 questions", "56 minutes", "extra time",
    "Testing, Routing and Views",
    "Tuesday 8 December 2026, 23:59 (Asia/Tokyo)", "Tuesday 8 December 2026, 14:59 UTC", LINK,
    "Rita Recruiter", "rita@fern.example",
)  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def test_text_and_html_both_say_everything() -> None:
    letter = compose(LANDING, link=LINK, at=AT)
    for words in NEEDED:
        assert words in flat(letter.text)
        assert words in flat(BeautifulSoup(letter.html, "html.parser").get_text())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You have sat this assessment before, and this is a further sitting."),
        ("de", "Sie haben diesen Test schon einmal gemacht; dies ist ein weiterer Durchgang."),
        ("es", "Usted ya ha hecho esta prueba; ahora puede hacerla de nuevo."),
    ],
)
def test_a_resits_letters_say_that_it_is_one_whatever_their_words(language, said) -> None:
    resit = replace(LANDING, language=language, is_resit=True)
    own = Words(subject="Come", body="Dear {candidate_name},\n\n[Begin]({link})")
    letters = [
        (
            compose(resit, link=LINK, at=AT),
            compose(replace(resit, is_resit=False), link=LINK, at=AT),
        ),
        (compose(resit, link=LINK, at=AT, words=own), None),
        (remind(resit, link=LINK), remind(replace(resit, is_resit=False), link=LINK)),
    ]
    for letter, first in letters:
        assert flat(letter.text).count(said) == 1
        assert flat(BeautifulSoup(letter.html, "html.parser").get_text()).count(said) == 1
        assert first is None or said not in flat(first.text)


def test_the_link_stands_on_a_line_of_its_own() -> None:
    assert LINK in [line.strip() for line in compose(LANDING, link=LINK, at=AT).text.splitlines()]


def test_what_people_typed_is_text_in_the_html() -> None:
    page = BeautifulSoup(compose(LANDING, link=LINK, at=AT).html, "html.parser")
    assert page.find("b") is None
    assert page.find("gmbh") is None
    assert "Hello Ada <b>Byron</b>," in page.get_text()


def test_the_html_asks_no_host_for_anything() -> None:
    page = BeautifulSoup(compose(LANDING, link=LINK, at=AT).html, "html.parser")
    assert not page.find_all(["img", "script", "link", "iframe"])
    assert {a["href"] for a in page.find_all("a")} == {LINK, "mailto:rita@fern.example"}


def test_no_name_can_break_the_subject() -> None:
    odd = replace(LANDING, organisation="Fern\r\nBcc: all@example.org", assessment="A\u2028" * 200)
    letter = compose(odd, link=LINK, at=AT)
    assert len(letter.subject.splitlines()) == len(letter.sender.splitlines()) == 1
    assert len(letter.subject) == 150
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    assert b"\r\nBcc" not in message.as_bytes()


def test_without_extra_time_none_is_mentioned() -> None:
    letter = compose(replace(LANDING, extra_seconds=0), link=LINK, at=AT)
    assert "extra" not in letter.text + letter.html
    assert "45 minutes" in letter.text


def test_finish_by_is_told_where_it_is_set() -> None:
    assert "Finish by" not in compose(LANDING, link=LINK, at=AT).text
    set_ = replace(LANDING, finish_by=datetime(2026, 12, 9, 9, tzinfo=UTC))
    letter = compose(set_, link=LINK, at=AT)
    assert "Finish by Wednesday 9 December 2026, 18:00 (Asia/Tokyo)" in letter.text
    assert "Finish by Wednesday 9 December 2026, 18:00 (Asia/Tokyo)" in flat(letter.html)


def test_a_candidate_in_utc_reads_the_instant_once() -> None:
    text = compose(replace(LANDING, time_zone="UTC"), link=LINK, at=AT).text
    assert text.count("14:59") == 1


def test_a_second_letter_says_so() -> None:
    assert compose(LANDING, link=LINK, at=AT, again=True).subject.startswith("Again: ")


def calendar(at: datetime) -> Calendar:
    read = Calendar.from_ical(compose(LANDING, link=LINK, at=at).ics)
    assert isinstance(read, Calendar)
    return read


def test_the_calendar_entry_is_the_last_moment_in_utc() -> None:
    (event,) = calendar(AT).walk("VEVENT")
    assert event["dtstart"].dt == LANDING.start_by
    assert event["dtstart"].to_ical() == b"20261208T145900Z"
    assert event["uid"] == "00000000-0000-0000-0000-000000000007@assay"
    assert calendar(AT)["method"] == "PUBLISH"


def test_sent_again_it_replaces_the_first_entry() -> None:
    (first,) = calendar(AT).walk("VEVENT")
    (again,) = calendar(AT.replace(day=25)).walk("VEVENT")
    assert first["uid"] == again["uid"]
    assert again["sequence"] > first["sequence"]


def test_the_calendar_entry_holds_no_link() -> None:
    assert "/sit/" not in compose(LANDING, link=LINK, at=AT).ics.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("UTC", "2026-11-24T09:00", "2026-12-08T23:59"),
        ("Asia/Tokyo", "2026-11-24T16:00", "2026-12-09T14:59"),  # it is the 25th there already
        ("America/Los_Angeles", "2026-11-24T06:00", "2026-12-08T07:59"),  # still the 23rd
        ("Europe/Berlin", "2026-10-20T09:00", "2026-11-03T22:59"),  # summer time ends between
        ("Europe/Berlin", "2026-03-20T09:00", "2026-04-03T21:59"),  # and begins
    ],
)
def test_fourteen_days_are_counted_where_the_candidate_lives(
    zone: str, at: str, expected: str
) -> None:
    def instant(words: str) -> datetime:
        return datetime.fromisoformat(words).replace(tzinfo=UTC)

    assert deadlines.end_of_day(instant(at), zone) == instant(expected)


def test_the_last_instant_is_the_earlier_of_both_windows() -> None:
    late = replace(LANDING, extra_seconds=0)
    assert late.last_instant == datetime(2026, 12, 8, 15, 44, tzinfo=UTC)
    assert replace(late, finish_by=AT).last_instant == AT
