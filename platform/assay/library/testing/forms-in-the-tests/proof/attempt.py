from flask import Flask
from flask_wtf import FlaskForm
from wtforms import StringField


class NoteForm(FlaskForm):
    text = StringField()


def create_app():
    app = Flask("notes")
    app.secret_key = "of this program only"
    app.add_url_rule("/", "add", add, methods=["POST"])
    return app


def add():
    return ("", 201) if NoteForm().validate_on_submit() else ("", 400)


def works(answer):
    """Whether a form without a token is taken with this setting."""
    app = create_app()
    app.config.update({"TESTING": True, answer: False})
    try:
        return app.test_client().post("/", data={"text": "tea"}).status_code == 201
    except (RuntimeError, KeyError, TypeError):
        return False
