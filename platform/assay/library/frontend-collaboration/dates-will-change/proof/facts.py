from datetime import UTC, datetime

from flask import Flask
from flask.json.provider import DefaultJSONProvider

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Iso(DefaultJSONProvider):
    @staticmethod
    def default(value):
        if isinstance(value, datetime):
            return value.isoformat()
        return DefaultJSONProvider.default(value)


def sent(provider=None):
    app = Flask(__name__)
    if provider:
        app.json = provider(app)
    app.add_url_rule("/", "at", lambda: {"at": AT})
    return app.test_client().get("/").get_json()["at"]


def fact_flask_writes_a_date_as_http_does():
    return sent() == "Sun, 01 Mar 2026 09:30:00 GMT"


def fact_one_class_changes_it_for_all_answers():
    return sent(Iso) == "2026-03-01T09:30:00+00:00"


def fact_the_new_form_can_be_read_back_with_its_zone():
    return datetime.fromisoformat(sent(Iso)) == AT
