from flask import Flask, render_template
from jinja2 import DictLoader

WRITTEN = {
    "1": "{{ name }}",
    "2": "{{ name|safe }}",
    "3": "{{ name|striptags }}",
    "4": "{{ name|urlencode }}",
    "5": "{{ name|tojson }}",
}


def observe():
    app = Flask(__name__)
    told = {}
    for row, text in WRITTEN.items():
        app.jinja_env.loader = DictLoader({"card.html": text})
        app.jinja_env.cache.clear()
        with app.test_request_context():
            told[row] = render_template("card.html", name="<b>Ann</b>")
    return told
