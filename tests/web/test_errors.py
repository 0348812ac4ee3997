"""What goes wrong is said on a page that helps; what broke inside is not shown."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, default_exceptions

from assay.app import create_app
from assay.core import errors
from assay.core.logs import JsonLines
from assay.web.errors import HELP, OLD_PAGE
from assay.web.guards import public
from assay.web.uploads import MOST_SENT, UPLOADS
from tests.visitor import Visitor

OURS = {
    errors.NotFound("x"): (404, "There is nothing here"),
    errors.NotAllowed("x"): (403, "Your role does not allow this"),
    errors.Conflict("x"): (409, "Something changed meanwhile"),
    errors.Invalid("cut_score", "Give a number."): (422, "Give a number."),
    errors.TooMany("x"): (429, "A moment, please"),
    errors.NotReady("x"): (503, "We can’t reach a part that we need"),
    errors.Unscoped("secret"): (500, "Something broke on our side"),
    ZeroDivisionError("secret"): (500, "Something broke on our side"),
    OperationalError("select secret", {}, Exception("secret")): (503, "We can’t reach a part"),
}


@pytest.fixture
def served(settings):
    """The app as people meet it: errors are answered, not raised."""
    return create_app(replace(settings, testing=False))


@pytest.mark.parametrize(("error", "said"), OURS.items(), ids=lambda one: type(one).__name__)
def test_an_error_is_a_page_that_helps(served, error, said):
    @served.get("/breaks")
    @public
    def breaks():
        raise error

    page = Visitor(served).get("/breaks")
    assert page.status == said[0]
    assert said[1] in page.words()
    assert "secret" not in page.response.text
    assert "Traceback" not in page.response.text


def test_a_broken_page_tells_the_number_that_the_log_has(served, caplog):
    @served.get("/breaks/<token>")
    @public
    def breaks(token):
        raise ZeroDivisionError

    page = Visitor(served).get(f"/breaks/{'t' * 43}")
    assert page.response.headers["X-Request-Id"] in page.words()
    (record,) = [one for one in caplog.records if one.exc_info]
    line = json.loads(JsonLines().format(record))
    assert line["error"]["type"] == "builtins.ZeroDivisionError"
    assert "t" * 43 not in json.dumps(line)


@pytest.mark.parametrize("help_", [*HELP.values(), OLD_PAGE], ids=lambda one: one.title)
def test_every_page_says_what_is_kept_and_what_to_do(help_):
    for sentence in (help_.kept, help_.do, *([help_.why] if help_.why else [])):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not any(word in sentence.lower() for word in ("oops", "sorry", "please"))


def test_what_to_do_stands_beside_what_is_kept(served):
    @served.get("/breaks")
    @public
    def breaks():
        raise errors.Invalid("cut_score", "Give a number from 0 to 100.")

    facts = Visitor(served).get("/breaks").soup.select("dl > div")
    told = {one.dt.string: one.dd.get_text() for one in facts}
    assert told.keys() == {"What is kept", "What to do", "Number"}
    assert told["What is kept"] == "Nothing was changed."


@pytest.mark.parametrize("status", [status for status in default_exceptions if status >= 400])
def test_every_http_error_has_a_page(served, status):
    @served.get("/breaks")
    @public
    def breaks():
        raise default_exceptions[status]

    page = Visitor(served).get("/breaks")
    assert page.status == status
    assert page.soup.h1 is not None
    assert HTTPException.__name__ not in page.words()


def test_a_file_that_is_too_large_is_refused_as_such(served):
    page = Visitor(served).post("/o/account/login", email="x" * (3 * 1024 * 1024))
    assert (page.status, page.soup.h1.string) == (413, "That is too large")


@pytest.mark.parametrize("endpoint", UPLOADS)
def test_a_page_that_takes_a_file_says_how_large_it_may_be(served, endpoint):
    ids = {"assessment_id": uuid4(), "invitation_id": uuid4()}
    with served.test_request_context():
        path = url_for(endpoint, slug="o", **ids)
    page = Visitor(served).post(path.partition("?")[0], text="x" * (MOST_SENT + 1))
    assert page.status == 413
    assert UPLOADS[endpoint] in page.words()
    assert "up to 2 MB." not in page.words().replace(UPLOADS[endpoint], "")


def test_candidates_have_error_pages_of_their_own(served):
    page = Visitor(served).get("/sit/no/such/page")
    assert page.status == 404
    assert "/o/" not in page.response.text
