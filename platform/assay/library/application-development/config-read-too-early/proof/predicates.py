from flask import Blueprint, Flask, current_app

MODULE = """
bp = Blueprint("goods", "goods")
{line}


@bp.get("/goods")
def goods({argument}):
    return {{"size": {answer}}}
"""


def each_has_its_own(line="", argument="", answer="PAGE_SIZE"):
    """Whether two applications that share the changed module answer with a size each."""
    module = {"Blueprint": Blueprint, "current_app": current_app}

    def create_app(page_size):
        app = Flask("shop")
        app.config["PAGE_SIZE"] = page_size
        app.register_blueprint(module["bp"])
        return app

    module["create_app"] = create_app
    try:
        exec(MODULE.format(line=line, argument=argument, answer=answer), module)
        clients = [create_app(size).test_client() for size in (20, 50)]
    except (RuntimeError, AssertionError):
        return False
    return [client.get("/goods").get_json() for client in clients] == [{"size": 20}, {"size": 50}]


def a():
    return each_has_its_own(
        'with current_app.app_context(): PAGE_SIZE = current_app.config["PAGE_SIZE"]'
    )


def b():
    return each_has_its_own(
        'with create_app(20).app_context(): PAGE_SIZE = current_app.config["PAGE_SIZE"]'
    )


def c():
    return each_has_its_own(answer='current_app.config["PAGE_SIZE"]')


def d():
    return each_has_its_own(argument='size=current_app.config["PAGE_SIZE"]', answer="size")
