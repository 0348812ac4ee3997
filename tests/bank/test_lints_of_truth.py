"""What is shown must be so: each rule on its fault, and not before; what is gone is really gone."""

import importlib
import inspect

import flask
import pytest
from flask_sqlalchemy import SQLAlchemy

from assay.bank import lints
from assay.bank.truth_lints import REMOVED
from tests.bank.items import WHY, made, options


def said(item):
    return [problem.message for problem in lints.problems(item)]


def code(text):
    return {"files": {"given/more.py": text}}


FROM_FLASK = "from flask import Flask, Markup\n"


@pytest.mark.parametrize(
    ("proof", "changed", "words"),
    [
        ("experiment", {"valid": {"flask": ">=3,<3.2"}}, "the key holds for some versions of flas"),
        ("experiment", {"valid": {"flask": "<4"}, "stem": "A price of 3.1: what is it?"},
         "the key holds for some versions of flask only"),
        ("program", code("print(\n"), "given/more.py does not compi"),
        ("program", code("(" * 900), "given/more.py does not compile: "),
        ("program", code(FROM_FLASK), "Markup is gone since Flask 3.0: show what"),
        ("program", code("app.before_first_request(load)\n"), "before_first_request is gone since"),
        ("experiment", {"stem": "What is it?\n\n```\nflask.safe_join(a)\n```\n"}, "safe_join is"),
        ("experiment", {"option": options("`0x7f3a9c10`", "`b`", "`c`")}, "option a holds an"),
        ("program", code("print(datetime.now())\n"), "datetime.now() is another with each run"),
        ("experiment", {"stem": "What does http://shop.com/a give?"}, "shop.com may be somebody’s"),
        ("experiment", {"stem": "What does `https://8.8.8.8` give?"}, "8.8.8.8 may be somebody’s"),
    ],
)  # fmt: skip
def test_a_fault_is_told(tmp_path, proof, changed, words):
    (told,) = said(made(tmp_path, proof, **changed))
    assert told.startswith(words)


@pytest.mark.parametrize(
    ("proof", "changed"),
    [
        ("experiment", {"stem": "With Flask 3.1, what is printed?", "valid": {"flask": "<3.2"}}),
        ("experiment", {"stem": "On SQLAlchemy 2?", "valid": {"flask": "<4", "sqlalchemy": "<3"}}),
        ("program", {"files": {"given/notes.txt": "print("}}),
        ("program", code("from markupsafe import Markup\nfrom flask import Flask\n")),
        ("program", {**code(FROM_FLASK), "stem": "What became of `Markup`?"}),
        ("program", {**code(FROM_FLASK), "files": {"given/more.py": FROM_FLASK,
                                                   "given/NOTES.md": "Markup moved.\n"}}),
        ("program", code("print(datetime(2026, 1, 31))\n")),
        ("experiment", {"stem": "What do `http://a.example/b`, `http://127.0.0.1:80` and "
                                "`redis://cache:6379` give, or `http://192.0.2.7`?"}),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fault_is_not_told(tmp_path, proof, changed):
    assert said(made(tmp_path, proof, **changed)) == []


def test_a_why_may_be_about_what_is_gone(tmp_path):
    about = options("`a`", "`b`", "`c`")
    about[0]["why"] = f"{WHY} Markup is MarkupSafe's."
    assert said(made(tmp_path, "program", **code(FROM_FLASK), option=about)) == []


MODULES = {
    "flask": "flask", "json": "flask.json", "urls": "werkzeug.urls",
    "security": "werkzeug.security", "jinja2": "jinja2",
}  # fmt: skip


@pytest.mark.parametrize("gone", REMOVED, ids=lambda gone: f"{gone.package}-{gone.name}")
def test_what_is_called_gone_is_not_there(app, gone):
    """An attribute of what is installed, a parameter, or a setting with a default."""
    name = gone.name
    places = [flask, flask.globals, flask.Flask, flask.Blueprint, app]
    if "from" in gone.pattern.pattern:
        module = gone.pattern.pattern.split(r"\ ")[0].split("import")[0]
        named = next(MODULES[key] for key in reversed(MODULES) if key in module)
        places = [importlib.import_module(named)]
    last = name.rpartition(".")[2]
    assert not any(hasattr(place, last) for place in places)
    assert name not in inspect.signature(flask.send_file).parameters
    assert name not in app.default_config
    assert name not in inspect.getsource(SQLAlchemy.init_app)
