from flask import Flask

app = Flask(__name__)


@app.get("/users/<name>")
def by_name(name):
    return "name"


@app.get("/users/<int:number>")
def by_number(number):
    return "number"


@app.get("/users/me")
def myself():
    return "me"


client = app.test_client()
print(*(client.get(f"/users/{one}").text for one in ("me", "7", "-7")))
