from functools import cache, lru_cache

from flask import Flask, g, request

ASKED = ("fr", "pl", "fr", "pl", "fr")


class Loader:
    def __init__(self):
        self.languages = []

    def __call__(self, language):
        self.languages.append(language)
        return f"menu {language}"


def is_right(make, before=lambda menu: None):
    """make(load) gives (the cached function, what a view calls); before() runs first."""
    app, load = Flask("shop"), Loader()
    menu, call = make(load)

    @app.before_request
    def take_language():
        before(menu)
        g.language = request.args["language"]

    @app.get("/")
    def page():
        return call()

    texts = [app.test_client().get(f"/?language={one}").text for one in ASKED]
    return texts == [f"menu {one}" for one in ASKED] and sorted(load.languages) == ["fr", "pl"]


def a():
    def make(load):
        menu = cache(lambda language: load(language))
        return menu, lambda: menu(g.language)

    return is_right(make)


def b():
    def make(load):
        menu = lru_cache(maxsize=2)(lambda: load(g.language))
        return menu, menu

    return is_right(make)


def c():
    def make(load):
        menu = cache(lambda: load(g.language))
        return menu, menu

    return is_right(make, before=lambda menu: menu.cache_clear())


def d():
    def make(load):
        def menu():
            if "menu" not in g:
                g.menu = load(g.language)
            return g.menu

        return menu, menu

    return is_right(make)
