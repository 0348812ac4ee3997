"""The list of assessments at a browser: what is asked of it, what its rows are told to do."""

import pytest

from tests.marking.exam import Counted
from tests.populated import populate
from tests.visitor import Visitor


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def desk(app, house):
    """desk(role): somebody at the list."""

    def desk(role="recruiter"):
        visitor = Visitor(app)
        assert visitor.sign_in(house.email(role)).status == 302
        visitor.list = f"/o/{house.slug}/assessments"
        return visitor

    return desk


def rows(page):
    table = page.soup.find("table")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])][:7]
            for row in table.tbody.find_all("tr")] if table else []  # fmt: skip


def names(page):
    return [row.th.a.get_text() for row in page.soup.select("tbody tr")]


def press(visitor, house, assessment_id, verb):
    token = visitor.get(visitor.list).token()
    return visitor.post(f"{visitor.list}/{assessment_id}/{verb}", csrf_token=token)


def test_a_row_says_how_far_it_is(desk):
    (_, draft, done) = rows(desk().get(desk().list))
    assert draft[:6] == ["Northwind Draft Any level · 45 min", "Draft", "Recruiter Northwind",
                         "0", "0", "0"]  # fmt: skip
    assert done[1] == "Published"
    assert done[3].startswith("4 invited")
    assert done[4:6] == ["1", "0"]


def test_what_waits_stands_above(desk):
    words = desk().get(desk().list).words()
    assert "To mark 1" in words
    assert "Expiring this week" in words


def test_an_author_is_told_nothing_of_candidates(desk):
    page = desk("author").get(desk().list)
    assert names(page) == ["Northwind Texts", "Northwind Draft", "Northwind Developer"]
    assert not {"Invited", "To mark"} & {th.get_text() for th in page.soup.find_all("th")}
    assert "Expiring" not in page.words()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("starts=northwind+dr", ["Northwind Draft"]),
        ("state=published", ["Northwind Texts", "Northwind Developer"]),
        ("order=name", ["Northwind Developer", "Northwind Draft", "Northwind Texts"]),
        (
            "state=none&order=none&owner=none",
            ["Northwind Texts", "Northwind Draft", "Northwind Developer"],
        ),
        ("state=retired", []),
        ("starts=%25", []),
    ],
)
def test_it_is_looked_through(desk, query, found):
    page = desk().get(f"{desk().list}?{query}")
    assert (page.status, names(page)) == (200, found)
    assert ("No assessment fits" in page.words()) == (not found)


def test_it_is_archived_and_brought_back(desk, house):
    visitor, published = desk(), house.assessments[0]
    page = visitor.then(press(visitor, house, published, "archive"))
    assert names(page) == ["Northwind Texts", "Northwind Draft"]
    assert "is archived: nobody new is invited to it" in page.words()
    assert names(visitor.get(f"{visitor.list}?state=retired")) == ["Northwind Developer"]
    overview = visitor.get(f"{visitor.list}/{published}")
    assert "Archived Nobody new is invited" in overview.words()
    assert not overview.soup.find("a", string="Invite candidates")
    page = visitor.then(press(visitor, house, published, "bring-back"))
    assert "Version 1 published" in page.words()


def test_what_is_archived_is_still_sat(app, desk, house):
    press(desk(), house, house.assessments[0], "archive")
    assert "Northwind Developer" in Visitor(app).get(f"/sit/i/{house.tokens['invited']}").words()


def test_nobody_is_invited_to_what_is_archived(desk, house):
    visitor = desk()
    press(visitor, house, house.assessments[0], "archive")
    to = f"{visitor.list}/{house.assessments[0]}/invite"
    page = visitor.fill(to, name="Late", email="late@x.example", time_zone="UTC", extra_percent="0")
    assert page.status in (409, 422)


def test_a_copy_is_a_draft_that_one_goes_on_with(desk, house):
    visitor = desk()
    page = visitor.then(press(visitor, house, house.assessments[0], "duplicate"))
    assert page.path.endswith("/edit")
    assert "“Northwind Developer (copy)” is a draft of its own." in page.words()
    assert names(visitor.get(visitor.list))[0] == "Northwind Developer (copy)"


def test_who_may_not_write_is_offered_nothing_to_write(desk, house):
    manager = desk("hiring_manager")
    menu = manager.get(manager.list).soup.select_one("[popover]").get_text(" ")
    assert "Candidates" in menu
    assert not {"Archive", "Duplicate", "Share", "Assemble"} & set(menu.split())
    for verb in ("archive", "bring-back", "duplicate"):
        assert manager.post(f"{manager.list}/{house.assessments[0]}/{verb}").status in (400, 403)


def test_a_page_costs_as_many_statements_with_three_rows_as_with_one(app):
    visitor = Visitor(app)
    slug = visitor.open_organisation("Fabrikam", "owner@fabrikam.example")
    costs = []
    for more in (1, 2):
        for number in range(more):
            visitor.fill(f"/o/{slug}/assessments/new", name=f"No. {number}", preset="empty")
        with app.app_context(), Counted() as said:
            page = visitor.get(f"/o/{slug}/assessments")
        costs.append((len(names(page)), len(said)))
    assert [rows for rows, _ in costs] == [1, 3]
    assert costs[0][1] == costs[1][1]
