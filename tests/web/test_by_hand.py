"""The pages of inviting without a letter: one person, a pasted list, a file, and the links."""

import csv
import io
from urllib.parse import urlsplit

import pytest

from assay.assessments import actions as assessments
from assay.core.db import transaction
from assay.tenancy.scope import scope
from tests.populated import populate
from tests.visitor import Visitor
from tests.web.test_importing import ROWS, _said, send, work  # noqa: F401 (a fixture)

ONE = {"name": "Zoë", "email": "zoe@people.example", "time_zone": "UTC", "extra_percent": "0"}
PASTED = "name,email\nBo,bo@people.example\nDi,di@people.example\n"


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    visitor.sign_in(house.email("recruiter"))
    visitor.home = f"/o/{house.slug}/assessments/{house.assessments[0]}"
    return visitor


def invite(recruiter, **more):
    return recruiter.fill(f"{recruiter.home}/invite", **ONE, **more)


def paste(recruiter, text=PASTED, letters="hand"):
    to = f"{recruiter.home}/invite/sheet"
    return recruiter.fill(f"{recruiter.home}/invite", to=to, text=text, letters=letters)


def taken(recruiter, page):
    """The lines of the file that the hand-out's page gives."""
    form = page.soup.select_one("form[action$='links.csv']")
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    answer = recruiter.post(form["action"], **hidden).response
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def opens(app, address):
    return Visitor(app).get(urlsplit(address).path).status


def row_of(recruiter, name):
    rows = recruiter.get(f"{recruiter.home}/candidates").soup.select("tbody tr")
    (found,) = [row for row in (" ".join(row.get_text(" ").split()) for row in rows) if name in row]
    return found


def test_one_person_is_created_and_their_link_is_on_the_page(app, recruiter):
    page = invite(recruiter, letter="hand")
    assert page.status == 200
    for words in ("Zoë", "The link, shown once", "Letter None; the link is passed on by hand"):
        assert words in page.words()
    assert opens(app, page.soup.select_one("#link")["value"]) == 200
    assert "No letter: link by hand" in row_of(recruiter, "Zoë")


def test_created_once_more_nothing_changes_and_no_link_is_shown(recruiter):
    invite(recruiter, letter="hand")
    again = recruiter.then(invite(recruiter, letter="hand"))
    assert "is invited already; nothing was changed" in again.words()
    assert again.soup.select_one("#link") is None
    asked = recruiter.then(invite(recruiter, letter="send"))
    assert "was invited before, without a letter" in asked.words()


def test_the_letter_is_sent_when_somebody_asks_for_it(recruiter):
    invite(recruiter, letter="hand")
    page = recruiter.then(invite(recruiter, letter="send"))
    form = page.soup.select_one("form[action$='/resend']")
    assert form.get_text(strip=True) == "Send the letter now"
    recruiter.fill(page.path, to=form["action"])
    assert "Letter on its way" in row_of(recruiter, "Zoë")


def test_a_time_for_a_letter_that_is_not_sent_is_refused_at_its_field(recruiter):
    page = invite(recruiter, letter="hand", send_at="2090-01-02T10:00")
    assert page.status == 422
    assert "No letter is sent" in page.soup.select_one("#send_at-error").get_text()
    assert page.soup.select_one("input[name=letter][value=hand]").has_attr("checked")


def test_a_pasted_list_becomes_links_in_a_file(app, recruiter):
    page = recruiter.then(paste(recruiter))
    assert "2 people are invited without a letter" in page.words()
    lines = taken(recruiter, page)
    assert [(one["name"], one["email"]) for one in lines] == [
        ("Bo", "bo@people.example"), ("Di", "di@people.example"),
    ]  # fmt: skip
    assert {opens(app, one["link"]) for one in lines} == {200}
    assert "No letter: link by hand" in row_of(recruiter, "Bo")


def test_a_list_in_which_some_are_invited_already_makes_links_for_the_others(recruiter):
    paste(recruiter, text="name,email\nBo,bo@people.example\n", letters="send")
    page = recruiter.then(paste(recruiter))
    assert "1 person was invited already" in page.words()
    assert [one["name"] for one in taken(recruiter, page)] == ["Di"]


def test_a_list_of_who_is_invited_already_makes_none(recruiter):
    paste(recruiter)
    again = paste(recruiter)
    assert again.location.endswith("/candidates")
    assert "All of them are invited already" in recruiter.then(again).words()


def test_what_was_chosen_stays_chosen_where_the_list_needs_a_change(recruiter):
    page = paste(recruiter, text="name,email\nBo,nobody\n")
    assert page.status == 422
    assert page.soup.select_one("input[name=letters][value=hand]").has_attr("checked")


@pytest.mark.parametrize("letters", ["hand", "send"])
def test_a_files_people_get_letters_or_links_as_was_chosen(recruiter, work, letters):  # noqa: F811
    path = recruiter.then(send(recruiter, ROWS.encode())).path
    recruiter.fill(path, f"{path}/columns", **_said("name", "email", "", ""))
    work("check_import", path)
    assert recruiter.fill(path, f"{path}/confirm", letters=letters).status == 303
    work("run_import", path)
    done = recruiter.get(path)
    link = done.soup.find("a", string="The links to pass on")
    assert (link is not None) == (letters == "hand")
    if link:
        assert len(taken(recruiter, recruiter.get(link["href"]))) == 2


def test_where_names_are_hidden_nobody_is_offered_many_links(app, house, recruiter):
    with app.app_context(), scope(house.organisation_id), transaction():
        assessments.hide_names(house.assessments[0], True, by=house.by)
    page = recruiter.get(f"{recruiter.home}/invite")
    assert page.soup.select("input[name=letters]") == []
    assert len(page.soup.select("input[name=letter]")) == 2
    refused = paste(recruiter)
    assert (refused.status, "names are hidden" in refused.words()) == (422, True)


def test_an_address_is_put_right_without_a_letter(recruiter):
    invite(recruiter, letter="hand")
    page = recruiter.then(invite(recruiter, letter="hand"))
    sent = recruiter.fill(page.path, to=f"{page.path}/address", address="zoe@new.example")
    told = recruiter.then(sent).words()
    assert "Make a new one." in told
    assert "zoe@new.example" in told


def test_who_may_not_invite_is_not_given_links(app, house):
    marker = Visitor(app)
    marker.sign_in(house.email("marker"))
    path = f"/o/{house.slug}/assessments/{house.assessments[0]}/links/{house.handout_id}"
    assert marker.get(path).status == 403
