from flask import Flask, abort
from werkzeug.exceptions import HTTPException

SOLD = "The last one is sold."


def works(answer):
    app = Flask("shop")
    app.logger.disabled = True

    @app.errorhandler(HTTPException)
    def refused(error):
        try:
            words = eval(f"error.{answer}", {"error": error})
        except (AttributeError, IndexError):
            words = None
        return {"error": words}, error.code

    app.add_url_rule("/", view_func=lambda: abort(409, SOLD), endpoint="view")
    response = app.test_client().get("/")
    return (response.status_code, response.get_json()) == (409, {"error": SOLD})
