from datetime import date

from flask import Flask, request
from models import db
from queries import workshops_from

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db.init_app(app)
with app.app_context():
    db.create_all()


@app.get("/workshops")
def list_workshops():
    return workshops_from(request.args.get("from", type=date.fromisoformat))
