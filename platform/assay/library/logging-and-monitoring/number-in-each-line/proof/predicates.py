import io
import logging

from flask import Flask, g, has_app_context

LIBRARIES = ("sqlalchemy.engine", "mailer")
WANTED = ["- start", "7 own", "7 sqlalchemy.engine", "7 mailer", "- end"]


class Numbered(logging.Filter):
    def filter(self, record):
        record.number = g.get("number", "-") if has_app_context() else "-"
        return True


def begins_each_line(set_up):
    """Whether each line is written with its number. set_up(own, root, handler) adds the filters."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(number)s %(message)s"))
    forget()
    logging.getLogger().addHandler(handler)
    app = Flask("shop")
    app.before_request(lambda: setattr(g, "number", 7))

    @app.get("/")
    def view():
        app.logger.warning("own")
        for name in LIBRARIES:
            logging.getLogger(name).warning(name)
        return ""

    set_up(app.logger, logging.getLogger(), handler)
    logging.getLogger("mailer").warning("start")
    app.test_client().get("/")
    logging.getLogger("mailer").warning("end")
    forget()
    return written.getvalue().splitlines() == WANTED


def forget():
    """Loggers are global: none keeps what an earlier set-up gave it."""
    for name in (None, "shop", "sqlalchemy", *LIBRARIES):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.filters.clear()
        logger.propagate = True


def a():
    return begins_each_line(lambda own, root, handler: handler.addFilter(Numbered()))


def b():
    return begins_each_line(lambda own, root, handler: root.addFilter(Numbered()))


def c():
    def set_up(own, root, handler):
        own.addFilter(Numbered())
        logging.getLogger("sqlalchemy").addFilter(Numbered())

    return begins_each_line(set_up)


def d():
    def set_up(own, root, handler):
        own.addFilter(Numbered())
        layout = "%(number)s %(message)s"
        handler.setFormatter(logging.Formatter(layout, defaults={"number": "-"}))

    return begins_each_line(set_up)
