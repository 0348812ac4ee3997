"""The page around the code editor: who loads it, what its policy allows, what has colours."""

import re
from pathlib import PurePosixPath

import pytest

from assay.bank import keys
from assay.bank.content import to_json
from assay.bank.view import LANGUAGES
from assay.core import clock
from tests.bank.code_items import make_code
from tests.conftest import ROOT
from tests.sittings.situation import AT, CONTENTS, Situation
from tests.testroom.chair import Chair

PLAIN, CODE = 1, 2
SOURCE = ROOT / "platform" / "assay" / "web" / "assets" / "editor" / "languages.js"
WITHOUT_COLOURS = {".txt", ".log"}


@pytest.fixture
def chair(app, tmp_path):
    code = make_code(tmp_path)
    room = Situation(app)
    room.contents = [CONTENTS[0], (code.kind, to_json(code.content), keys.key_to_json(code.key))]
    with room, clock.frozen(AT):
        chair = Chair(room)
        chair.start()
        yield chair


def loaded(page):
    """The names of scripts and style sheets."""
    found = [one.get("src") or one["href"] for one in page.soup.select("script, link[href*=css]")]
    return {PurePosixPath(one.split("?")[0]).name for one in found}


def styles(page):
    policy = page.response.headers["Content-Security-Policy"]
    return re.search(r"style-src ([^;]+)", policy)[1]


def test_only_a_question_of_files_loads_the_editor(chair):
    assert {"editor.js", "editor.css"} <= loaded(chair.get(f"/sit/room/{CODE}"))
    assert not {"editor.js", "editor.css"} & loaded(chair.get(f"/sit/room/{PLAIN}"))


def test_only_its_page_allows_a_sheet_and_each_answer_another(chair):
    seen = set()
    for _ in range(3):
        page = chair.get(f"/sit/room/{CODE}")
        nonce = page.soup.select_one("link[nonce]")["nonce"]
        assert styles(page) == f"'self' 'nonce-{nonce}'"
        assert len(nonce) >= 20
        seen.add(nonce)
    assert len(seen) == 3
    for path in (f"/sit/room/{PLAIN}", "/sit/review", "/sit/nowhere"):
        assert styles(chair.get(path)) == "'self'"


def test_the_editor_colours_every_file_that_the_bank_does():
    block = re.search(r"const LANGUAGES = \{(.+?)\n\};", SOURCE.read_text("utf-8"), re.DOTALL)[1]
    ends = {f".{end}" for end in re.findall(r"^  (\w+)[:,]", block, re.MULTILINE)}
    assert set(LANGUAGES) - WITHOUT_COLOURS <= ends
    assert not ends & WITHOUT_COLOURS
