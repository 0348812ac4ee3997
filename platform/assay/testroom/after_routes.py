"""The addresses of what comes after the end. Each opens by the mail's link and by the cookie."""

from flask import Flask
from flask_limiter import Limiter

from assay.testroom import afterwards, ending
from assay.testroom.limits import limited, limited_acts


def add_to(app: Flask, limiter: Limiter) -> None:
    def add(method: str, rule: str, endpoint: str, view: object) -> None:
        for before in ("", "/i/<token>"):
            app.add_url_rule(before + rule, endpoint, view, methods=[method])  # type: ignore[arg-type]

    add("GET", "/receipt.txt", "receipt", limited(limiter, ending.receipt))
    add("GET", "/result", "result", limited(limiter, afterwards.result))
    add("POST", "/result/look-again", "look_again", limited_acts(limiter, afterwards.look_again))
    add("GET", "/more", "more", limited(limiter, afterwards.more))
    add("POST", "/more/rate", "rate", limited_acts(limiter, afterwards.rate))
    add("POST", "/more/erase", "erase", limited_acts(limiter, afterwards.erase))
    add("GET", "/my-data.zip", "download", limited_acts(limiter, afterwards.download))
