from datetime import date

from billing import close_month
from flask import Flask
from models import db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db.init_app(app)
with app.app_context():
    db.create_all()


@app.post("/months/<month>/close")
def close(month):
    return close_month(date.fromisoformat(f"{month}-01"))
