from flask import Flask, request

LONG = "a" * 900_000
PARTS = "multipart/form-data"


def lets_articles_through(*, view=None, settings=()):
    """Whether a long article is taken, and as long a text in another form is refused."""
    app = Flask("newspaper")
    app.config["MAX_CONTENT_LENGTH"] = 16_000_000
    app.config.update(settings)

    @app.post("/articles")
    def article():
        if view:
            exec(view, {"request": request})
        return str(len(request.form["text"]))

    app.add_url_rule(
        "/letters", view_func=lambda: request.form["text"], endpoint="letter", methods=["POST"]
    )
    client = app.test_client()
    taken = client.post("/articles", data={"text": LONG}, content_type=PARTS)
    refused = client.post("/letters", data={"text": LONG}, content_type=PARTS)
    return (taken.text, refused.status_code) == (str(len(LONG)), 413)


def a():
    return lets_articles_through(view="request.max_form_memory_size = 2_000_000")


def b():
    return lets_articles_through(view="request.max_content_length = None")


def c():
    return lets_articles_through(settings={"MAX_FORM_MEMORY_SIZE": 2_000_000})


def d():
    return lets_articles_through(view="request.max_form_parts = 100_000")
