from flask import Flask, abort, request

app = Flask(__name__)
FILMS = [{"title": "Sunrise", "year": 1927}, {"title": "Playtime", "year": 1967}]


@app.get("/films")
def films():
    year = request.args.get("year", type=int)
    limit = request.args.get("limit", 20, type=int)
    if limit > 50:
        abort(400)
    found = [film for film in FILMS if year in (None, film["year"])]
    return {"films": found[:limit]}
