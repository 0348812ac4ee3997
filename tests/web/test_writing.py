"""A question is written on a page: kept as typed, its rows moved, published, revised, retired."""

import io
import zipfile

import pytest
from sqlalchemy import select

from assay.accounts.models import Member
from assay.audit.actions import Actor
from assay.audit.models import AuditEntry
from assay.bank import bringing, own, queries
from assay.bank.models import ItemVersion
from assay.core import clock
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.bank.pages import titles
from tests.bank.test_library_pages_of_ones_own import statements
from tests.visitor import Visitor

LIBRARY = "/o/northwind/library"
WHY = "This is what the documentation says about it."
ABOUT = {
    "title": "A header that is read twice", "responsibility": "testing", "level": "mid",
    "skill": "apply", "minutes": "3", "points": "3", "expected": "55", "valid": "flask >=3.0",
    "stem": "What does a request give for a header that it does not have?",
}  # fmt: skip


def rows(name, *each):
    return {f"{name}-{n}-{leaf}": text for n, row in enumerate(each) for leaf, text in row.items()}


def options(*texts, right=(1,)):
    return rows(
        "options",
        *(
            {"text": text, "why": f"{WHY} ({n})"} | ({"right": "y"} if n in right else {})
            for n, text in enumerate(texts)
        ),
    )


ANCHORS = [f"{n} of the things that matter are said in it" for n in range(4)]
PROGRAM = "print('a' * 3)\n"
FILE = "from flask import Flask\n\nname = input()\nquery = 'select ' + name\n"
WRITTEN = {
    "single": options("It raises", "It gives `None`", "An empty text", "A list"),
    "multiple": options("It is a text", "It may be missing", "It is a list", right=(0, 1)),
    "output": options("`a`", "`aaa`", "`3`") | {"program": PROGRAM},
    "ordering": rows("steps", *({"text": f"the {word} one", "why": WHY + word}
                                for word in ("first", "second", "third", "last"))),
    "matching": rows("pairs", *({"text": f"the {word}", "match": f"belongs to {word}",
                                 "why": WHY + word} for word in ("red", "green", "blue")))
    | rows("decoys", {"text": "belongs nowhere", "why": WHY}),
    "fillin": {"accept": "headers\nget_headers", "reject": "header\nargs\nvalues",
               "normalise": "strip", "why": WHY},
    "hotspot": {"file_name": "views.py", "file_text": FILE, "most": "3",
                **rows("lines", {"number": "4", "flaw": "y", "why": WHY},
                       {"number": "3", "why": WHY + " It is harmless."})},
    "freetext": {
        "words": "150", "why": WHY,
        "criteria-0-says": "The cause is named", "criteria-0-weight": "2",
        **{f"criteria-0-anchors-{n}-text": text for n, text in enumerate(ANCHORS[:2])},
        "criteria-1-says": "The remedy works", "criteria-1-weight": "1",
        **{f"criteria-1-anchors-{n}-text": text for n, text in enumerate(ANCHORS)},
    },
}  # fmt: skip
"""Kind -> what is typed beside ABOUT."""


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def begin(visitor, kind="single"):
    """The address on which it is written."""
    page = visitor.fill(f"{LIBRARY}/write", kind=kind)
    assert page.status == 303, page.words()
    return page.location.split("#")[0]


def send(visitor, address, button="save", **fields):
    page = visitor.get(address)
    seq = page.soup.select_one("[name=seq]")["value"]
    return visitor.post(address, csrf_token=page.token(), **{"seq": seq, **fields, "do": button})


def publish(visitor, kind="single", **changed):
    """The address on which it was written."""
    address = begin(visitor, kind)
    page = send(visitor, address, "publish", **{**ABOUT, **WRITTEN[kind], **changed})
    assert page.status == 303, page.words()
    return address


def typed(page, name):
    found = page.soup.select_one(f'[name="{name}"]')
    return found.get("value") if found.name == "input" else found.get_text().removeprefix("\r\n")


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_question_of_every_kind_is_written_and_published(app, ann, kind):
    address = publish(ann, kind)
    (row,) = ann.get(LIBRARY).soup.select("tbody tr")
    assert row.a.get_text() == ABOUT["title"]
    assert "Nothing was run: its key is the word of who published it" in row.get_text()
    page = ann.get(row.a["href"])
    assert ABOUT["stem"] in page.soup.select_one(".card").get_text()
    assert WHY in page.soup.select_one("#key-title").parent.get_text()
    assert "Published" in ann.get(address.removesuffix("/write")).words()


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_goes_out_as_a_zip_comes_in_as_the_same(app, ann, kind):
    address = publish(ann, kind)
    data = ann.client.get(f"{address.removesuffix('/write')}/folder.zip").data
    Visitor(app).open_organisation("Bluefjord", "sigrid@bluefjord.example")
    with app.app_context():
        with scope(entrances.by_slug("northwind")), transaction():
            (ours,) = queries.published()
        brought = bringing.read_zip(io.BytesIO(data))
        assert brought.problems == []
        with scope(entrances.by_slug("bluefjord")), transaction():
            by = Actor(kind="member", id=session.scalars(select(Member.id)).first())
            bringing.bring(brought.items, by=by, at=clock.now())
        with scope(entrances.by_slug("bluefjord")), transaction():
            (theirs,) = session.scalars(select(ItemVersion))
    for name in ("digest", "content", "key", "title", "difficulty", "points", "kind", "level"):
        assert getattr(theirs, name) == getattr(ours, name), name
    assert theirs.published_at is None


