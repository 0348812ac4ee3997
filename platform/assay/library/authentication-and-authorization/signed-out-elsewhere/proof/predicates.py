import secrets

from flask import Flask, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user

AGENT = {"User-Agent": "telephone"}


class User(UserMixin):
    def __init__(self, number):
        self.id = number


class Renamed(User):
    """Is known to the session by a text that can be replaced."""

    def __init__(self, number):
        super().__init__(number)
        self.alias = secrets.token_hex()

    def get_id(self):
        return self.alias


def signs_out_the_others(end, kind=User, protection="basic"):
    """Whether this end of the view leaves just the telephone outside."""
    users = [kind(1), kind(2)]
    app = Flask("service")
    app.secret_key = "k"
    login_manager = LoginManager(app)
    login_manager.session_protection = protection
    login_manager.user_loader(lambda sought: next((u for u in users if u.get_id() == sought), None))

    @app.post("/sign-in")
    def sign_in():
        login_user(users[int(request.args["number"])])
        return ""

    @app.post("/password")
    @login_required
    def change_password():
        end(app)
        return ""

    app.add_url_rule("/account", view_func=login_required(lambda: ""), endpoint="account")
    computer, telephone, other = (app.test_client() for _ in range(3))
    computer.post("/sign-in?number=0")
    telephone.post("/sign-in?number=0", headers=AGENT)
    other.post("/sign-in?number=1")
    assert computer.post("/password").status_code == 200
    asked = [
        computer.get("/account"),
        telephone.get("/account", headers=AGENT),
        other.get("/account"),
    ]
    return [answer.status_code for answer in asked] == [200, 401, 200]


def a():
    def end(app):
        user = current_user._get_current_object()
        session.clear()
        login_user(user)

    return signs_out_the_others(end)


def b():
    def end(app):
        app.secret_key = secrets.token_hex()
        login_user(current_user)

    return signs_out_the_others(end)


def c():
    return signs_out_the_others(lambda app: login_user(current_user), protection="strong")


def d():
    def end(app):
        current_user.alias = secrets.token_hex()
        login_user(current_user)

    return signs_out_the_others(end, kind=Renamed)
