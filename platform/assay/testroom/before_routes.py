"""The addresses of the steps before the start; each view wears its guard and its limit."""

from typing import Any

from flask import Flask
from flask_limiter import Limiter

from assay.testroom import checking, declining, needs, practice
from assay.testroom.limits import limited


def add_to(app: Flask, limiter: Limiter) -> None:
    def add(method: str, rule: str, endpoint: str, view: Any) -> None:
        app.add_url_rule(rule, endpoint, limited(limiter, view), methods=[method])

    add("GET", "/i/<token>/needs", "needs", needs.show)
    add("POST", "/i/<token>/needs", "ask_for", needs.ask)
    add("GET", "/i/<token>/decline", "declining", declining.show)
    add("POST", "/i/<token>/decline", "decline", declining.decline)
    add("POST", "/i/<token>/take-part", "take_up", declining.take_up)
    add("GET", "/i/<token>/check", "check", checking.show)
    add("PUT", "/i/<token>/check", "try_save", checking.try_save)
    add("GET", "/i/<token>/practice/<int:position>", "practise", practice.show)
    add("POST", "/i/<token>/practice/<int:position>", "practise_answer", practice.answer)
    app.add_url_rule("/browsers", "browsers", checking.browsers)
