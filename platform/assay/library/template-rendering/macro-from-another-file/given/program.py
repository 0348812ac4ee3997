from flask import Flask, render_template
from jinja2 import DictLoader

FOOT = "{% macro foot() %}[{{ config.OWNER }}|{{ shop }}]{% endmacro %}"
PAGE = '{% from "foot.html" import foot %}{{ foot() }}'

app = Flask(__name__)
app.config["OWNER"] = "Ann"
app.jinja_loader = DictLoader({"foot.html": FOOT, "page.html": PAGE})


@app.context_processor
def names():
    return {"shop": "Tea"}


with app.app_context():
    print(render_template("page.html"))
