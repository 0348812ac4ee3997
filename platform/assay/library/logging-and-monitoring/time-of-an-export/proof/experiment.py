from flask import Flask, Response
from werkzeug.test import create_environ


def observe():
    """What happens when a server calls the application, sends what it gives, and closes it."""
    log = []
    app = Flask("shop")
    app.before_request(lambda: log.append("d"))
    app.after_request(lambda response: (log.append("f"), response)[1])
    app.teardown_request(lambda error: log.append("c"))

    def rows():
        for number in range(3):
            if not number:
                log.append("b")
            yield f"{number}\n"

    @app.get("/export")
    def export():
        log.append("a")
        response = Response(rows(), mimetype="text/csv")
        response.call_on_close(lambda: log.append("e"))
        return response

    body = app(create_environ("/export"), lambda status, headers, error=None: None)
    assert b"".join(body) == b"0\n1\n2\n"
    body.close()
    return log
