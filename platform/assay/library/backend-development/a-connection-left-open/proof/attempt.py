import click
from flask import Flask, g


class Connection:
    is_open = True

    def close(self):
        self.is_open = False


def works(answer):
    """Whether the connections of views, of a failing one and of a command are closed."""
    app, opened = Flask("tool"), []
    app.logger.disabled = True

    def connection():
        if "connection" not in g:
            g.connection = Connection()
            opened.append(g.connection)
        return g.connection

    @app.get("/")
    def page():
        return str(connection().is_open)

    @app.get("/fails")
    def fails():
        raise ValueError(connection())

    @app.cli.command("count")
    def count():
        click.echo(connection().is_open)

    def close(error):
        if "connection" in g:
            g.pop("connection").close()

    try:
        exec(f"app.{answer}(close)", {"app": app, "close": close})
        is_right = app.test_client().get("/").text == "True"
        is_right = is_right and app.test_client().get("/fails").status_code == 500
        is_right = is_right and app.test_cli_runner().invoke(args=["count"]).output == "True\n"
    except (AttributeError, TypeError, NameError, ValueError):
        return False
    return is_right and len(opened) == 3 and not any(one.is_open for one in opened)
