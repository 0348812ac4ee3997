from unittest.mock import Mock

from flask import Flask

app = Flask("shop")
send = Mock()


@app.post("/orders")
def order():
    order = {"number": 7, "state": "new"}
    send(order)
    order["state"] = "sent"
    return order


response = app.test_client().post("/orders")
given = send.call_args.args[0]
print(given["state"], response.json["state"])
