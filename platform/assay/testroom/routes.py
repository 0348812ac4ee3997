"""Every address of this door on one page. Each view wears its guard."""

from flask import Flask
from flask_limiter import Limiter

from assay.testroom import (
    after_routes,
    beating,
    before_routes,
    brand,
    ending,
    joining,
    landing,
    languages,
    room,
    sections,
    seen,
)
from assay.testroom.limits import (
    limited,
    limited_acts,
    limited_sign_ups,
    limited_trials,
    limited_widely,
)


def add_to(app: Flask, limiter: Limiter) -> None:
    def add(method: str, rule: str, endpoint: str, view: object) -> None:
        app.add_url_rule(rule, endpoint, view, methods=[method])  # type: ignore[arg-type]

    add("GET", "/i/<token>", "landing", limited(limiter, landing.landing))
    add("POST", "/i/<token>/start", "start", limited(limiter, landing.start))
    add("POST", "/i/<token>/continue", "resume", limited(limiter, landing.resume))
    add("POST", "/i/<token>/language", "speak", limited(limiter, languages.speak))
    add("POST", "/continue", "take_over", limited_acts(limiter, landing.take_over))
    add("POST", "/language", "speak_here", languages.speak_here)
    add("POST", "/language/<int:position>", "speak_in", room.speak_in)
    add("GET", "/room/<int:position>", "room", room.show)
    add("POST", "/room/<int:position>", "post_answer", room.post_answer)
    add("PUT", "/answers/<int:position>", "put_answer", room.put_answer)
    add("POST", "/flag/<int:position>", "flag", room.flag)
    add("POST", "/seen/<int:position>", "see", seen.see)
    add("POST", "/try/<int:position>", "try_out", limited_trials(limiter, room.try_out))
    add("GET", "/section", "onward", sections.onward)
    add("GET", "/section/<int:section>", "section", sections.show)
    add("POST", "/section/<int:section>", "begin_section", sections.begin)
    add("GET", "/section/<int:section>/leave", "leaving", sections.leaving)
    add("POST", "/section/<int:section>/leave", "leave_section", sections.leave)
    add("GET", "/clock", "clock", room.clock)
    add("PUT", "/beat", "beat", beating.beat)
    add("POST", "/comment", "comment", beating.comment)
    add("GET", "/review", "review", ending.review)
    add("POST", "/submit", "submit", ending.submit)
    add("GET", "/done", "done", ending.done)
    add("GET", "/i/<token>/style.css", "link_style", limited(limiter, brand.link_style))
    add("GET", "/i/<token>/logo.png", "link_logo", limited(limiter, brand.link_logo))
    add("GET", "/style.css", "style", brand.style)
    add("GET", "/logo.png", "logo", brand.logo)
    add("GET", "/", "lost", ending.lost)
    for method, rest, endpoint, view in (
        ("GET", "", "join", joining.show),
        ("GET", "/sent", "joined", joining.joined),
        ("GET", "/style.css", "join_style", joining.style),
        ("GET", "/logo.png", "join_logo", joining.logo),
        ("POST", "/language", "join_speak", joining.speak),
        ("GET", "/<sealed>", "joining", joining.confirming),
        ("POST", "/<sealed>", "join_confirm", joining.confirm),
    ):
        add(method, f"/join/<token>{rest}", endpoint, limited_widely(limiter, view))
    add("POST", "/join/<token>", "join_ask", limited_sign_ups(limiter, joining.ask))
    before_routes.add_to(app, limiter)
    after_routes.add_to(app, limiter)
