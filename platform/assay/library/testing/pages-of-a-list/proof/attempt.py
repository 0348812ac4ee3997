from flask import Flask

FIRST, FURTHER = 8, 12
TESTED = (0, 1, 7, 9, 23)


def last_of(total):
    app = Flask("books")

    @app.get("/books")
    def books():
        return {"last": (total + 4) // 12 + 1}

    return app.test_client().get("/books").json["last"]


def is_wrong(total):
    """Whether the view names another page than the last one, as the pages are filled."""
    pages, room = 1, FIRST
    while room < total:
        pages, room = pages + 1, room + FURTHER
    return last_of(total) != pages


def works(answer):
    """Whether this many books show the fault, and no fewer do."""
    assert not any(is_wrong(total) for total in TESTED)
    wanted = int(answer)
    return is_wrong(wanted) and not any(is_wrong(total) for total in range(wanted))
