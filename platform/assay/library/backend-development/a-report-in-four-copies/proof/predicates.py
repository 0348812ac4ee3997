from flask import Flask

WORKERS = 4
MODULE = """
import threading
from flask import Flask

lock, is_running = threading.Lock(), False


def create_app():
    app = Flask("shop")
    start(app)
    app.add_url_rule("/", view_func=lambda: "ok", endpoint="index")
    return app


def start_thread(app):
    THREADS.append(lambda: send(app))
"""


def send_report(app):
    assert isinstance(app, Flask)
    SENT.append(app)


SENT = []


def comes_once(start, send="def send(app): send_report(app)", command=False):
    """Whether one report is sent when it is morning. Each worker has imported the module itself."""
    SENT.clear()
    threads = []
    for _ in range(WORKERS):
        names = {"__name__": "shop", "THREADS": threads, "send_report": send_report}
        exec("\n".join([MODULE, send, start]), names)
        names["create_app"]().test_client().get("/")
    for morning in threads:
        morning()
    if command:
        names = {"__name__": "shop", "THREADS": [], "send_report": send_report}
        exec("\n".join([MODULE, send, start]), names)
        app = names["create_app"]()
        assert app.test_cli_runner().invoke(args=["report"]).exit_code == 0
    return len(SENT) == 1


def a():
    return comes_once("def start(app):\n    if __name__ == '__main__': start_thread(app)")


def b():
    send = "def send(app):\n    with lock: send_report(app)"
    return comes_once("def start(app): start_thread(app)", send)


def c():
    start = """
def start(app):
    @app.before_request
    def once():
        global is_running
        if not is_running:
            is_running = True
            start_thread(app)
"""
    return comes_once(start)


def d():
    start = """
def start(app):
    @app.cli.command("report")
    def report():
        send(app)
"""
    return comes_once(start, command=True)
