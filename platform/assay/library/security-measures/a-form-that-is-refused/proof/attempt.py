from html.parser import HTMLParser

from flask import Flask, render_template_string
from flask_wtf import FlaskForm
from wtforms import StringField

PAGE = """
<form method="post">
  {{ form.____() }}
  {{ form.text() }}
  <button>Send</button>
</form>
"""


class NoteForm(FlaskForm):
    text = StringField()


class Fields(HTMLParser):
    """What a browser would send of a page's form."""

    def __init__(self, page):
        super().__init__()
        self.sent = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input":
            self.sent[given["name"]] = given.get("value", "")


def works(answer):
    """Whether a note is taken with this name in the template."""
    app = Flask("notes")
    app.secret_key = "of this program only"
    app.logger.disabled = True

    @app.route("/", methods=["GET", "POST"])
    def note():
        form = NoteForm()
        if form.validate_on_submit():
            return "taken"
        return render_template_string(PAGE.replace("____", answer), form=form)

    client = app.test_client()
    fields = Fields(client.get("/").text).sent | {"text": "tea"}
    return client.post("/", data=fields).text == "taken"
