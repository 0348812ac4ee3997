from html.parser import HTMLParser

from flask import Flask, request

FORM = """
<form method="post" action="/settings">
  <label><input type="checkbox" name="news"> Send me news</label>
  <button>Save</button>
</form>
"""


class Fields(HTMLParser):
    """What a browser sends of the form: a box only when it is ticked, by default as "on"."""

    def __init__(self, ticked):
        super().__init__()
        self.ticked, self.sent = ticked, {}
        self.feed(FORM)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input" and given["type"] == "checkbox" and given["name"] in self.ticked:
            self.sent[given["name"]] = given.get("value", "on")


def keeps(is_wanted):
    app = Flask("news")
    app.add_url_rule(
        "/settings", view_func=lambda: [is_wanted()], endpoint="save", methods=["POST"]
    )
    answers = [
        app.test_client().post("/settings", data=Fields(ticked).sent) for ticked in (["news"], [])
    ]
    return [answer.get_json(silent=True) for answer in answers] == [[True], [False]]


def a():
    return keeps(lambda: bool(request.form["news"]))


def b():
    return keeps(lambda: bool(request.form.get("news", "off")))


def c():
    return keeps(lambda: request.form.get("news") == "true")


def d():
    return keeps(lambda: "news" in request.form)
