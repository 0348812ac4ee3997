from flask import Flask, request
from flask_wtf.csrf import CSRFProtect, generate_csrf


class User:
    def __init__(self):
        self.id, self.name, self.city = 7, "Ann", "Oslo"
        self.email, self.is_admin, self.password_hash = "ann@shop.example", False, "scrypt"


def keeps_the_rest(is_taken=lambda user, field: True, protect=lambda app: None):
    """Whether the user's own request, of whatever fields, changes name and city and no more."""
    app, user = Flask("shop"), User()
    app.secret_key = "of this program only"
    protect(app)

    @app.get("/profile")
    def show():
        return generate_csrf()

    @app.post("/profile")
    def profile():
        for field, value in request.form.items():
            if is_taken(user, field):
                setattr(user, field, value)
        return ""

    client = app.test_client()
    sent = dict.fromkeys(vars(user), "1") | {"csrf_token": client.get("/profile").text, "new": "1"}
    before = vars(user).copy()
    assert client.post("/profile", data=sent).status_code == 200
    return vars(user) == before | {"name": "1", "city": "1"}


assert not keeps_the_rest()


def a():
    return keeps_the_rest(hasattr)


def b():
    return keeps_the_rest(lambda user, field: field not in ("is_admin", "id"))


def c():
    return keeps_the_rest(lambda user, field: field in ("name", "city"))


def d():
    return keeps_the_rest(protect=CSRFProtect)
