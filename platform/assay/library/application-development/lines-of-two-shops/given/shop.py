from functools import cache

from flask import Flask, render_template_string

RUNS = dict.fromkeys("ABCDE", 0)
PAGE = "{{ name|loud }} or {{ other|loud }}: {{ price }}"
RUNS["A"] += 1  # A


@cache
def price_of(name):
    RUNS["E"] += 1  # E
    return len(name)


def create_app():
    app = Flask(__name__)
    RUNS["B"] += 1  # B

    @app.before_request
    def before():
        RUNS["C"] += 1  # C

    @app.template_filter()
    def loud(text):
        RUNS["D"] += 1  # D
        return text.upper()

    @app.get("/<name>")
    def show(name):
        return render_template_string(PAGE, name=name, other="water", price=price_of(name))

    return app
