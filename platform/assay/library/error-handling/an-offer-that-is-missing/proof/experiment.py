import re

MODULE = """
from flask import Flask

app = Flask(__name__)
OFFERS = {1: "Tea, 20 % off"}


@app.errorhandler(404)
def missing(error):
    return "There is no such page.", 404


@app.get("/offers/<int:number>")
def offer(number):
    if number not in OFFERS:
        abort(404)
    return OFFERS[number]
"""


def observe():
    names = {"__name__": "offers"}
    try:
        exec(MODULE, names)
    except NameError:
        return "no module"
    app = names["app"]
    app.logger.disabled = True
    client = app.test_client()
    assert client.get("/offers/1").status_code == 200
    response = client.get("/offers/2")
    heading = re.search("<h1>(.*)</h1>", response.text)
    return [response.status_code, heading[1] if heading else response.text]
