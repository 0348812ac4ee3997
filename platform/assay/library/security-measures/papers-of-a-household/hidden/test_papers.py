from io import BytesIO
from urllib.parse import quote

import pytest

FILES = """
from pathlib import Path

result = sorted(
    str(path.relative_to(Path.cwd()))
    for path in Path.cwd().rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)
"""
OUTSIDE = """
from pathlib import Path

result = [str(path) for path in Path.cwd().parent.glob(name)]
"""
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def words(rng):
    return f"%PDF-1.7 rent {rng.randrange(10**9)}".encode()


@pytest.fixture
def client(subject):
    return subject.client()


@pytest.fixture
def send(client):
    def send(name, data, kind=None):
        paper = (BytesIO(data), name, kind) if kind else (BytesIO(data), name)
        return client.post("/papers", data={"paper": paper})

    return send


def test_a_paper_comes_back(client, send, words):
    sent = send("rent.pdf", words)
    assert (sent.status_code, sent.json["name"]) == (201, "rent.pdf")
    assert client.get("/papers").json == [sent.json]
    given = client.get(f"/papers/{quote(sent.json['id'], safe='')}")
    assert (given.status_code, given.data) == (200, words)


def test_nothing_is_written_elsewhere(subject, send, words, rng):
    before, name = subject.probe(FILES), f"x{rng.randrange(10**9)}.pdf"
    strange = [f"../{name}", f"../../{name}", f"/{name}", f"a/../../{name}", f"sub/{name}"]
    for one in strange:
        send(one, words)
    after = set(subject.probe(FILES)) - set(before)
    assert [one for one in after if not one.startswith("papers/")] == []
    assert subject.probe(OUTSIDE, name=name) == []


def test_names_are_shown(client, send, words, rng):
    number = rng.randrange(10**6)
    told = {
        f"../rent & Miete {number}.pdf": f"rent & Miete {number}.pdf",
        f"../home/me/x{number}.pdf": f"x{number}.pdf",
        f"счёт {number}.pdf": f"счёт {number}.pdf",
        f"家賃{number}.PDF": f"家賃{number}.PDF",
        f"a.b.c{number}.pdf": f"a.b.c{number}.pdf",
    }
    shown = []
    for name in told:
        sent = send(name, words)
        assert sent.status_code == 201, name
        shown.append(sent.json["name"])
    assert shown == [*told.values()]
    assert [one["name"] for one in client.get("/papers").json] == shown


def test_papers_of_one_name(client, send, words):
    sent = [send(name, words + end) for name, end in (("a.pdf", b"1"), ("a.pdf", b"2"), ("x/a.pdf", b"3"))]
    assert [one.json["name"] for one in sent] == ["a.pdf"] * 3
    given = [client.get(f"/papers/{quote(one.json['id'], safe='')}").data for one in sent]
    assert given == [words + end for end in (b"1", b"2", b"3")]


def test_what_is_no_paper(client, send, words, rng):
    page = b"<script>alert(1)</script>"
    for name, data, kind in (
        ("page.html", page, "text/plain"),
        ("page.png", page, "image/png"),
        ("page.pdf", page + b"%PDF-", "application/pdf"),
        ("image.svg", b"<svg/>", "image/png"),
        ("rent.png", words, "application/pdf"),
        ("tree.pdf", PNG, "image/png"),
        ("rent.pdf.exe", words, "application/pdf"),
        ("rent", words, "application/pdf"),
        ("pdf", words, "application/pdf"),
        ("note.txt", b"a\x00b", "text/plain"),
        ("note.txt", b"caf\xe9", "text/plain"),
        ("note.txt", b"", "text/plain"),
        ("rent.pdf/", words, "application/pdf"),
    ):
        assert send(name, data, kind).status_code == 415, name
    assert client.post("/papers", data={"paper": "rent.pdf"}).status_code == 415
    assert client.post("/papers").status_code == 415
    good = [("Rent.PDF", words), ("tree.PnG", PNG + words), ("note.txt", "café".encode())]
    for name, data in good:
        assert send(name, data, "text/html").status_code == 201, name


def test_how_it_is_given_out(client, send, words, rng):
    page = f"<script>{rng.randrange(10**6)}</script>".encode()
    for name, data, kind in (
        ("rent.pdf", words, "application/pdf"),
        ("tree.PNG", PNG + page, "image/png"),
        ("note.txt", page, "text/plain"),
        ("счёт.pdf", words, "application/pdf"),
    ):
        sent = send(name, data, "text/html")
        given = client.get(f"/papers/{quote(sent.json['id'], safe='')}")
        assert given.mimetype == kind
        assert given.headers.get("X-Content-Type-Options", "").lower() == "nosniff"
        told = given.headers.get("Content-Disposition", "")
        assert told.startswith("attachment")
        assert (name if name.isascii() else quote(name)) in told


def test_too_large(send, rng):
    for size, status in ((100_000, 201), (100_001, 413), (300_000, 413)):
        assert send("note.txt", rng.choice([b"a", b"b"]) * size).status_code == status


def test_other_files_stay_where_they_are(client, send, words):
    send("rent.pdf", words)
    for path in ("../app.py", "..%2Fapp.py", "%2e%2e%2fapp.py", "..%5Capp.py", "./../app.py"):
        told = client.get(f"/papers/{path}")
        assert (told.status_code in (404, 308), b"import" in told.data) == (True, False), path
    assert client.get("/papers/nothing").status_code == 404


def test_a_refusal_leaves_nothing(client, subject, send, words):
    before = subject.probe(FILES)
    for name, data in (("page.html", words), ("rent.pdf", b"rent"), ("note.txt", b"a" * 100_001)):
        assert send(name, data).status_code in (413, 415)
    assert client.get("/papers").json == []
    assert subject.probe(FILES) == before
