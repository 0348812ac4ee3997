import pytest
from nginx import Nginx

SITE = "https://gallery.example"
APP = {"127.0.0.1:8000", "localhost:8000"}
PATHS = ["/", "/pictures/7", "/pictures", "/events", "/metrics", "/metrics/cpu", "/static-pages", "/x/y"]
HOUSE = "10.2.3.4"


@pytest.fixture
def nginx(subject, tmp_path):
    file = tmp_path / "nginx.conf"
    file.write_text(subject.read("nginx.conf"))
    return Nginx(file)


@pytest.fixture
def word(rng):
    return f"w{rng.randrange(10**6)}"


def test_the_gallery_is_reached(nginx, client, word):
    target, path, headers = nginx.request(f"{SITE}/{word}").passed_on
    assert target in APP
    assert client.get(path, headers=headers).json["path"] in (word, f"/{word}")


def test_paths_are_kept(nginx, word):
    paths = [*PATHS, f"/{word}?page=2&next=/static/", f"/pictures/{word}?large", f"/events?last={word}"]
    told = [nginx.request(SITE + path, visitor=HOUSE).passed_on for path in paths]
    assert [one[1] for one in told] == paths
    assert {one[0] for one in told} <= APP


def test_who_asks(nginx, client, rng):
    visitor = f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 250)}"
    forged = {
        "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example",
    }
    for path in PATHS:
        for sent in ({}, forged):
            _, path, headers = nginx.request(SITE + path, visitor=visitor, headers=sent).passed_on
            told = client.get(path, headers=headers).json
            seen = (told["visitor"], told["scheme"], told["host"])
            assert seen == (visitor, "https", "gallery.example"), path


def test_from_http_to_https(nginx, word):
    for path in ("/", f"/pictures/{word}?page=2", f"/static/{word}.css", "/metrics"):
        told = nginx.request(f"http://gallery.example{path}", visitor=HOUSE)
        assert (told.status, told.leads) == (301, SITE + path)


def test_other_hosts(nginx, word):
    hosts = [f"{word}.example", "www.gallery.example", "192.0.2.80"]
    told = [nginx.request(f"{scheme}://{host}/pictures") for host in hosts for scheme in ("http", "https")]
    assert [one.status for one in told] == [444] * 6
    assert nginx.request(f"{SITE}/pictures").status is None


def test_static_files(nginx, word):
    for path in (f"{word}.css", f"icons/{word}.svg"):
        told = nginx.request(f"{SITE}/static/{path}")
        assert (told.file, told.passed_on) == (f"/srv/gallery/static/{path}", None)
    for path in (*PATHS, "/static../app.py", "/staticfiles", f"/{word}/static/a.css"):
        told = nginx.request(SITE + path, visitor=HOUSE)
        assert told.file is None
        assert told.passed_on[1] == path


def test_headers_of_answers(nginx, word):
    for path in (*PATHS, f"/static/{word}.css"):
        for status in (200, 201, 302, 403, 404, 413, 500, 502):
            added = nginx.request(SITE + path).added(status)
            assert added.get("x-frame-options") == "DENY", (path, status)
    kept = nginx.request(f"{SITE}/static/{word}.css").added(200).get("cache-control")
    assert kept == "public, max-age=31536000, immutable"
    for path in PATHS:
        assert "cache-control" not in nginx.request(SITE + path).added(200)


def test_bodies(nginx, word):
    large = ["/pictures", "/pictures/", f"/pictures/{word}"]
    assert [nginx.request(SITE + path).size() for path in large] == [20 * 1024**2] * 3
    small = ["/", "/events", "/metrics", f"/{word}", f"/{word}/pictures"]
    assert [nginx.request(SITE + path).size() for path in small] == [1024**2] * 5


def test_events(nginx, word):
    told = nginx.request(f"{SITE}/events?last={word}")
    assert (told.holds_back(), told.silence()) == (False, 3600)
    for path in ("/", "/pictures/7", f"/{word}"):
        told = nginx.request(SITE + path)
        assert (told.holds_back(), told.silence()) == (True, 30), path


def test_numbers_for_the_house(nginx, rng):
    for path in ("/metrics", "/metrics/cpu"):
        for visitor, status in ((HOUSE, None), ("10.255.0.1", None), ("192.0.2.9", 403), ("11.0.0.1", 403)):
            assert nginx.request(SITE + path, visitor=visitor).status == status
    for path in ("/", "/pictures/7", "/static/a.css", "/events"):
        assert nginx.request(SITE + path, visitor="192.0.2.9").status is None
