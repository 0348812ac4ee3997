"""Believes that a month that is none has no articles."""

from flask import Flask, abort, redirect, request, url_for
from store import all_articles, by_number, by_slug

app = Flask(__name__)


def shown(article):
    return {**article, "url": url_for("show_article", slug=article["slug"])}


@app.get("/articles/<slug>")
def show_article(slug):
    article = by_slug(slug)
    if article is None:
        abort(404)
    return shown(article)


@app.get("/articles")
def list_articles():
    tags = request.args.getlist("tag")
    return [shown(one) for one in all_articles() if set(tags) <= set(one["tags"])]


@app.get("/articles/<int:year>/<int:month>")
def list_month(year, month):
    begin = f"{year:04}-{month:02}-"
    return [shown(one) for one in all_articles() if one["published"].startswith(begin)]


@app.get("/posts/<int:number>")
def old_address(number):
    article = by_number(number)
    if article is None:
        abort(404)
    query = request.args.to_dict(flat=False)
    return redirect(url_for("show_article", slug=article["slug"], **query), 301)
