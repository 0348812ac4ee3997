from flask import Flask, render_template
from jinja2 import DictLoader


def observe():
    app = Flask("shop")
    app.jinja_loader = DictLoader({"page.html": "{{ name }}", "mail.txt": "{{ name }}"})
    with app.app_context():
        return [render_template(name, name="A<B") for name in ("page.html", "mail.txt")]
