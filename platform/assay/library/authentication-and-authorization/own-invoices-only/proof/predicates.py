from flask import Flask, abort
from flask_login import LoginManager, UserMixin, current_user
from flask_login import fresh_login_required, login_required, login_user

INVOICES = {1: {"owner": "ann", "sum": 10}, 2: {"owner": "bob", "sum": 20}}


class User(UserMixin):
    def __init__(self, name):
        self.id = name


def missing(found):
    return found is None


def is_right(is_refused=missing, above_return=lambda found: None, guard=login_required):
    """Whether Ann sees her invoice, and no difference between Bob's and one that is not there."""
    app = Flask("shop")
    app.secret_key = "of this program only"
    LoginManager(app).user_loader(User)

    @app.post("/sign-in")
    def sign_in():
        login_user(User("ann"))
        return ""

    @app.get("/invoices/<int:number>")
    @guard
    def invoice(number):
        found = INVOICES.get(number)
        if is_refused(found):
            abort(404)
        above_return(found)
        return found

    client = app.test_client()
    client.post("/sign-in")
    own, other, none = (client.get(f"/invoices/{number}") for number in (1, 2, 3))
    hidden = (other.status_code, other.text) == (none.status_code, none.text)
    return own.get_json(silent=True) == INVOICES[1] and none.status_code == 404 and hidden


def a():
    return is_right(
        above_return=lambda found: abort(403) if found["owner"] != current_user.id else None
    )


def b():
    return is_right(lambda found: found is None or found["owner"] != current_user.id)


def c():
    return is_right(lambda found: found is None or not current_user.is_authenticated)


def d():
    return is_right(guard=fresh_login_required)
