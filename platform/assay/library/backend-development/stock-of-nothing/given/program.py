from flask import Flask, request

app = Flask(__name__)
lamp = {"stock": 12, "note": "fragile"}


@app.patch("/lamp")
def change():
    data = request.get_json()
    lamp["stock"] = data.get("stock") or lamp["stock"]
    lamp["note"] = data.get("note", lamp["note"])
    return f"{lamp['stock']} {lamp['note']!r}"


client = app.test_client()
print(client.patch("/lamp", json={"stock": 0, "note": ""}).text)
