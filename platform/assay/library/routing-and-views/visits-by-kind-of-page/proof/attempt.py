from collections import Counter

from flask import Flask, request

VISITS = {"/orders/7?from=mail": 200, "/orders/8": 200, "/8": 404}


def works(answer):
    """Whether the visits are counted by kind of page, with this in the gap."""
    app, visits = Flask("shop"), Counter()

    @app.get("/orders/<int:number>")
    def order(number):
        return f"Order {number}"

    @app.after_request
    def count(response):
        visits[str(eval(f"request.{answer}", {"request": request}))] += 1
        return response

    app.logger.disabled = True
    client = app.test_client()
    answers = {path: client.get(path).status_code for path in VISITS}
    return answers == VISITS and visits == {"/orders/<int:number>": 2, "None": 1}
