from flask import Blueprint, Flask, current_app

FACTORY = """
def create_app(**settings):
    app = Flask("shop")
    app.config.update(settings)
    {above}
    app.register_blueprint(api)
    {below}
    app.register_blueprint(pages)
    return app
"""
SHIPPED = 'if app.config.get("CLOSED"): api.before_request(refuse)'
SETTINGS = ({}, {"CLOSED": True}, {}, {"CLOSED": True})


def refuse():
    return "closed", 503


def refuse_where_closed():
    return refuse() if current_app.config.get("CLOSED") else None


def blueprints(hook=None):
    api, pages = Blueprint("api", "api"), Blueprint("pages", "pages")
    api.add_url_rule("/api/goods", view_func=lambda: [], endpoint="goods")
    pages.add_url_rule("/goods", view_func=lambda: "", endpoint="goods")
    if hook:
        api.before_request(hook)
    return {"api": api, "pages": pages}


def right(above="pass", below="pass", hook=None):
    """Whether applications, made one after the other, each close what they should."""
    names = {"Flask": Flask, "refuse": refuse, **blueprints(hook)}
    exec(FACTORY.format(above=above, below=below), names)
    try:
        clients = [(names["create_app"](**told).test_client(), told) for told in SETTINGS]
    except AssertionError:
        return False
    return all(
        client.get("/api/goods").status_code == (503 if told else 200)
        and client.get("/goods").status_code == 200
        for client, told in clients
    )


def a():
    return right(hook=refuse_where_closed)


def b():
    return right(above=SHIPPED.replace("api.", "app."))


def c():
    return right(below=SHIPPED)


def d():
    return right(above=SHIPPED.replace(":", ' and "api" not in app.blueprints:', 1))
