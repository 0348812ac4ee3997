from flask import Blueprint, Flask, current_app


def each_has_its_own(keep, sender_of):
    """Whether two applications send as themselves. keep(mailer, app), sender_of(mailer)."""

    class Mailer:
        def init_app(self, app):
            keep(self, app)

        def send(self):
            return sender_of(self)

    mailer = Mailer()
    orders = Blueprint("orders", "orders")
    orders.add_url_rule("/", view_func=lambda: mailer.send(), endpoint="order")

    def create_app(sender):
        app = Flask("shop")
        app.config["SENDER"] = sender
        mailer.init_app(app)
        app.register_blueprint(orders)
        return app

    try:
        clients = [create_app(sender).test_client() for sender in ("shop", "club")]
    except RuntimeError:
        return False
    return [client.get("/").text for client in clients] == ["shop", "club"]


def a():
    def keep(mailer, app):
        mailer.app = app

    return each_has_its_own(keep, lambda mailer: mailer.app.config["SENDER"])


def b():
    def keep(mailer, app):
        mailer.sender = app.config["SENDER"]
        app.extensions["mailer"] = mailer

    return each_has_its_own(keep, lambda mailer: current_app.extensions["mailer"].sender)


def c():
    def keep(mailer, app):
        app.extensions["mailer"] = app.config["SENDER"]

    return each_has_its_own(keep, lambda mailer: current_app.extensions["mailer"])


def d():
    def keep(mailer, app):
        mailer.sender = current_app.config["SENDER"]

    return each_has_its_own(keep, lambda mailer: mailer.sender)
