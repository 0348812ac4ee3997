import pytest


class Page:
    def __init__(self, client, name="plan"):
        self.client, self.url, self.name = client, f"/pages/{name}", name

    def put(self, text, **headers):
        names = {name.replace("_", "-"): tag for name, tag in headers.items()}
        return self.client.put(self.url, json={"text": text}, headers=names)

    def make(self, text="first"):
        made = self.put(text, If_None_Match="*")
        assert made.status_code == 201
        assert (made.json["name"], made.json["text"]) == (self.name, text)
        return made.headers["ETag"]

    def save(self, tag, text):
        saved = self.put(text, If_Match=tag)
        assert saved.status_code == 200
        assert (saved.json["name"], saved.json["text"]) == (self.name, text)
        return saved.headers["ETag"]

    def delete(self, tag=None):
        headers = {"If-Match": tag} if tag else {}
        return self.client.delete(self.url, headers=headers).status_code

    def now(self):
        shown = self.client.get(self.url)
        assert shown.status_code == 200
        return shown.headers["ETag"], shown.json["text"]


@pytest.fixture
def page(client):
    return Page(client)


@pytest.fixture
def tag(page):
    return page.make()


def test_a_page_is_made_once(page, tag):
    assert page.now() == (tag, "first")
    assert page.put("other", If_None_Match="*").status_code == 412
    assert page.now() == (tag, "first")


def test_the_tag_of_a_save_is_the_next_one(page, tag):
    second = page.save(tag, "second")
    assert page.now() == (second, "second")
    third = page.save(second, "third")
    assert page.now() == (third, "third")
    assert len({tag, second, third}) == 3


def test_an_older_tag_is_refused(page, tag):
    second = page.save(tag, "second")
    assert page.put("other", If_Match=tag).status_code == 412
    assert page.delete(tag) == 412
    assert page.now() == (second, "second")


@pytest.mark.parametrize("texts", [["second", "first"], ["first"]])
def test_no_tag_comes_back(page, tag, texts):
    now = tag
    for text in texts:
        now = page.save(now, text)
    assert now != tag
    assert page.put("other", If_Match=tag).status_code == 412
    assert page.now() == (now, "first")


def test_without_a_tag(page, tag):
    assert page.put("other").status_code == 428
    assert page.delete() == 428
    assert page.now() == (tag, "first")


def test_made_anew(page, tag):
    second = page.save(tag, "second")
    assert page.delete(second) == 204
    assert page.client.get(page.url).status_code == 404
    assert page.put("other", If_Match=second).status_code == 412
    third = page.make()
    fourth = page.save(third, "second")
    assert len({tag, second, third, fourth}) == 4
    for old in (tag, second, third):
        assert page.put("other", If_Match=old).status_code == 412
    assert page.now() == (fourth, "second")


def test_reading_again(page, tag):
    for known in (tag, f'{tag}, "x"', f'"x", {tag}', f'"x", {tag}, "y"'):
        told = page.client.get(page.url, headers={"If-None-Match": known})
        assert (told.status_code, told.data, told.headers["ETag"]) == (304, b"", tag)
    second = page.save(tag, "second")
    told = page.client.get(page.url, headers={"If-None-Match": f'"x", {tag}'})
    assert (told.status_code, told.headers["ETag"]) == (200, second)


def test_pages_are_independent(client, page, tag):
    other = Page(client, "other")
    mark = other.make("first")
    page.save(tag, "second")
    assert other.now() == (mark, "first")
    assert page.delete(page.now()[0]) == 204
    assert other.now() == (mark, "first")
