from flask import Flask, url_for

app = Flask(__name__)


@app.get("/tickets/<number>")
def show_ticket(number):
    return {"number": number, "link": url_for("show_ticket", number=number, _external=True)}
