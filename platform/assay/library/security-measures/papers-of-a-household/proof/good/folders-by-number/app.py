import os
from urllib.parse import quote

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge, UnsupportedMediaType

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 200_000
HOME = os.path.join(os.getcwd(), "papers")
os.makedirs(HOME, exist_ok=True)


class Paper:
    everything = []

    def __init__(self, called, data):
        self.name = called.rpartition("/")[2]
        self.data, self.number = data, len(self.everything) + 1
        self.type = self.find()

    def find(self):
        ending = self.name.lower()[-4:] if len(self.name) > 4 else ""
        if ending == ".pdf" and self.data[:5] == b"%PDF-":
            return "application/pdf"
        if ending == ".png" and self.data[:8] == bytes.fromhex("89504e470d0a1a0a"):
            return "image/png"
        if ending == ".txt" and self.data and 0 not in self.data:
            try:
                self.data.decode("utf-8")
            except ValueError as error:
                raise UnsupportedMediaType from error
            return "text/plain"
        raise UnsupportedMediaType

    def keep(self):
        with open(os.path.join(HOME, f"{self.number}.bin"), "xb") as file:
            file.write(self.data)
        self.everything.append(self)
        return self.told()

    def told(self):
        return {"id": f"p{self.number}", "name": self.name}


@app.route("/papers", methods=["GET", "POST"])
def papers():
    if request.method == "GET":
        return [paper.told() for paper in Paper.everything]
    if "paper" not in request.files:
        raise UnsupportedMediaType
    sent = request.files["paper"]
    data = sent.stream.read()
    if len(data) > 100_000:
        raise RequestEntityTooLarge
    return Paper(sent.filename, data).keep(), 201


@app.get("/papers/p<int:number>")
def give(number):
    if not 1 <= number <= len(Paper.everything):
        raise NotFound
    paper = Paper.everything[number - 1]
    answer = send_from_directory(HOME, f"{number}.bin", mimetype=paper.type)
    name = quote(paper.name, safe="!#$&+^`|~.-_ ")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@app.after_request
def nothing_else(answer):
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@app.errorhandler(HTTPException)
def refused(error):
    return Response(error.name, error.code, mimetype="text/plain")
