from flask import Blueprint, Flask, g, url_for


def keeps_the_language(add=lambda pages: None, take=lambda values: values.pop("language"), **more):
    """Whether both languages lead to their own page. add(pages) is the change."""
    pages = Blueprint("pages", "pages", url_prefix="/<language>", **more)

    @pages.url_value_preprocessor
    def take_language(endpoint, values):
        g.language = take(values)

    @pages.get("/about")
    def about():
        return url_for("pages.contact")

    @pages.get("/contact")
    def contact():
        return "Write to us"

    add(pages)
    app = Flask("site")
    app.logger.disabled = True
    app.register_blueprint(pages)
    answers = [app.test_client().get(f"/{language}/about").text for language in ("fr", "de")]
    return answers == ["/fr/contact", "/de/contact"]


def a():
    assert not keeps_the_language()
    return keeps_the_language(
        lambda pages: pages.context_processor(lambda: {"language": g.language})
    )


def b():
    return keeps_the_language(url_defaults={"language": "fr"})


def c():
    return keeps_the_language(take=lambda values: values["language"])


def d():
    return keeps_the_language(
        lambda pages: pages.url_defaults(
            lambda endpoint, values: values.setdefault("language", g.language)
        )
    )
