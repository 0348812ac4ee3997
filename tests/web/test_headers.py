"""What every answer tells the browser."""

from dataclasses import replace

import pytest
from flask import request

from assay.app import create_app
from assay.web import bundles
from tests.visitor import Visitor


def policy(page):
    parts = page.response.headers["Content-Security-Policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", ["/o/account/login", "/o/open", "/healthz", "/no/such/page"])
def test_nothing_is_loaded_from_elsewhere_or_inline(app, path):
    told = policy(Visitor(app).get(path))
    nonce = told.pop("script-src").removeprefix("'self' ")
    assert nonce.startswith("'nonce-")
    assert told == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_a_nonce_is_never_used_twice(app):
    visitor = Visitor(app)
    assert len({policy(visitor.get("/o/account/login"))["script-src"] for _ in range(3)}) == 3


@pytest.mark.parametrize("path", ["/o/account/login", "/o/account/reset", "/o/open"])
def test_a_page_has_no_script_or_style_of_its_own(app, path):
    soup = Visitor(app).get(path).soup
    assert soup.select("[style]") == []
    assert [one for one in soup.find_all(["script", "style"]) if one.string] == []
    assert [
        one.name for one in soup.find_all(True) if any(a.startswith("on") for a in one.attrs)
    ] == []


def test_pages_are_not_kept_by_caches(app):
    headers = Visitor(app).get("/o/account/login").response.headers
    assert headers.getlist("Cache-Control") == ["no-store"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_every_answer_tells_its_number(app):
    first, second = (Visitor(app).get("/healthz").response.headers for _ in range(2))
    assert len(first["X-Request-Id"]) == 32
    assert first["X-Request-Id"] != second["X-Request-Id"]


@pytest.mark.parametrize(
    ("given", "kept"), [("0a1b2c3d-proxy", True), ("short", False), ("a b\tc<script>", False)]
)
def test_a_proxys_number_is_kept_if_it_is_one(app, given, kept):
    answer = app.test_client().get("/healthz", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is kept


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_a_forwarded_address_is_believed_from_our_own_proxy_only(settings, proxies, seen):
    app = create_app(replace(settings, proxies=proxies))
    app.add_url_rule("/who", view_func=lambda: request.remote_addr)
    answer = app.test_client().get("/who", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.7"})
    assert answer.text == seen


@pytest.mark.parametrize("path", ["/o/account/login?next=%00", "/o/open?x=a%00b"])
def test_a_nul_in_an_address_is_refused(app, path):
    assert Visitor(app).get(path).status == 400


def test_a_nul_in_a_form_is_refused_before_anything_is_looked_up(app):
    page = Visitor(app).fill("/o/account/login", email="a\0@x.example", password="four words here")
    assert (page.status, "could not read" in page.words()) == (400, True)


def kept(app, address):
    """(status, Cache-Control) of a file's answer."""
    with app.test_client().get(address) as told:
        return told.status_code, told.headers["Cache-Control"]


def test_what_is_asked_for_by_its_digest_is_kept_for_good(app):
    page = Visitor(app).get("/o/account/login")
    addresses = [page.soup.find("script", src=True)["src"]]
    addresses += [link["href"] for link in page.soup.find_all("link", rel="stylesheet")]
    assert len(addresses) >= 2
    for address in addresses:
        assert kept(app, address) == (200, bundles.KEPT), address


def test_without_its_digest_it_is_asked_for_again(app):
    assert kept(app, "/static/built/assay.css") == (200, "no-cache")
    assert kept(app, "/static/built/gone.css?v=0123") == (404, "no-store")


def test_another_build_has_another_address(tmp_path, monkeypatch):
    monkeypatch.setattr(bundles, "FOLDER", tmp_path)
    seen = set()
    for text in ("a", "b"):
        (tmp_path / "x.css").write_text(text)
        bundles.bundle.cache_clear()
        seen.add(bundles.bundle("x.css"))
    assert len(seen) == 2
