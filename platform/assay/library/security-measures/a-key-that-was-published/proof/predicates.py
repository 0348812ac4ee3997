import hashlib
import secrets

from flask import Flask, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.security import check_password_hash, generate_password_hash


class User(UserMixin):
    id = "7"


def ended(give, take):
    """Whether what give(client) gives is taken before the change of the key, and not after it.

    take(client, given) tells whether it is.
    """
    app = Flask("shop")
    app.secret_key = "old"
    app.logger.disabled = True
    LoginManager(app).user_loader(lambda number: User())
    app.add_url_rule("/who", view_func=lambda: session.get("user", ""), endpoint="who")
    app.add_url_rule("/known", view_func=lambda: str(current_user.is_authenticated))
    client = app.test_client()

    @app.post("/sign-in")
    def sign_in():
        session["user"] = "ann"
        login_user(User(), remember="remember" in request.form)
        return ""

    @app.get("/form")
    def form():
        return generate_csrf()

    given = give(client)
    assert take(client, given)
    app.secret_key = "new"
    return not take(client, given)


def a():
    def give(client):
        return generate_password_hash("tea and milk")

    return ended(give, lambda client, given: check_password_hash(given, "tea and milk"))


def b():
    def give(client):
        client.post("/sign-in")

    return ended(give, lambda client, given: client.get("/who").text == "ann")


def c():
    def serializer(client):
        return URLSafeTimedSerializer(client.application.secret_key)

    def take(client, given):
        client.get("/who")
        try:
            return serializer(client).loads(given, max_age=3600) == 7
        except BadSignature:
            return False

    return ended(lambda client: serializer(client).dumps(7), take)


def d():
    stored = set()

    def give(client):
        key = secrets.token_urlsafe()
        stored.add(hashlib.sha256(key.encode()).hexdigest())
        return key

    def take(client, given):
        client.get("/who")
        return hashlib.sha256(given.encode()).hexdigest() in stored

    return ended(give, take)


def e():
    def give(client):
        client.post("/sign-in", data={"remember": "yes"})

    def take(client, given):
        client.delete_cookie("session")
        return client.get("/known").text == "True"

    return ended(give, take)


def f():
    def give(client):
        CSRFProtect(client.application)
        return client.get("/form").text

    return ended(
        give,
        lambda client, given: (
            client.post("/sign-in", data={"csrf_token": given}).status_code == 200
        ),
    )
