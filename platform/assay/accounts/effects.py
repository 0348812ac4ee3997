"""What follows when Flask-Security says that something was done."""

from typing import Any

from flask import Flask
from flask_security import password_reset

from assay.accounts import users
from assay.accounts.models import User


def connect(app: Flask) -> None:
    password_reset.connect(_reclaim, sender=app)


def _reclaim(_: Flask, user: User, **__: Any) -> None:
    users.reclaim(user)
