from flask import Flask


def observe():
    app = Flask("shop")

    @app.cli.command("load")
    def load():
        """Load the sample data. Existing rows stay.

        Needs a migrated database.
        """

    told = app.test_cli_runner().invoke(args=["--help"]).output
    (line,) = [line.strip() for line in told.splitlines() if line.strip().startswith("load")]
    return line.removeprefix("load").strip()
