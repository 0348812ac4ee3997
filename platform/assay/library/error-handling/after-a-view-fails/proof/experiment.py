from flask import Flask


class OutOfStock(Exception):
    pass


def observe():
    log = []
    app = Flask("shop")

    # registered in an order that is not the one in which they run
    app.teardown_appcontext(lambda error: log.append("d"))
    app.teardown_request(lambda error: log.append("b"))
    app.after_request(lambda response: (log.append("f"), response)[1])
    app.register_error_handler(OutOfStock, lambda error: (log.append("a"), ("gone", 409))[1])
    app.before_request(lambda: log.append("e"))

    @app.get("/")
    def view():
        log.append("c")
        raise OutOfStock

    assert app.test_client().get("/").status_code == 409
    return log
