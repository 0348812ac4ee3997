"""One of the applications that use it. It is right; leave it as it is."""

from flask import Flask, request
from ledger import Ledger

ledger = Ledger()


def create_app(settings=None):
    app = Flask(__name__)
    app.config["LEDGER_ADDRESS"] = "ledger.example"
    app.config.update(settings or {})
    ledger.init_app(app)

    @app.post("/entries")
    def enter():
        for text in request.json:
            ledger.line.say(text)
        return "", 204

    @app.get("/about")
    def about():
        return "no line is needed here"

    @app.post("/unlucky/<kind>")
    def be_unlucky(kind):
        ledger.line.say(kind)
        raise {"lookup": LookupError, "value": ValueError}[kind]("after the first entry")

    @app.errorhandler(LookupError)
    def not_found(error):
        return {"error": "not found"}, 404

    return app
