ADD = """
import store

store.add(number=7, slug="rye", title="Rye", published="2025-03-09", tags=["bread", "winter"])
"""


def test_an_article(subject):
    subject.probe(ADD)
    shown = subject.client().get("/articles/rye")
    assert shown.status_code == 200
    assert (shown.json["title"], shown.json["url"]) == ("Rye", "/articles/rye")


def test_lists(subject):
    subject.probe(ADD)
    client = subject.client()
    for path in ("/articles", "/articles?tag=bread", "/articles/2025/3"):
        assert [one["slug"] for one in client.get(path).json] == ["rye"]


def test_an_old_address(subject):
    subject.probe(ADD)
    answer = subject.client().get("/posts/7")
    assert answer.status_code in (301, 308)
    assert answer.headers["Location"].endswith("/articles/rye")
