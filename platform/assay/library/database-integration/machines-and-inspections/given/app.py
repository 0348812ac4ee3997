from datetime import date

from flask import Flask, request
from models import db
from queries import state_on

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db.init_app(app)
with app.app_context():
    db.create_all()


@app.get("/machines")
def list_machines():
    return state_on(request.args.get("on", type=date.fromisoformat))
