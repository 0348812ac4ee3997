from flask import Flask, render_template
from jinja2 import DictLoader

BASE = "<h1>{% block title %}Shop{% endblock %}</h1>"
PAGE = """{% extends "base.html" %}
Welcome!
{% block title %}{{ super() }}: tea{% endblock %}
"""

app = Flask(__name__)
app.jinja_loader = DictLoader({"base.html": BASE, "page.html": PAGE})
with app.app_context():
    print(render_template("page.html"))
