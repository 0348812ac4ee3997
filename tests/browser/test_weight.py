"""What a question's page weighs on its way, compressed as the shipped nginx does it."""

import gzip
import re

import pytest
from werkzeug.wrappers import Request, Response

from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from tests.bank.code_items import make_code
from tests.browser.test_room import context, page  # noqa: F401
from tests.conftest import ROOT
from tests.serving import serving
from tests.sittings.situation import CONTENTS, Situation

MOST = 150_000
MOST_WITH_EDITOR = 420_000
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
LEVEL = 1
"""nginx's own, where its configuration names none."""
LOADED = """() => [...performance.getEntriesByType("navigation"),
                   ...performance.getEntriesByType("resource")]
    .map((one) => [new URL(one.name).pathname.split("/").pop(), one.transferSize])"""


class Compressed:
    """The application behind what nginx does to its answers."""

    def __init__(self, app):
        self.app = app
        kinds = re.search(r"gzip_types ([^;]+);", NGINX)[1].split()
        self.kinds = {"text/html", *kinds}

    def __call__(self, environ, start_response):
        answer = Response.from_app(self.app, environ)
        takes_it = "gzip" in Request(environ).accept_encodings
        kind = (answer.mimetype or "").replace("text/javascript", "application/javascript")
        if takes_it and kind in self.kinds:
            answer.direct_passthrough = False
            answer.set_data(gzip.compress(answer.get_data(), LEVEL))
            answer.headers["Content-Encoding"] = "gzip"
        return answer(environ, start_response)


@pytest.fixture
def address(app):
    with serving(Compressed(app)) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def room(app, tmp_path):
    code = make_code(tmp_path)
    room = Situation(app, start_by=clock.now().replace(year=2090))
    room.contents = [CONTENTS[0], (code.kind, to_json(code.content), keys.key_to_json(code.key))]
    with room:
        yield room


def weighed(chromium, page, position):  # noqa: F811
    """{file: bytes} of the page in a browser that has seen nothing of it yet."""
    fresh = chromium.new_context(storage_state=page.context.storage_state())
    try:
        other = fresh.new_page()
        other.goto(re.sub(r"/room/\d+$", f"/room/{position}", page.url), wait_until="networkidle")
        found = dict(other.evaluate(LOADED))
    finally:
        fresh.close()
    for name, size in sorted(found.items(), key=lambda one: -one[1]):
        print(f"{size:>8,} {name}")
    print(f"{sum(found.values()):>8,} bytes in all")
    return found


def test_a_question_without_code_loads_no_editor_and_is_light(chromium, page):  # noqa: F811
    found = weighed(chromium, page, 1)
    assert {"room.js", "room.css", "assay.css", "1"} <= set(found)
    assert [name for name in found if "editor" in name] == []
    assert sum(found.values()) < MOST


def test_a_question_of_code_loads_the_editor_and_still_has_a_limit(chromium, page):  # noqa: F811
    found = weighed(chromium, page, 2)
    assert {"editor.js", "editor.css"} <= set(found)
    assert found["editor.js"] > 10_000
    assert sum(found.values()) < MOST_WITH_EDITOR