def test_a_draft_is_kept_however_little_was_typed(ann):
    address = begin(ann)
    assert send(ann, address, stem="Half a", minutes="three", title="").status == 303
    page = ann.get(address)
    assert (typed(page, "stem"), typed(page, "minutes")) == ("Half a", "three")
    assert "Give it a title of 3 to 80 characters." in page.words()
    assert page.soup.select(".field-error") == []
    assert titles(ann.get(LIBRARY)) == []


def test_rows_are_added_moved_and_removed_without_a_script(ann):
    address = begin(ann)
    fields = {**ABOUT, **options("one", "two", "three")}
    page = send(ann, address, "add:options", **fields)
    assert page.location.endswith("#options-3")
    send(ann, address, "up:options:2", **fields)
    assert [typed(ann.get(address), f"options-{n}-text") for n in range(3)] == [
        "one", "three", "two",
    ]  # fmt: skip
    send(ann, address, "remove:options:0", **fields)
    page = ann.get(address)
    assert [typed(page, f"options-{n}-text") for n in range(2)] == ["two", "three"]
    assert page.soup.select_one('[name="options-0-right"]').has_attr("checked")


def test_levels_are_rows_of_a_criterion(ann):
    address = begin(ann, "freetext")
    fields = {**ABOUT, **WRITTEN["freetext"]}
    page = send(ann, address, "add:criteria-0-anchors", **fields)
    assert page.location.endswith("#criteria-0-anchors-2")
    send(ann, address, "down:criteria-1-anchors:0", **fields)
    assert typed(ann.get(address), "criteria-1-anchors-0-text") == ANCHORS[1]
    page = ann.get(address)
    desk = page.soup.select_one("#desk-title").parent.get_text(" ")
    assert "The cause is named up to 2 points" in " ".join(desk.split())
    assert "3 points in all." in desk


