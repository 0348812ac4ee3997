from urllib.parse import parse_qs, urlsplit

import pytest

ADD = """
import store

for article in articles:
    store.add(**article)
"""
TAGS = ["bread", "winter", "sweet", "quick", "feast"]


class Magazine:
    def __init__(self, subject, rng):
        self.subject, self.rng, self.client = subject, rng, subject.client()
        self.articles = []

    def add(self, *, published=None, tags=()):
        number = self.rng.randrange(10**6)
        month, day = self.rng.randint(1, 12), self.rng.randint(1, 28)
        article = {
            "number": number,
            "slug": f"page-{self.rng.randrange(10**6)}",
            "title": f"Title {number}",
            "published": published or f"2024-{month:02}-{day:02}",
            "tags": list(tags),
        }
        self.subject.probe(ADD, articles=[article])
        self.articles.append({**article, "url": f"/articles/{article['slug']}"})
        return self.articles[-1]

    def get(self, path, **more):
        return self.client.get(path, **more)

    def listed(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, path
        return answer.json


@pytest.fixture
def magazine(subject, rng):
    return Magazine(subject, rng)


def led_to(answer):
    """(path, query) of a redirect on this site."""
    url = urlsplit(answer.headers["Location"])
    assert url.netloc in ("", "localhost")
    return url.path, parse_qs(url.query)


def test_an_article_is_shown(magazine):
    magazine.add()
    article = magazine.add(tags=["bread"])
    shown = magazine.get(f"/articles/{article['slug']}")
    assert (shown.status_code, shown.json) == (200, article)


def test_no_such_article(magazine):
    article = magazine.add()
    assert magazine.get(f"/articles/{article['slug']}-2").status_code == 404


def test_all_articles(magazine):
    assert magazine.listed("/articles") == []
    for _ in range(4):
        magazine.add()
    assert magazine.listed("/articles") == magazine.articles


def test_articles_with_a_tag(magazine, rng):
    first, second = rng.sample(TAGS, 2)
    magazine.add(tags=[second])
    wanted = [magazine.add(tags=[second, first]), magazine.add(tags=[first])]
    assert magazine.listed(f"/articles?tag={first}") == wanted
    assert magazine.listed("/articles?tag=nothing") == []


def test_articles_with_each_of_the_tags(magazine, rng):
    first, second, third = rng.sample(TAGS, 3)
    magazine.add(tags=[first])
    magazine.add(tags=[second, third])
    wanted = [magazine.add(tags=[third, second, first]), magazine.add(tags=[first, second])]
    assert magazine.listed(f"/articles?tag={first}&tag={second}") == wanted


def test_articles_of_a_month(magazine, rng):
    year, month = rng.randint(2000, 2030), rng.randint(1, 9)
    wanted = [magazine.add(published=f"{year}-{month:02}-{day:02}") for day in (28, 1)]
    magazine.add(published=f"{year}-{month + 1:02}-01")
    magazine.add(published=f"{year + 1}-{month:02}-01")
    for path in (f"/articles/{year}/{month}", f"/articles/{year}/{month:02}"):
        assert magazine.listed(path) == wanted
    assert magazine.listed(f"/articles/{year - 1}/{month}") == []


def test_what_is_no_month(magazine, rng):
    magazine.add()
    for month in ("0", "13", str(rng.randint(14, 99)), "may", "1.5"):
        assert magazine.get(f"/articles/2024/{month}").status_code == 404, month
    assert magazine.get("/articles/last/3").status_code == 404
    assert magazine.get("/articles/2024/12").status_code == 200


def test_old_addresses_lead_on(magazine):
    magazine.add()
    article = magazine.add()
    answer = magazine.get(f"/posts/{article['number']}")
    assert answer.status_code in (301, 308)
    assert led_to(answer) == (article["url"], {})


def test_old_addresses_of_nothing(magazine):
    article = magazine.add()
    assert magazine.get(f"/posts/{article['number'] + 1}").status_code == 404
    assert magazine.get("/posts/first").status_code == 404


def test_the_query_goes_along(magazine, rng):
    article = magazine.add()
    query = {"from": ["a b&c"], "part": [str(rng.randrange(10**6)), "2"]}
    answer = magazine.get(f"/posts/{article['number']}", query_string=query)
    assert led_to(answer) == (article["url"], query)


def test_below_a_path(magazine, rng):
    article = magazine.add(tags=["bread"])
    below = f"/part{rng.randrange(10**6)}"
    there = {"base_url": f"http://localhost{below}"}
    shown = magazine.get(article["url"], **there).json
    (listed,) = magazine.get("/articles", **there).json
    assert shown["url"] == listed["url"] == below + article["url"]
    answer = magazine.get(f"/posts/{article['number']}?part=2", **there)
    assert led_to(answer) == (below + article["url"], {"part": ["2"]})
