"""Orders in a database. It is right; leave it as it is."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

SETTINGS = {
    "SQLALCHEMY_DATABASE_URI": "sqlite:///orders.db",
    "SQLALCHEMY_ENGINE_OPTIONS": {"connect_args": {"timeout": 0.2}},
}

db = SQLAlchemy()


class Order(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")  # or "cancelled"
    receipt: Mapped[str] = mapped_column(default="due")  # or what you need
