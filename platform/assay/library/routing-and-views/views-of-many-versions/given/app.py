"""An application made of a table of views. It is right; leave it as it is."""

from flask import Flask, request
from versions import Api

SHOP = [
    {"says": "sum", "rule": "/orders/<int:number>", "name": "order", "until": 1},
    {"says": "cents", "rule": "/orders/<int:number>", "name": "order", "since": 2},
    {"says": "gone", "rule": "/orders/<int:number>", "name": "remove", "methods": ["DELETE"]},
]


def view_of(api, says, link):
    def view(**values):
        path = api.url_for(link, **values) if link else None
        return {"says": says, "version": api.version, "values": values, "link": path}

    return view


def declare(api, *, says, rule, link=None, also=None, **more):
    view = api.route(rule, **more)(view_of(api, says, link))
    if also:
        api.route(also, **more)(view)


def create_app(settings=None):
    settings = settings or {"LAST": 3, "VIEWS": SHOP}
    app = Flask(__name__)
    api = Api(last=settings["LAST"])
    for one in settings["VIEWS"]:
        declare(api, **one)
    api.install(app)

    @app.get("/link-to/<name>")
    def link_to(name):
        values = {key: int(value) for key, value in request.args.items()}
        return {"link": api.url_for(name, **values), "version": api.version}

    @app.errorhandler(LookupError)
    def no_such_link(error):
        return {"link": None}, 404

    return app
