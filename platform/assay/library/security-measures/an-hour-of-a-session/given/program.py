from unittest.mock import patch

from flask import Flask, session

app = Flask("club")
app.secret_key = "of this program only"
app.config["PERMANENT_SESSION_LIFETIME"] = 3600
START = 2_000_000_000


@app.get("/sign-in/<name>")
def sign_in(name):
    session["name"] = name
    if name == "bora":
        session.permanent = True
    return ""


@app.get("/page")
def page():
    return str("name" in session)


clients = {name: app.test_client() for name in ("amina", "bora")}
for minutes in (0, 40, 80):
    with patch("time.time", return_value=START + 60 * minutes):
        for name, client in clients.items():
            if minutes == 0:
                client.get(f"/sign-in/{name}")
        answers = [client.get("/page").text for client in clients.values()]
print(*answers)
