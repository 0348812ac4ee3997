from importlib.metadata import version

from flask import Flask, current_app

ROWS = []


def fill():
    ROWS.clear()
    ROWS.append(current_app.name)


def create_app():
    app = Flask("shop")
    with app.app_context():
        fill()
    app.cli.command("fill")(fill)
    return app


def fact_the_decorator_is_gone():
    return not hasattr(Flask("shop"), "before_first_request")


def fact_where_the_application_is_made_it_works():
    create_app()
    return ROWS == ["shop"]


def fact_as_a_command_it_works():
    app = create_app()
    ROWS.clear()
    return app.test_cli_runner().invoke(args=["fill"]).exit_code == 0 and ROWS == ["shop"]


def fact_the_version_can_be_asked_for():
    return Flask("shop").name == "shop" and int(version("flask").split(".")[0]) >= 2
