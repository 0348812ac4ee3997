from flask import Flask
from flask.cli import FlaskGroup


def works(answer):
    app = Flask("shop")
    app.add_url_rule("/orders/<int:number>", view_func=lambda number: "", endpoint="order")
    flask = FlaskGroup(create_app=lambda: app)
    told = app.test_cli_runner().invoke(flask, [answer])
    lines = [line.split() for line in told.output.splitlines()]
    return told.exit_code == 0 and ["order", "GET", "/orders/<int:number>"] in lines
