from datetime import date

from flask import Flask


def observe():
    app = Flask("bills")
    app.logger.disabled = True
    app.add_url_rule("/", view_func=lambda: {"due": date(2031, 1, 31)}, endpoint="view")
    response = app.test_client().get("/")
    return response.get_json()["due"] if response.status_code == 200 else response.status_code
