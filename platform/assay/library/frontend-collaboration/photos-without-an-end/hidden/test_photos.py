import pytest

WORDS = ["Harbour", "Lighthouse", "Medina", "Glacier", "Paddy", "Tram", "Mangrove"]


class Club:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng

    def add(self, *, day=None, hour=None, tags=()):
        day = self.rng.randint(1, 28) if day is None else day
        hour = self.rng.randint(0, 23) if hour is None else hour
        told = {
            "title": f"{self.rng.choice(WORDS)} {self.rng.randrange(10**6)}",
            "taken": f"2026-05-{day:02}T{hour:02}:00:00",
            "tags": list(tags),
        }
        made = self.client.post("/photos", json=told)
        assert made.status_code == 201
        return made.json

    def remove(self, photo):
        assert self.client.delete(f"/photos/{photo['id']}").status_code == 204

    def page(self, address="/photos", **asked):
        got = self.client.get(address, query_string=asked or None)
        assert got.status_code == 200
        return got.json["items"], got.json["next"]

    def rest(self, following):
        """The pages from this address on; no list here is longer than 20 pages."""
        pages = []
        while following is not None and len(pages) < 20:
            items, following = self.page(following)
            pages.append(items)
        return pages


@pytest.fixture
def club(client, rng):
    return Club(client, rng)


def newest_first(photos):
    return sorted(photos, key=lambda photo: (photo["taken"], photo["id"]), reverse=True)


def flat(pages):
    return [photo for page in pages for photo in page]


def test_a_short_list(club, rng):
    days = rng.sample(range(1, 28), 4)
    photos = [club.add(day=day) for day in days]
    assert club.page() == (newest_first(photos), None)


def test_twenty_at_first(club):
    photos = newest_first([club.add() for _ in range(23)])
    items, following = club.page()
    assert items == photos[:20]
    assert club.page(following) == (photos[20:], None)


def test_every_photo_once(club):
    photos = [club.add(day=3, hour=5) for _ in range(7)] + [club.add() for _ in range(4)]
    pages = club.rest("/photos?limit=3")
    assert flat(pages) == newest_first(photos)
    assert [len(page) for page in pages] == [3, 3, 3, 2]


def test_a_last_page_that_is_full(club, rng):
    limit = rng.randint(2, 4)
    photos = [club.add() for _ in range(2 * limit)]
    pages = club.rest(f"/photos?limit={limit}")
    assert [len(page) for page in pages] == [limit, limit]
    assert flat(pages) == newest_first(photos)


def test_photos_are_added_meanwhile(club):
    photos = newest_first([club.add(day=day, hour=4) for day in range(5, 14)])
    items, following = club.page(limit=4)
    for _ in range(3):
        club.add(day=20)
    club.add(day=13, hour=8)
    assert items + flat(club.rest(following)) == photos
    late = club.add(day=1)
    assert flat(club.rest(following)) == [*photos[4:], late]


def test_photos_are_removed_meanwhile(club, rng):
    photos = newest_first([club.add(day=day) for day in range(5, 14)])
    items, following = club.page(limit=4)
    club.remove(items[-1])
    club.remove(items[rng.randint(0, 2)])
    assert flat(club.rest(following)) == photos[4:]
    club.remove(photos[4])
    assert flat(club.rest(following)) == photos[5:]


def test_the_tag_is_kept(club, rng):
    tag = f"sea & sand+{rng.randrange(10**6)} = 100% Küste"
    tagged = [club.add(tags=["x", tag]) for _ in range(5)]
    others = [club.add(tags=["sea"]) for _ in range(5)]
    items, following = club.page(tag=tag, limit=2)
    pages = [items, *club.rest(following)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert flat(pages) == newest_first(tagged)
    assert club.page() == (newest_first(tagged + others), None)


def test_the_length_is_kept(club, rng):
    limit = rng.randint(2, 5)
    photos = [club.add() for _ in range(3 * limit + 1)]
    pages = club.rest(f"/photos?limit={limit}")
    assert [len(page) for page in pages] == [limit] * 3 + [1]
    assert flat(pages) == newest_first(photos)


def test_addresses_without_a_host(club):
    photos = newest_first([club.add() for _ in range(3)])
    items, following = club.page(limit=2)
    assert following.startswith("/photos?")
    assert [*items, *flat(club.rest(following))] == photos


def test_lengths_that_are_refused(club, client, rng):
    photos = newest_first([club.add() for _ in range(3)])
    for limit in ("0", "51", "-3", "x", "", "2.5", str(rng.randint(60, 999))):
        refused = client.get("/photos", query_string={"limit": limit})
        assert (refused.status_code, refused.json["field"]) == (400, "limit"), limit
    assert club.page(limit=1)[0] == photos[:1]
    assert club.page(limit=50) == (photos, None)


def test_places_that_are_refused(club, client, rng):
    photos = newest_first([club.add() for _ in range(3)])
    for place in ("nonsense", f"no {rng.randrange(10**6)} at all"):
        refused = client.get("/photos", query_string={"after": place})
        assert (refused.status_code, refused.json["field"]) == (400, "after")
    items, following = club.page(limit=2)
    assert items + flat(club.rest(following)) == photos
