from flask import Flask, render_template
from jinja2 import DictLoader


def observe():
    app = Flask("x")
    app.jinja_loader = DictLoader({"page.html": "{{ name }}", "mail.txt": "{{ name }}"})
    with app.app_context():
        return {
            "page": render_template("page.html", name="<b>Ann</b>"),
            "mail": render_template("mail.txt", name="<b>Ann</b>"),
        }
