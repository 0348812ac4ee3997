from datetime import date

import store
from flask import Blueprint, Flask, Response, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter

pages = Blueprint("pages", __name__)


class Month(IntegerConverter):
    def __init__(self, map):
        super().__init__(map, min=1, max=12)


def found(article):
    if not article:
        raise NotFound
    return article


def with_url(articles):
    for article in articles:
        article["url"] = url_for(".one", slug=article["slug"])
        yield article


@pages.route("/articles")
def many():
    chosen = store.all_articles()
    for tag in request.args.getlist("tag"):
        chosen = [article for article in chosen if tag in article["tags"]]
    return list(with_url(chosen))


@pages.route("/articles/<slug>")
def one(slug):
    (article,) = with_url([found(store.by_slug(slug))])
    return article


@pages.route("/articles/<int:year>/<month:month>")
def of_month(year, month):
    def fits(article):
        day = date.fromisoformat(article["published"])
        return (day.year, day.month) == (year, month)

    return list(with_url(filter(fits, store.all_articles())))


@pages.route("/posts/<int:number>")
def moved(number):
    target = url_for(".one", slug=found(store.by_number(number))["slug"])
    if request.query_string:
        target += "?" + request.query_string.decode()
    return Response(status=308, headers={"Location": target})


app = Flask(__name__)
app.url_map.converters["month"] = Month
app.register_blueprint(pages)
