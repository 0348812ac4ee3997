from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///orders.db"
app.config["PAGE_SIZE"] = 20
app.config["SHOP"] = "Shop"
db = SQLAlchemy(app)

import orders

with app.app_context():
    db.create_all()
