import importlib
import importlib.metadata
import pkgutil
import re
import sys

from flask import Flask, render_template, session
from jinja2 import DictLoader


def name_of(text):
    return re.split(r"[\s;<>=!~\[(]", text)[0].lower().replace("_", "-")


def brought():
    """Flask and what it requires, without extras, down to the last one."""
    found, wanted = set(), ["flask"]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for other systems or older Pythons
        found.add(name)
        wanted += [name_of(one) for one in needs if "extra ==" not in one]
    return found


class Fresh:
    """Finds Python's own modules and what was brought: each is imported by its package's name."""

    known = set(sys.stdlib_module_names) | {name.replace("-", "_") for name in brought()}

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in self.known:
            raise ModuleNotFoundError(name)
        return None


def fresh():
    """An application of that environment."""
    for name in list(sys.modules):
        if name.partition(".")[0] not in Fresh.known | {"__main__", "probe"}:
            del sys.modules[name]
    sys.meta_path.insert(0, Fresh())
    app = Flask("tool")
    app.secret_key = "secret"
    return app


def offers(pattern):
    """Does a public name in what came with Flask match?"""
    for package in ("flask", "werkzeug", "jinja2", "click", "itsdangerous", "markupsafe", "blinker"):
        root = importlib.import_module(package)
        below = pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda name: None)
        for name in [package, *(one.name for one in below if "__main__" not in one.name)]:
            try:
                module = importlib.import_module(name)
            except (ImportError, AssertionError):
                continue  # for another system
            if any(re.search(pattern, public) for public in vars(module) if public[0] != "_"):
                return True
    return False


def can_import(*names):
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        return True
    return False


def a():
    fresh()
    tables = r"^(Model|Table|Column|ForeignKey|DeclarativeBase|declarative_base|create_all)$"
    return can_import("sqlalchemy", "flask_sqlalchemy", "peewee") or offers(tables)


def b():
    app = fresh()
    app.jinja_loader = DictLoader(
        {
            "base.html": "<h1>{% block title %}{% endblock %}</h1>",
            "page.html": "{% extends 'base.html' %}{% block title %}Tea{% endblock %}",
        }
    )
    with app.app_context():
        return render_template("page.html") == "<h1>Tea</h1>"


def c():
    app = fresh()

    @app.get("/choose/<language>")
    def choose(language):
        session["language"] = language
        return ""

    @app.get("/")
    def index():
        return session.get("language", "none")

    client = app.test_client()
    client.get("/choose/sv")
    remembered = client.get("/").text == "sv"
    client.set_cookie("session", client.get_cookie("session").value[:-3] + "abc")
    return remembered and client.get("/").text == "none"


def d():
    app = fresh()

    @app.post("/notes")
    def add():
        return "kept"

    answer = app.test_client().post(
        "/notes", data={"text": "tea"}, headers={"Origin": "https://other.example"}
    )
    return answer.status_code != 200 or can_import("flask_wtf", "wtforms") or offers("(?i)csrf")


def e():
    app = fresh()

    @app.cli.command("report")
    def report():
        print("three orders")

    done = app.test_cli_runner().invoke(args=["report"])
    return done.exit_code == 0 and done.output == "three orders\n"


def f():
    app = fresh()
    found = app.test_client().get("/admin/", follow_redirects=True).status_code == 200
    return found or can_import("flask_admin") or offers("(?i)admin")
