from flask import Flask, session

app = Flask(__name__)
app.secret_key = "of this program only"


@app.post("/cart/<item>")
def add(item):
    if "cart" not in session:
        session["cart"] = []
    session["cart"].append(item)
    return "", 204


@app.get("/cart")
def cart():
    return ", ".join(session["cart"])


client = app.test_client()
for item in ("tea", "milk", "rice"):
    client.post(f"/cart/{item}")
print(client.get("/cart").text)
