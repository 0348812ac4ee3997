import io
import logging

from flask import Flask, request

TOKENS = {"7f3a9c": "ann"}


def tells(line):
    """Whether a token, known or old, comes to the log. line(logger) logs; error is handled."""
    written = io.StringIO()
    app = Flask("accounts")
    app.logger.handlers = [logging.StreamHandler(written)]
    app.logger.setLevel("INFO")

    @app.get("/reset")
    def reset():
        line(app.logger)
        return ""

    for token in ("7f3a9c", "0b1d2e"):
        assert app.test_client().get(f"/reset?token={token}").status_code == 200
    assert written.getvalue()
    return "7f3a9c" in written.getvalue() or "0b1d2e" in written.getvalue()


def a():
    return tells(lambda logger: logger.info("reset: %s", request.path))


def b():
    return tells(lambda logger: logger.info("reset: %s", request.url))


def c():
    return tells(lambda logger: logger.info("reset: %s", request))


def d():
    return tells(lambda logger: logger.info("reset: %s", request.url_rule))


def e():
    def line(logger):
        try:
            TOKENS[request.args["token"]]
        except KeyError:
            logger.exception("reset")

    return tells(line)


def f():
    return tells(lambda logger: logger.info("reset: %s", request.endpoint))
