from flask import Flask, abort

app = Flask(__name__)
ORDERS = {1: ["4", "6"], 2: ["4", "six"]}


@app.get("/orders/<int:number>")
def total(number):
    try:
        if number not in ORDERS:
            abort(404)
        return str(sum(int(price) for price in ORDERS[number]))
    except Exception:
        return "Try again later", 500


client = app.test_client()
print(*(client.get(f"/orders/{n}").status_code for n in (1, 2, 3)))