@pytest.mark.parametrize(
    ("kind", "changed", "told"),
    [
        ("single", {"options-1-right": ""}, "exactly one is"),
        ("single", {"options-0-right": "y"}, "exactly one is"),
        ("single", {"options-0-why": "Too short"}, "Say why, in 20 to 1,000 characters."),
        ("single", {"title": "x"}, "Give it a title of 3 to 80 characters."),
        ("single", {"responsibility": ""}, "Choose a responsibility."),
        ("single", {"responsibility": "cooking"}, "Not a valid choice."),
        ("single", {"valid": "flask is fine"}, "Give a package and its versions"),
        ("multiple", {"options-2-right": "y"}, "two at least, and not all"),
        ("fillin", {"reject": "one\ntwo"}, "Give three answers at least"),
        ("hotspot", {"lines-1-number": "4"}, "A line is named twice."),
        ("hotspot", {"lines-0-number": "9"}, "The file has 4 lines."),
        ("hotspot", {"file_name": "../views.py"}, "Give a file’s name"),
        ("freetext", {"criteria-0-weight": "0"}, "Give a whole number from 1 to 10."),
        ("freetext", {"criteria-0-anchors-1-text": ANCHORS[0]}, "Two of its levels read the same."),
        ("single", {"stem": "What is A header that is read twice?"}, "The stem tells the title."),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_is_when_it_is_published(ann, kind, changed, told):
    address = begin(ann, kind)
    page = send(ann, address, "publish", **{**ABOUT, **WRITTEN[kind], **changed})
    assert page.status == 422
    assert told in page.words()
    assert typed(page, "stem") == changed.get("stem", ABOUT["stem"])
    assert titles(ann.get(LIBRARY)) == []


def test_a_criterion_with_one_level_is_refused(ann):
    fields = {**ABOUT, **WRITTEN["freetext"]}
    del fields["criteria-0-anchors-1-text"]
    page = send(ann, begin(ann, "freetext"), "publish", **fields)
    assert (page.status, "Give it 2 levels at least." in page.words()) == (422, True)


def test_a_change_makes_the_next_version_and_the_same_again_none(app, ann):
    address = publish(ann)
    send(ann, address, "publish", **ABOUT, **WRITTEN["single"])
    send(ann, address, "publish", **{**ABOUT, "title": "Another title"}, **WRITTEN["single"])
    assert titles(ann.get(LIBRARY)) == ["Another title"]
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        found = session.scalars(select(ItemVersion).order_by(ItemVersion.number)).all()
        verbs = session.scalars(select(AuditEntry.verb)).all()
    assert [(one.number, one.retired_at is None) for one in found] == [(1, False), (2, True)]
    assert found[0].title == ABOUT["title"]
    assert verbs.count("item.publish") == 2


def test_who_saves_over_another_is_told_and_loses_nothing(ann):
    address = begin(ann)
    send(ann, address, stem="The first")
    page = send(ann, address, stem="The second", seq="0")
    assert (page.status, typed(page, "stem")) == (409, "The second")
    assert "Somebody else has saved it" in page.words()
    assert typed(ann.get(address), "stem") == "The first"


def test_hints_stand_at_what_they_speak_of_and_refuse_nothing(ann):
    address = begin(ann)
    fields = {**ABOUT, **WRITTEN["single"], "stem": "Headers are read."}
    send(ann, address, **fields)
    page = ann.get(address)
    assert "The stem asks nothing" in page.soup.select_one("#stem-hints").get_text()
    assert send(ann, address, "publish", **fields).status == 303


def test_the_preview_shows_what_is_typed_and_keeps_nothing(ann):
    address = begin(ann)
    token = ann.get(address).token()
    fields = {**ABOUT, **WRITTEN["single"], "stem": "Is **this** <script>alert(1)</script> so?"}
    page = ann.post(address.replace("/write", "/preview"), csrf_token=token, **fields)
    assert page.soup.select_one("#beside strong").get_text() == "this"
    assert page.soup.select("script") == []
    assert len(page.soup.select(".opt")) == 4
    assert typed(ann.get(address), "stem") == ""


def test_a_retired_question_is_offered_no_more_and_comes_back(app, ann):
    address = publish(ann)
    home = address.removesuffix("/write")
    token = ann.get(home).token()
    assert ann.post(f"{home}/retire", csrf_token=token).status == 303
    assert ann.post(f"{home}/retire", csrf_token=token).status == 303
    assert titles(ann.get(LIBRARY)) == []
    assert titles(ann.get(f"{LIBRARY}/own")) == []
    assert titles(ann.get(f"{LIBRARY}/own?state=retired")) == [ABOUT["title"]]
    page = send(ann, address, "publish", **{**ABOUT, "title": "Other"}, **WRITTEN["single"])
    assert (page.status, "Bring it back first" in page.words()) == (422, True)
    assert ann.post(f"{home}/bring-back", csrf_token=token).status == 303
    assert titles(ann.get(LIBRARY)) == [ABOUT["title"]]


def test_ones_own_are_found_by_state_and_words(ann):
    publish(ann)
    send(ann, begin(ann, "ordering"), title="Steps of a request")
    assert titles(ann.get(f"{LIBRARY}/own")) == ["Steps of a request", ABOUT["title"]]
    assert titles(ann.get(f"{LIBRARY}/own?state=draft")) == ["Steps of a request"]
    assert titles(ann.get(f"{LIBRARY}/own?title=HEADER+twice")) == [ABOUT["title"]]
    page = ann.get(f"{LIBRARY}/own?title=nothing+such")
    assert (titles(page), "No question fits" in page.words()) == ([], True)


LIST_QUERIES = 9
"""Who asks, which organisation, what may they; then drafts, versions, runs and items."""


def test_the_list_costs_as_many_queries_with_three_questions_as_with_one(app, ann):
    for number in (1, 3):
        while len(titles(ann.get(f"{LIBRARY}/own"))) < number:
            publish(ann)
        assert statements(app, lambda: ann.get(f"{LIBRARY}/own")) == LIST_QUERIES


def test_publishing_the_same_again_is_no_change(ann):
    address = publish(ann)
    send(ann, address, "publish", **ABOUT, **WRITTEN["single"])
    assert titles(ann.get(f"{LIBRARY}/own?state=published")) == [ABOUT["title"]]
    send(ann, address, **{**ABOUT, "title": "Another title"}, **WRITTEN["single"])
    assert titles(ann.get(f"{LIBRARY}/own?state=changed")) == ["Another title"]


def test_a_zip_holds_plain_folders(ann):
    address = publish(ann, "output")
    response = ann.client.get(f"{address.removesuffix('/write')}/folder.zip")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        names = [name.split("/", 2)[2] for name in archive.namelist()]
    assert names == ["given/program.py", "item.toml", "stem.md"]


def test_a_state_of_every_question_is_one_that_has_words():
    assert set(own.STATES) == {
        "draft", "proving", "unproved", "published", "changed", "retired",
    }  # fmt: skip
