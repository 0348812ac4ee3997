"""What an organisation writes in its letters: filled in, safe, and refused if it can't be sent."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from assay.core.errors import Invalid
from assay.core.languages import LANGUAGES
from assay.invitations import specimens
from assay.invitations.letters import compose, remind, worded
from assay.invitations.shipped import shipped
from assay.invitations.wordings import KINDS, LONGEST_BODY, PLACEHOLDERS, Words, checked
from assay.tenancy.letterhead import Letterhead
from tests.invitations.test_letters import AT, LANDING, LINK, flat

EVERY = " / ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def letter(body, subject="Come", **more):
    words = Words(subject=subject, body=body)
    return worded(replace(LANDING, **more), words, link=LINK)


def page(body, **more):
    return BeautifulSoup(letter(body, **more).html, "html.parser")


def refusal(subject="Come", body="Here: {link}"):
    with pytest.raises(Invalid) as refused:
        checked(subject, body)
    return refused.value.fields


def test_every_placeholder_is_filled_in_text_and_html():
    made = letter(EVERY)
    told = BeautifulSoup(made.html, "html.parser").get_text()
    for text in (flat(made.text), flat(told)):
        for words in (
            "Ada <b>Byron</b>", "Fern & Söhne <GmbH>", "Flask developer, mid level", "15", "56",
            "Testing, Routing and Views", "Tuesday 8 December 2026, 23:59 (Asia/Tokyo)",
            "Rita Recruiter <rita@fern.example>", LINK,
        ):  # fmt: skip
            assert words in text
        assert "{" not in text


@pytest.mark.parametrize(
    "name",
    ["[x](http://evil.example)", "<http://evil.example>", "<a href='http://evil.example'>x</a>",
     "![x](http://evil.example/x.png)", "`{link}`", "**{organisation}**"],
)  # fmt: skip
def test_a_name_stays_a_name(name):
    made = letter("Hello {candidate_name}, [come]({link})", candidate=name)
    soup = BeautifulSoup(made.html, "html.parser")
    assert {a["href"] for a in soup.find_all("a")} == {LINK}
    assert not soup.find_all(["img", "strong", "code"])
    assert name in soup.get_text()
    assert name in flat(made.text)


def test_the_link_can_be_pressed_and_stands_in_the_text():
    assert [a["href"] for a in page("Here: {link}").find_all("a")] == [LINK]
    assert flat(letter("Here: {link}").text) == f"Here: {LINK}"


def test_a_line_with_nothing_but_the_link_is_the_button():
    words = Words(subject="x", body="Hello\n\n[Open *it*]({link})\n\nBye")
    made = worded(LANDING, words, link=LINK, head=Letterhead(accent="#123456"))
    button = BeautifulSoup(made.html, "html.parser").find("a")
    assert (button.get_text(), button["href"]) == ("Open it", LINK)
    assert "#123456" in button["style"]
    assert made.text == f"Hello\n\nOpen it:\n\n    {LINK}\n\nBye\n"


def test_a_link_among_words_is_no_button():
    made = letter("Please [open it]({link}) today.")
    assert "border-radius" not in made.html
    assert f"Please open it ({LINK}) today." in flat(made.text)


def test_plain_text_keeps_lists_quotations_code_and_tables():
    body = (
        "- one\n- two\n  1. deep\n\n3. three\n4. four\n\n> said\n\n```\n{minutes}\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | {minutes} |\n\nA  \nB\n\n---\n\n<a@b.example>"
    )
    assert letter(body).text.split("\n\n") == [
        "- one\n- two\n  1. deep", "3. three\n4. four", "> said", "    56", "a | b\n1 | 56", "A\nB",
        "* * *", "a@b.example\n",
    ]  # fmt: skip


def test_what_runs_from_right_to_left_is_kept_apart():
    made = letter("{candidate_name}: {minutes}", candidate="ليلى")
    assert made.text == "\u2068ليلى\u2069: 56\n"
    assert BeautifulSoup(made.html, "html.parser").find("div", dir="auto")


def test_raw_html_is_text():
    made = page("<script>alert(1)</script> <img src=x onerror=alert(1)> {link}")
    assert not made.find_all(["script", "img"])


def test_no_subject_breaks_a_header():
    made = letter("{link}", subject="{candidate_name}", candidate="A\r\nBcc: x@evil.example")
    assert made.subject == "A Bcc: x@evil.example"


@pytest.mark.parametrize("subject", ["a\nb", "a\r\nBcc: x", "a\u2028b", "", "  ", "x" * 151, "\0"])
def test_a_subject_is_one_line(subject):
    assert list(refusal(subject=subject)) == ["subject"]


def test_the_link_is_for_the_body_alone():
    assert "{link}" in refusal(subject="Open {link}")["subject"]
    assert "Put {link}" in refusal(body="Hello {candidate_name}")["body"]
    assert "Put {link}" in refusal(body="")["body"]


def test_unknown_placeholders_are_named_at_their_field():
    fields = refusal(subject="{Candidate}", body="{link} {salary} {age} {salary}")
    assert fields == {
        "subject": "There is no placeholder {Candidate}.",
        "body": "There is no placeholder {salary}, {age}.",
    }


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{link} ![x](https://a.example/x.png)", "pictures"),
        ("{link} [x](ftp://a.example)", "https://"),
        ("{link} [x](/o/page)", "https://"),
        ("{link} [x](https://a.example/?who={candidate_name})", "only {link}"),
        ("[x](https://a.example/{link})", "only {link}"),
        ("{link} a\u2028b", "not text"),
        ("{link}" + "x" * LONGEST_BODY, "8,000"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_reason(body, said):
    assert said in refusal(body=body)["body"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_runs_is_no_link(address):
    assert not page(f"[x]({address})").find_all("a")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_may_be_sent_and_every_sentence_is_filled(kind, language):
    words = shipped(kind, language)
    assert checked(words.subject, words.body) == words
    made = worded(replace(LANDING, language=language), words, link=LINK)
    assert "{" not in made.text + made.subject
    assert "%(" not in made.text + made.subject
    for told in ("Ada <b>Byron</b>", "56", LINK, "rita@fern.example"):
        assert told in flat(made.text)
    assert f'<html lang="{language}">' in made.html


def test_an_invitation_says_ones_own_words_and_keeps_its_calendar_entry():
    words = Words(subject="{assessment} at {organisation}", body="{link}")
    made = compose(LANDING, link=LINK, at=AT, words=words, again=True)
    assert made.subject == "Again: Flask developer, mid level at Fern & Söhne <GmbH>"
    assert made.ics == compose(LANDING, link=LINK, at=AT).ics
    assert made.text == f"{LINK}\n"


def test_a_reminder_says_what_ships_or_ones_own_words():
    made = remind(LANDING, link=LINK)
    assert made.subject == "Reminder: “Flask developer, mid level” waits for you"
    assert "you have not begun yet" in flat(made.text)
    assert made.ics is None
    assert (
        remind(LANDING, link=LINK, words=Words(subject="s", body="b {link}")).text == f"b {LINK}\n"
    )


@pytest.mark.parametrize("who", specimens.NAMES)
def test_a_specimen_is_written_to_whole(who):
    nobody = specimens.landing(
        who, language="en", organisation="Fern", time_zone="Europe/Berlin",
        contact_name="Rita", contact_email="rita@fern.example", at=AT,
    )  # fmt: skip
    made = worded(nobody, shipped("invitation", "en"), link=LINK)
    assert specimens.NAMES[who] in flat(made.text)
    assert made.recipient == "rita@fern.example"
