"""One of the applications that are measured. It is right; leave it as it is."""

from flask import Blueprint, Flask, abort, request
from metrics import install

shop = Blueprint("shop", __name__, url_prefix="/shop")


@shop.route("/things/<int:number>", methods=["GET", "PUT"])
def thing(number):
    if number == 404:
        abort(404)
    return f"thing {number}"


@shop.get("/broken")
def broken():
    raise LookupError("nothing is here")


@shop.get("/list")
def long_list():
    breaks_off = "broken" in request.args

    def lines():
        yield "first\n"
        if breaks_off:
            raise OSError("the disk is gone")
        yield "second\n"

    return lines()


@shop.get('/odd/<name>/"quoted"')
def odd(name):
    return name


def create_app(settings=None):
    app = Flask(__name__)
    app.config.update(settings or {})
    install(app)

    @app.before_request
    def closed():
        if request.args.get("closed"):
            abort(503)

    app.register_blueprint(shop)
    return app
