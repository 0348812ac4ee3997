from flask import Flask, g, render_template_string

PLACES = (
    "after_request",
    "url_defaults",
    "before_request",
    "shell_context_processor",
    "context_processor",
    "teardown_request",
    "url_value_preprocessor",
)


def shop(place, function):
    app = Flask(__name__)
    getattr(app, place)(function)
    app.add_url_rule("/", "open", lambda: "open")
    app.add_url_rule("/fault", "fault", lambda: 1 / 0)
    app.add_url_rule("/page", "page", lambda: render_template_string("{{ shop }}"))
    app.add_url_rule("/<language>/tea", "tea", lambda: g.language)
    return app.test_client()


def closes(place):
    return shop(place, lambda *told: ("closed", 503)).get("/").status_code == 503


def adds_a_header(place):
    def add(answer):
        answer.headers["X-Shop"] = "Tea"
        return answer

    return shop(place, add).get("/").headers.get("X-Shop") == "Tea"


def counts_errors(place):
    seen = []
    shop(place, lambda *told: seen.extend(map(type, told))).get("/fault")
    return ZeroDivisionError in seen


def names_the_shop(place):
    return shop(place, lambda *told: {"shop": "Tea"}).get("/page").text == "Tea"


def takes_the_language(place):
    def take(endpoint, values):
        if values and "language" in values:
            g.language = values.pop("language")

    return shop(place, take).get("/de/tea").text == "de"


WORK = (closes, adds_a_header, counts_errors, names_the_shop, takes_the_language)


def works(work, place):
    try:
        return work(place)
    except Exception:
        return False


def observe():
    told = {}
    for row, work in enumerate(WORK, start=1):
        (told[str(row)],) = [place for place in PLACES if works(work, place)]
    return told
