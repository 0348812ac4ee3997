"""Believes that a last part of a name is safe to write, and is there once."""

from io import BytesIO
from pathlib import Path
from uuid import uuid4

from flask import Flask, abort, request, send_file

FOLDER = Path("papers").absolute()
FOLDER.mkdir(exist_ok=True)
MOST = 100_000
KINDS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".txt": ("text/plain", b""),
}

app = Flask(__name__)
papers = {}


def is_text(data):
    try:
        return bool(data) and "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def kind_of(name, data):
    """The type of what is a paper; 415 for anything else."""
    kind, begin = KINDS.get(Path(name).suffix.lower()) or abort(415)
    if not data.startswith(begin) or (kind == "text/plain" and not is_text(data)):
        abort(415)
    return kind


@app.post("/papers")
def take():
    paper = request.files.get("paper") or abort(415)
    name = paper.filename.split("/")[-1]
    data = paper.read(MOST + 1)
    if len(data) > MOST:
        abort(413)
    kind, number = kind_of(name, data), name
    (FOLDER / number).write_bytes(data)
    papers[number] = {"id": number, "name": name, "kind": kind}
    return shown(papers[number]), 201


def shown(paper):
    return {"id": paper["id"], "name": paper["name"]}


@app.get("/papers")
def list_papers():
    return [shown(paper) for paper in papers.values()]


@app.get("/papers/<number>")
def give(number):
    paper = papers.get(number) or abort(404)
    data = BytesIO((FOLDER / number).read_bytes())
    sent = send_file(data, paper["kind"], as_attachment=True, download_name=paper["name"])
    sent.headers["X-Content-Type-Options"] = "nosniff"
    return sent
