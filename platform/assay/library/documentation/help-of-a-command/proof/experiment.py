from flask import Flask
from flask.cli import FlaskGroup


def observe():
    app = Flask("shop")

    @app.cli.command("load")
    def load():
        """Load the sample data. Existing rows stay.

        Needs a migrated database.
        """

    flask = FlaskGroup(create_app=lambda: app)
    told = app.test_cli_runner().invoke(flask, ["--help"]).output
    (line,) = [line.strip() for line in told.splitlines() if line.strip().startswith("load")]
    return line.removeprefix("load").strip()
