from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.post("/notes")
def add():
    db.session.add(Note())
    return count()


@app.get("/notes")
def count():
    return str(db.session.scalar(select(func.count()).select_from(Note)))


with app.app_context():
    db.create_all()
client = app.test_client()
print(client.post("/notes").text, client.get("/notes").text)
