"""The pages of mail: the log with its filters, what came back, an address put right, a plan."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import mailing, planning
from assay.invitations.dsn import Notice
from assay.tenancy.scope import scope
from tests.marking.exam import visits
from tests.populated import populate

GONE = Notice(is_final=True, status="5.1.1", reason="550 <b>no</b> such person")


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def inside(app, house):
    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id):
            yield

    return inside


@pytest.fixture
def ann(app, house):
    return visits(app, house.email("recruiter"))


def at(house, rest=""):
    return f"/o/northwind/invitations/{house.invitations['invited']}{rest}"


def came_back(house, inside):
    with inside(), transaction():
        (mail,) = mailing.of(house.invitations["invited"])
        mailing.bounce(mail.id, GONE, at=clock.now())


def rows(page):
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_every_letter_stands_in_the_log_and_can_be_filtered(house, inside, ann):
    assert len(rows(ann.get("/o/northwind/mail"))) == 4
    came_back(house, inside)
    (row,) = rows(ann.get("/o/northwind/mail?state=bounced"))
    for words in ("Invited Northwind", "Came back", "550 <b>no</b> such person"):
        assert words in row
    assert "No letter of that kind" in ann.get("/o/northwind/mail?kind=reminder").words()
    assert len(rows(ann.get("/o/northwind/mail?state=%27&kind=x&before=x"))) == 4


def test_a_hiring_manager_sees_those_of_what_is_shared(app, house):
    manager = visits(app, house.email("hiring_manager"))
    assert len(rows(manager.get("/o/northwind/mail"))) == 4


def test_what_came_back_is_told_on_the_page_and_in_the_table(house, inside, ann):
    came_back(house, inside)
    page = ann.get(at(house))
    assert (
        "550 <b>no</b> such person"
        in page.soup.select_one("#undeliverable-title").parent.get_text()
    )
    table = ann.get(f"/o/northwind/assessments/{house.assessments[0]}/candidates").words()
    assert "Mail can’t be delivered" in table


def test_a_corrected_address_is_written_to(house, inside, ann):
    came_back(house, inside)
    assert ann.fill(at(house), to=at(house, "/address"), address="new@x.example").status == 303
    page = ann.get(at(house))
    assert "new@x.example" in page.words()
    assert page.soup.select_one("#undeliverable-title") is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nobody", "not an e-mail address"),
        ("candidate-done@northwind.example", "Another candidate"),
    ],
)
def test_a_wrong_address_is_refused_at_its_field_and_kept(house, ann, address, said):
    page = ann.fill(at(house), to=at(house, "/address"), address=address)
    assert page.status == 422
    assert said in page.soup.select_one("#address-error").get_text()
    assert page.soup.select_one("#address")["value"] == address


def test_who_has_begun_is_not_readdressed(house, ann):
    done = f"/o/northwind/invitations/{house.invitations['done']}"
    sent = ann.fill(done, to=f"{done}/address", address="new@x.example")
    assert sent.status == 409


def test_a_reminder_is_shown_with_its_time_and_can_be_called_off(house, inside, ann):
    assert "Reminder, to come" in ann.get(at(house)).words()
    to = at(house, f"/planned/{house.planned_id}/call-off")
    assert ann.fill(at(house), to=to).status == 303
    assert "called off" in ann.get(at(house)).words()
    with inside(), reading():
        assert planning.of(house.invitations["invited"])[0].outcome == "called_off"


def test_a_plan_of_another_invitation_is_not_there(house, ann):
    other = f"/o/northwind/invitations/{house.invitations['done']}"
    to = f"{other}/planned/{house.planned_id}/call-off"
    assert ann.fill(at(house), to=to).status == 404


def test_an_invitation_is_planned_from_its_form(house, inside, ann):
    page = f"/o/northwind/assessments/{house.assessments[0]}/invite"
    asked = {"name": "Lea", "email": "lea@x.example", "time_zone": "UTC", "extra_percent": "0"}
    refused = ann.fill(page, **asked, send_at="2020-01-01T09:00")
    assert refused.status == 422
    assert "to come" in refused.soup.select_one("#send_at-error").get_text()
    later = f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    if ann.fill(page, **asked, send_at=later).status != 303:
        pytest.fail("not planned")
