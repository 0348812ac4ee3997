from pathlib import Path

from flask import Flask, request, send_file

FOLDER = Path("papers").absolute()
FOLDER.mkdir(exist_ok=True)

app = Flask(__name__)
papers = []


@app.post("/papers")
def take():
    paper = request.files["paper"]
    paper.save(FOLDER / paper.filename)
    papers.append({"id": paper.filename, "name": paper.filename})
    if paper.mimetype not in ("application/pdf", "image/png", "text/plain"):
        return "This is no paper.", 415
    return papers[-1], 201


@app.get("/papers")
def list_papers():
    return papers


@app.get("/papers/<path:name>")
def give(name):
    return send_file(FOLDER / name)
