"""`flask bank show`: what a candidate sees, as text and as a page; the key only if asked."""

import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from assay.bank import evidence
from assay.bank.keys import TextKey
from assay.bank.package import below
from tests.bank.code_items import make_code
from tests.bank.items import GOOD, WHY, made, make, vouch
from tests.bank.pages import SHIPPED, opened, show_proofs
from tests.bank.seen import SEEN
from tests.visitor import Visitor
from workers.bank_show_commands import show

CODE = ("bugfix", "tests")
NAME = "known-to-nobody"
TITLE = "What nobody is told"


def an_item(library, kind):
    make_item = make_code if kind in CODE else made
    return make_item(library, kind, name=NAME, title=TITLE)


def shown(library, *words, name=NAME):
    told = CliRunner().invoke(show, [name, "--library", str(library), *map(str, words)])
    assert told.exit_code == 0, told.output
    return told.output


def secrets(item):
    """Everything that a candidate must not read."""
    hidden = [*below(item.files, "hidden").values(), *below(item.files, "proof").values()]
    given = [*below(item.files, "given").values(), ""]
    accept = item.key.accept if isinstance(item.key, TextKey) else ()
    lines = {line for text in hidden for line in text.split("\n") if len(line.strip()) > 12}
    lines -= {line for text in given for line in text.split("\n")}
    lines -= {line for text in below(item.files, "visible").values() for line in text.split("\n")}
    return {WHY, NAME, TITLE, *accept, *lines}


@pytest.fixture
def page(app, tmp_path):
    """page(library, …words): the page that is written, as text."""

    def page(library, *words, name=NAME):
        out = tmp_path / "page.html"
        with app.app_context():
            assert str(out) in shown(library, "--page", out, *words, name=name)
        return out.read_text("utf-8")

    return page


@pytest.mark.parametrize("kind", [*GOOD, *CODE])
def test_without_its_key_nothing_secret_is_shown(tmp_path, kind):
    item = an_item(tmp_path, kind)
    found = shown(tmp_path)
    assert [one for one in secrets(item) if one in found] == []
    assert not re.search(r"^  (right|wrong|gate|×\d)|Proved|rubric", found, re.MULTILINE)


def test_with_its_key_all_is_shown(tmp_path):
    for kind in ("experiment", "predicates", "exploits", "bugfix"):
        item = an_item(tmp_path / kind, kind)
        found = " ".join(shown(tmp_path / kind, "--key").split())
        assert {WHY, NAME, TITLE} <= {one for one in secrets(item) if one in found}
        assert found.startswith(" ".join(shown(tmp_path / kind).split()))


def test_a_page_without_its_key_holds_nothing_secret(page, tmp_path):
    for kind in (*GOOD, *CODE):
        item = an_item(tmp_path / kind, kind)
        soup = BeautifulSoup(page(tmp_path / kind), "html.parser")
        soup.style.decompose()
        assert [one for one in secrets(item) if one in soup.get_text() or one in str(soup)] == []
        assert WHY in page(tmp_path / kind, "--key")


def test_options_are_lettered_and_files_stand_in_blocks(tmp_path):
    an_item(tmp_path, "program")
    assert (
        shown(tmp_path)
        == """\
2 points · about 2 minutes

What does this program print?

    from markupsafe import Markup

    print(Markup("<b>%s</b>") % "<")

Choose one:

  a) `<`
  b) `<b><</b>`
  c) `<b>&lt;</b>`
"""
    )


def test_lines_are_numbered_where_lines_are_marked(tmp_path):
    an_item(tmp_path, "exploits")
    found = shown(tmp_path)
    assert "── views.py (mark at most 3 lines) ──" in found
    assert '\n 6      return Markup("<p>" + said + "</p>")\n' in found


def test_long_prose_is_brought_into_lines_and_code_is_not(tmp_path):
    code = "x = " + "1 + " * 60 + "1"
    stem = f"{'word ' * 60}\n\n- {'point ' * 40}\n\n```python\n{code}\n```\n\n| {'cell ' * 40}|"
    made(tmp_path, name=NAME, stem=stem)
    lines = shown(tmp_path).split("\n")
    assert f"    {code}" in lines
    assert "```" not in "\n".join(lines)
    assert all(len(line) <= 88 for line in lines if "1 +" not in line and "cell" not in line)
    assert [line[:8] for line in lines if "point" in line][:3] == [
        "2 points",
        "- point ",
        "  point ",
    ]


def test_a_key_has_its_evidence_and_says_where_there_is_none(tmp_path):
    make(tmp_path, "fillin", name="fillin")
    assert "Not proved as it is now" in shown(tmp_path, "--key", name="fillin")
    vouch(tmp_path)
    show_proofs(tmp_path)
    words = f"Proved on markupsafe 3: {SEEN['fillin'][1]}"
    assert words in shown(tmp_path, "--key", name="fillin")
    assert words not in shown(tmp_path, name="fillin")
    (tmp_path / evidence.FILE).write_text("{")
    told = CliRunner().invoke(show, ["fillin", "--library", str(tmp_path), "--key"])
    assert (told.exit_code, "prove the library again" in told.output) == (1, True)


def test_a_page_asks_for_no_other_file(page, tmp_path):
    an_item(tmp_path, "bugfix")
    written = page(tmp_path, "--key")
    soup = BeautifulSoup(written, "html.parser")
    assert soup.select("script, img, iframe, form, [style], [src]") == []
    assert [one["href"] for one in soup.select("[href]")] == ["data:,"]
    addresses = re.findall(r"url\(([^)]{1,12})", soup.style.get_text())
    assert addresses
    assert all(one.strip("\"'").startswith("data:") for one in addresses)
    assert "default-src 'none'" in soup.select_one("meta[http-equiv]")["content"]
    assert "font-family:Source Sans" in written.replace('"', "")
    assert "Code to mend, Testing, Mid" in " ".join(soup.get_text(" ").split())
    assert "Not proved as it is now" in soup.get_text()


def test_a_page_shows_the_question_as_the_library_does(app, page, tmp_path):
    """Both are made by parts/question.html; should one of them leave it, this ends."""
    from tests.bank.pages import ship

    ship(app, tmp_path)
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    for kind in SHIPPED:
        there = opened(ann, GOOD[kind][0]["title"]).soup.select_one(".card")
        here = BeautifulSoup(page(tmp_path, name=kind), "html.parser").select_one(".card")
        for one in (*there.select("h2"), *here.select("h1, .num:not(li .num)")):
            one.decompose()
        assert str(here.select_one(".stem")) == str(there.select_one(".stem"))
        assert here.get_text(" ", strip=True) == there.get_text(" ", strip=True)


def test_what_is_no_item_is_told(tmp_path):
    make(tmp_path, name="one", level="expert")
    told = CliRunner().invoke(show, ["one", "--library", str(tmp_path)])
    assert told.exit_code == 1
    assert "one/item.toml:4: level: 'expert'" in told.output
    assert CliRunner().invoke(show, ["two", "--library", str(tmp_path)]).exit_code == 2
