from flask import Flask
from store import by_slug

app = Flask(__name__)


@app.get("/articles/<slug>")
def show_article(slug):
    article = by_slug(slug)
    return {**article, "url": f"/articles/{slug}"}
