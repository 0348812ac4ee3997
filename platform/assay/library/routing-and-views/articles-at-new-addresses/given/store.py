"""Articles in memory. It is right; leave it as it is."""

_articles = []


def add(*, number, slug, title, published, tags):
    """`published` is a day such as "2025-03-09", `tags` a list of words."""
    article = {"number": number, "slug": slug, "title": title, "published": published}
    _articles.append({**article, "tags": list(tags)})


def all_articles():
    """Dictionaries, as jsonify() takes them."""
    return [dict(article) for article in _articles]


def by_slug(slug):
    """The article, or None."""
    return next((one for one in all_articles() if one["slug"] == slug), None)


def by_number(number):
    """The article, or None."""
    return next((one for one in all_articles() if one["number"] == number), None)
