from flask import Flask, abort
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user


class User(UserMixin):
    def __init__(self, number):
        self.id = number


def leaves_only_him_out(line):
    """Whether, with this last line, just the deleted user counts as not signed in."""
    users = {7: User(7), 8: User(8)}
    app = Flask("service")
    app.secret_key = "k"
    app.logger.disabled = True
    login_manager = LoginManager(app)
    names = {"USERS": users, "abort": abort, "login_manager": login_manager}
    exec(f"def load_user(user_id):\n    {line}", names)
    login_manager.user_loader(names["load_user"])

    @app.post("/sign-in/<int:number>")
    def sign_in(number):
        login_user(users[number])
        return ""

    @app.get("/")
    def home():
        return "Hello again" if current_user.is_authenticated else "Hello"

    app.add_url_rule("/orders", view_func=login_required(lambda: "orders"), endpoint="orders")
    farid, other = app.test_client(), app.test_client()
    farid.post("/sign-in/7")
    other.post("/sign-in/8")
    del users[7]
    his = farid.get("/").text, farid.get("/orders").status_code
    others = other.get("/").text, other.get("/orders").status_code
    return (his, others) == (("Hello", 401), ("Hello again", 200))


def a():
    return leaves_only_him_out("return USERS.get(user_id)")


def b():
    return leaves_only_him_out("return USERS.get(int(user_id)) or abort(401)")


def c():
    return leaves_only_him_out("return USERS.get(int(user_id))")


def d():
    return leaves_only_him_out("return USERS.get(int(user_id), login_manager.anonymous_user)")
