import os
import secrets

from flask import Flask, session

WORKERS = 4
os.environ["SHOP_KEY"] = "of this program only"


def all_agree(configure, *, is_permanent=False):
    """Whether whoever signs in with one worker is known to each of the four."""

    def create_app():
        app = Flask("shop")
        configure(app.config)

        @app.post("/sign-in")
        def sign_in():
            session["user"] = "ann"
            session.permanent = is_permanent
            return ""

        app.add_url_rule("/", view_func=lambda: session.get("user", ""), endpoint="home")
        return app

    workers = [create_app() for _ in range(WORKERS)]
    for worker in workers:
        header = worker.test_client().post("/sign-in").headers["Set-Cookie"]
        if not all(knows(one, header.split(";")[0]) for one in workers):
            return False
    return True


def knows(worker, cookie):
    client = worker.test_client(use_cookies=False)
    return client.get("/", headers={"Cookie": cookie}).text == "ann"


def a():
    return all_agree(lambda config: config.update(SECRET_KEY=secrets.token_hex(64)))


def b():
    return all_agree(lambda config: config.update(SECRET_KEY=os.environ["SHOP_KEY"]))


def c():
    return all_agree(
        lambda config: config.update(SECRET_KEY=secrets.token_hex()), is_permanent=True
    )


def d():
    return all_agree(
        lambda config: config.update(
            SECRET_KEY=secrets.token_hex(), SECRET_KEY_FALLBACKS=[secrets.token_hex()]
        )
    )
