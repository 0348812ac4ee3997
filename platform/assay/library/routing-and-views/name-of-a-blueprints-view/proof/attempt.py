from flask import Blueprint, Flask, url_for
from werkzeug.routing import BuildError


def works(answer):
    app = Flask("shop")
    account = Blueprint("auth", "shop", url_prefix="/account")

    @account.get("/sign-in")
    def enter():
        return "sign in"

    app.register_blueprint(account)
    with app.test_request_context():
        try:
            return url_for(answer) == "/account/sign-in"
        except BuildError:
            return False
