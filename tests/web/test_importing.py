"""A recruiter's file: uploaded, its columns said, looked at, confirmed; every page by reload."""

import io
from uuid import UUID

import pytest
from sqlalchemy import func, select

from assay.core.db import reading, session
from assay.core.parts import Parts
from assay.invitations.models import Invitation
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from tests.visitor import Visitor
from workers import tasks
from workers.means import Means

ROWS = (
    "Name;E-Mail;Shoe size;Schlagworte\n"
    "Zoë Ødegård;zoe@people.example;40;Fair\n"
    "=1+1;nobody;41;\n"
    "Ada <b>Byron</b>;ada@people.example;38;\n"
)


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def recruiter(app, house):
    visitor = Visitor(app)
    visitor.sign_in(house.email("recruiter"))
    visitor.home = f"/o/{house.slug}/assessments/{house.assessments[0]}"
    return visitor


@pytest.fixture
def work(app, house):
    """work("check_import", id): as a worker does it."""
    parts: Parts = app.extensions["assay"]
    means = Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip

    def work(name, path):
        with app.app_context(), scope(house.organisation_id):
            getattr(tasks, name)(means, import_id=UUID(path.rpartition("/")[2]))

    return work


def send(visitor, data, name="people.csv"):
    token = visitor.get(f"{visitor.home}/invite").token()
    file = (io.BytesIO(data), name)
    return visitor.post(f"{visitor.home}/import", csrf_token=token, file=file)


def chosen(page):
    return [
        (one.find("option", selected=True) or one.find("option"))["value"]
        for one in page.soup.select("select[name^=columns-]")
    ]


def test_a_file_goes_its_whole_way(recruiter, work):
    sent = send(recruiter, ROWS.encode("cp1252"))
    assert sent.status == 303
    columns = recruiter.then(sent)
    assert "Text in Windows-1252, parted by semicolons." in columns.words()
    assert chosen(columns) == ["name", "email", "", "tags"]
    path = columns.path
    said = {f"columns-{n}": each for n, each in enumerate(chosen(columns))}
    assert recruiter.fill(path, f"{path}/columns", **said).status == 303
    assert "The rows are being looked at" in recruiter.get(path).words()
    work("check_import", path)
    looked_at = recruiter.get(path)
    for words in ("Can be invited 2", "Faulty 1", "Zoë Ødegård", "Invite 2 people"):
        assert words in looked_at.words()
    assert "<b>Byron</b>" not in looked_at.response.text
    assert recruiter.fill(path, f"{path}/confirm").status == 303
    assert "0 of 2" in recruiter.get(path).words()
    work("run_import", path)
    done = recruiter.get(path)
    assert "2 people are invited" in done.words()
    assert "zoe@people.example" in recruiter.get(f"{recruiter.home}/candidates").words()
    assert "people.csv" in recruiter.get(f"{recruiter.home}/invite").words()


def test_what_is_left_out_can_be_taken_along_without_formulas(recruiter, work):
    path = recruiter.then(send(recruiter, ROWS.encode())).path
    recruiter.fill(path, f"{path}/columns", **_said("name", "email", "", ""))
    work("check_import", path)
    answer = recruiter.get(f"{path}/wrong.csv").response
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    _, row = answer.get_data(as_text=True).splitlines()
    assert row.startswith("3,")
    assert ",'=1+1,nobody," in row


def _said(*columns):
    return {f"columns-{n}": each for n, each in enumerate(columns)}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (("name", "name", "", "email"), "Two columns say Name"),
        (("name", "", "", ""), "Say which column holds the e-mail address"),
        (("", "email", "", ""), "Say which column holds the name"),
    ],
    ids=["twice", "no-address", "no-name"],
)
def test_columns_that_cannot_be_are_refused_with_what_was_chosen(recruiter, columns, words):
    path = recruiter.then(send(recruiter, ROWS.encode())).path
    page = recruiter.fill(path, f"{path}/columns", **_said(*columns))
    assert page.status == 422
    assert words in page.words()
    assert chosen(page) == list(columns)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"name,email\n", "There is nobody under the headings."),
        (b"%PDF-1.7\n\x00", "This is not an Excel workbook"),
        (b"PK\x03\x04" + b"x" * 50, "The workbook can’t be read."),
    ],
    ids=["empty", "headings", "pdf", "zip"],
)
def test_what_is_no_file_of_people_is_refused_at_its_field(recruiter, data, words):
    page = send(recruiter, data)
    assert page.status == 422
    assert words in page.soup.find(id="file-error").get_text()


def test_no_file_at_all_is_refused(recruiter):
    page = recruiter.fill(f"{recruiter.home}/invite", f"{recruiter.home}/import")
    assert (page.status, "Choose a file." in page.words()) == (422, True)


def test_a_file_that_is_set_aside_is_gone(app, house, recruiter, work):
    before = _count(app, house)
    path = recruiter.then(send(recruiter, ROWS.encode())).path
    assert recruiter.fill(path, f"{path}/stop").status == 303
    assert "Set aside" in recruiter.get(path).words()
    folder = app.extensions["assay"].settings.blob_folder / "imports"
    assert not list(folder.rglob(f"{path.rpartition('/')[2]}.*"))
    work("check_import", path)
    assert _count(app, house) == before


def _count(app, house):
    with app.app_context(), scope(house.organisation_id), reading():
        return session.scalar(select(func.count()).select_from(Invitation))


def test_confirming_twice_is_once(recruiter, work, app, house):
    before = _count(app, house)
    path = recruiter.then(send(recruiter, ROWS.encode())).path
    recruiter.fill(path, f"{path}/columns", **_said("name", "email", "", ""))
    work("check_import", path)
    token = recruiter.get(path).token()
    answers = [recruiter.post(f"{path}/confirm", csrf_token=token) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    for _ in range(2):
        work("run_import", path)
    assert _count(app, house) == before + 2


def test_an_import_of_another_assessment_is_not_there(recruiter, house):
    other = f"/o/{house.slug}/assessments/{house.assessments[1]}/import/{house.import_id}"
    assert recruiter.get(other).status == 404


@pytest.mark.parametrize("role", ["author", "marker", "hiring_manager"])
def test_who_may_not_invite_sees_no_file(app, house, role):
    visitor = Visitor(app)
    visitor.sign_in(house.email(role))
    path = f"/o/{house.slug}/assessments/{house.assessments[0]}/import/{house.import_id}"
    assert [visitor.get(path).status, visitor.get(f"{path}/wrong.csv").status] == [403, 403]
