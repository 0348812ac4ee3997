"""Every address of this door on one page. Each view wears its guard."""

from flask import Flask
from flask_limiter import Limiter

from assay.testroom import brand, ending, landing, room
from assay.testroom.limits import limited, limited_trials


def add_to(app: Flask, limiter: Limiter) -> None:
    def add(method: str, rule: str, endpoint: str, view: object) -> None:
        app.add_url_rule(rule, endpoint, view, methods=[method])  # type: ignore[arg-type]

    add("GET", "/i/<token>", "landing", limited(limiter, landing.landing))
    add("POST", "/i/<token>/start", "start", limited(limiter, landing.start))
    add("POST", "/i/<token>/continue", "resume", limited(limiter, landing.resume))
    add("GET", "/room/<int:position>", "room", room.show)
    add("POST", "/room/<int:position>", "post_answer", room.post_answer)
    add("PUT", "/answers/<int:position>", "put_answer", room.put_answer)
    add("POST", "/flag/<int:position>", "flag", room.flag)
    add("POST", "/try/<int:position>", "try_out", limited_trials(limiter, room.try_out))
    add("GET", "/clock", "clock", room.clock)
    add("GET", "/review", "review", ending.review)
    add("POST", "/submit", "submit", ending.submit)
    add("GET", "/done", "done", ending.done)
    add("GET", "/i/<token>/style.css", "link_style", limited(limiter, brand.link_style))
    add("GET", "/i/<token>/logo.png", "link_logo", limited(limiter, brand.link_logo))
    add("GET", "/style.css", "style", brand.style)
    add("GET", "/logo.png", "logo", brand.logo)
    add("GET", "/", "lost", ending.lost)
