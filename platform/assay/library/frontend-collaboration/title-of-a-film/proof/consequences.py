"""Two apps and three days: today, the week in which the newer app comes out, half a year later."""

from flask import Flask, redirect

TODAY, WEEK, HALF_A_YEAR = 0, 1, 2
IN_USE = {"older": (TODAY, WEEK), "newer": (WEEK, HALF_A_YEAR)}
READS = {"older": "name", "newer": "title"}


def served(answer, moved=False):
    app = Flask(__name__)
    if moved:
        app.add_url_rule("/films/<int:n>", "old", lambda n: redirect(f"/v2/films/{n}", 307))
        app.add_url_rule("/v2/films/<int:n>", "new", lambda n: answer)
    else:
        app.add_url_rule("/films/<int:n>", "film", lambda n: answer)
    return app.test_client()


def shows(app, client):
    told = client.get("/films/7", follow_redirects=True).get_json()
    return told.get(READS[app]) == "Sunrise"


def over(*days):
    """`days`: what is served on each of the three."""
    return {
        app: all(shows(app, days[day]) for day in used) for app, used in IN_USE.items()
    }


def today():
    return served({"name": "Sunrise"})


def renamed(moved=False):
    return served({"title": "Sunrise"}, moved)


def a():
    return over(today(), renamed(), renamed())


def b():
    return over(today(), served({"name": "Sunrise", "title": "Sunrise"}), renamed())


def c():
    return over(today(), renamed(moved=True), renamed(moved=True))


def d():
    return over(today(), today(), renamed())
