import io

from flask import Flask


class PaymentError(Exception):
    pass


def pay():
    raise PaymentError("card refused")


def has_traceback(line):
    app, written = Flask("shop"), io.StringIO()

    @app.post("/")
    def view():
        try:
            pay()
        except PaymentError as error:
            exec(line, {"app": app, "error": error})
        return "", 502

    assert app.test_client().post("/", errors_stream=written).status_code == 502
    text = written.getvalue()
    return "Traceback (most recent call last)" in text and "in pay" in text


def a():
    return has_traceback('app.logger.error("payment failed: %s", error)')


def b():
    return has_traceback('app.logger.exception("payment failed")')


def c():
    return has_traceback('app.logger.error("payment failed", exc_info=True)')


def d():
    return has_traceback('app.logger.error("payment failed", stack_info=True)')


def e():
    return has_traceback('app.logger.warning("payment failed", exc_info=error)')
