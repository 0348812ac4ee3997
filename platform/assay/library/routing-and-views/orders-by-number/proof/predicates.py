from flask import Flask


def reaches(address):
    app = Flask("orders")

    @app.get("/orders/<int:number>")
    def order(number):
        return f"Order {number}"

    return app.test_client().get(address).text.startswith("Order ")


def a():
    return reaches("/orders/007")


def b():
    return reaches("/orders/-7")


def c():
    return reaches("/orders/7?page=2")


def d():
    return reaches("/orders/7.0")


def e():
    return reaches("/orders/7/")


def f():
    return reaches("/orders/99999999999999999999")
