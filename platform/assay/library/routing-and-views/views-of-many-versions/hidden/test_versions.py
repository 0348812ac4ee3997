import pytest

TRIED = """
from app import create_app

try:
    create_app(settings)
    result = "made"
except Exception as error:
    result = type(error).__name__
"""
OTHER = """
from app import create_app

other = create_app(settings).test_client()
result = [other.get(path).status_code for path in paths]
"""


@pytest.fixture
def word(rng):
    return "word" + "".join(rng.choices("abcdefgh", k=8))


@pytest.fixture
def serve(make_subject, rng):
    """A client of an application with these views, declared in any order."""

    def made(*views, last=4, shuffled=True):
        views = rng.sample(views, len(views)) if shuffled else views
        return make_subject(config={"LAST": last, "VIEWS": views}).client()

    return made


def view(says, rule, name="n", **more):
    return {"says": says, "rule": rule, "name": name, **more}


def said(client, path, versions=(1, 2, 3, 4), method="GET"):
    """What answers in each version: its word, else the status."""
    told = [client.open(f"/v{version}{path}", method=method) for version in versions]
    return [one.json["says"] if one.status_code == 200 else one.status_code for one in told]


def test_a_view_in_each_version(serve, word):
    client = serve(view(word, "/a/<int:number>"))
    assert said(client, "/a/7") == [word] * 4
    assert client.get("/v2/a/7").json["values"] == {"number": 7}


def test_since_and_until(serve, word):
    client = serve(
        view(f"{word}1", "/a", until=1), view(f"{word}2", "/a", since=2, until=3), view(word, "/b", since=3)
    )
    assert said(client, "/a") == [f"{word}1", f"{word}2", f"{word}2", 404]
    assert said(client, "/b") == [404, 404, word, word]


def test_the_highest_since(serve, word):
    views = [view(f"{word}{since}", "/a", since=since) for since in (1, 2, 4)]
    for order in (views, views[::-1]):
        client = serve(*order, shuffled=False)
        assert said(client, "/a") == [f"{word}{since}" for since in (1, 2, 2, 4)]


def test_one_that_ends_uncovers_another(serve, word):
    client = serve(view(f"{word}1", "/a"), view(f"{word}2", "/a", since=2, until=2))
    assert said(client, "/a") == [f"{word}{number}" for number in (1, 2, 1, 1)]


def test_each_method_by_itself(serve, word):
    client = serve(
        view(f"{word}1", "/a", methods=["GET", "PUT"]),
        view(f"{word}2", "/a", methods=["PUT", "DELETE"], since=3),
    )
    assert said(client, "/a") == [f"{word}1"] * 4
    assert said(client, "/a", method="PUT") == [f"{word}{one}" for one in (1, 1, 2, 2)]
    assert said(client, "/a", method="DELETE") == [405, 405, f"{word}2", f"{word}2"]


def test_allow(serve, word):
    client = serve(
        view(word, "/a"), view(word, "/a", methods=["PUT"], since=2, until=2),
        view(word, "/b", methods=["POST"]),
    )
    told = [client.patch(f"/v{version}/a") for version in (1, 2, 3)]
    assert [one.status_code for one in told] == [405] * 3
    allowed = [set(one.headers["Allow"].split(", ")) for one in told]
    plain = {"GET", "HEAD", "OPTIONS"}
    assert allowed == [plain, plain | {"PUT"}, plain]
    options = client.options("/v2/a")
    assert (options.status_code, client.head("/v2/a").status_code) == (200, 200)
    assert set(options.headers["Allow"].split(", ")) == plain | {"PUT"}
    assert client.get("/v2/b").status_code == 405


def test_versions_that_there_are_not(serve, word):
    client = serve(view(word, "/a"), last=3)
    paths = ["/v0/a", "/v4/a", "/v01/a", "/V1/a", "/v1.0/a", "/v/a", "/a", "/v-1/a", "/v1/b"]
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_several_rules(serve, word):
    client = serve(view(word, "/a", also="/b"))
    assert said(client, "/a") + said(client, "/b") == [word] * 8


def test_what_is_declared_twice(subject, word):
    def tried(*views):
        return subject.probe(TRIED, settings={"LAST": 2, "VIEWS": list(views)})

    first = view("a", f"/{word}", methods=["GET", "PUT"])
    assert tried(first, view("b", f"/{word}", name="m", methods=["PUT", "POST"])) == "ValueError"
    assert tried(first, view("b", f"/{word}", name="m", methods=["POST"])) == "made"
    assert tried(first, view("b", f"/{word}", since=2, methods=["PUT"])) == "made"


def test_the_version_of_a_request(serve, word):
    client = serve(view(word, "/a"))
    assert [client.get(f"/v{one}/a").json["version"] for one in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert client.get("/link-to/n").json["version"] is None


def test_links_stay_in_their_version(serve, word):
    client = serve(view(word, "/a/<int:number>", link="n"))
    told = [client.get(f"/v{one}/a/7").json["link"] for one in (1, 2, 4)]
    assert told == ["/v1/a/7", "/v2/a/7", "/v4/a/7"]
    assert client.get("/link-to/n?number=5").json["link"] == "/v4/a/5"


def test_links_to_other_versions(serve, word):
    client = serve(view(word, "/a/<int:number>", link="n"))
    told = [client.get(f"/link-to/n?number=5&version={one}").json["link"] for one in (1, 3)]
    assert told == ["/v1/a/5", "/v3/a/5"]


def test_links_to_what_has_moved(serve, word):
    client = serve(
        view(word, "/start", name="start", link="n"),
        view(word, f"/{word}-1", until=1), view(word, f"/{word}-2", since=2),
        view(word, f"/{word}-4", since=4),
    )
    told = [client.get(f"/v{one}/start").json["link"] for one in (1, 2, 3, 4)]
    assert told == [f"/v{one}/{word}-{two}" for one, two in ((1, 1), (2, 2), (3, 2), (4, 4))]


def test_links_to_nowhere(serve, word):
    client = serve(view(word, "/a", name="start", link="n"), view(word, "/b", since=2, until=3))
    assert [client.get(f"/v{one}/a").status_code for one in (1, 2, 3, 4)] == [404, 200, 200, 404]
    assert client.get(f"/link-to/{word}").status_code == 404


def test_below_a_path(serve, word):
    client = serve(view(word, "/a/<int:number>", link="n"))
    told = client.get("/v2/a/7", base_url="http://localhost/shop").json
    assert (told["link"], told["version"]) == ("/shop/v2/a/7", 2)


def test_another_api(subject, word):
    first = subject.client()
    settings = {"LAST": 1, "VIEWS": [view(word, f"/{word}")]}
    paths = [f"/v1/{word}", f"/v2/{word}", "/v1/orders/7"]
    assert subject.probe(OTHER, settings=settings, paths=paths) == [200, 404, 404]
    assert [first.get(path).status_code for path in paths] == [404, 404, 200]
