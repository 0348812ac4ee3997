"""create_testroom(): the candidate's app, to be mounted under /sit by the composition root."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from assay.core.db import db, flask_config
from assay.core.parts import Parts
from assay.core.settings import Settings
from assay.testroom import brand, guards, headers, languages, problems, routes, wire
from assay.testroom.fast import ShortCut
from assay.testroom.forgery import Forgery
from assay.testroom.limits import make_limiter
from assay.testroom.ticket import TicketOffice

SHARED_TEMPLATES = Path(__file__).parents[1] / "web" / "templates"


def create_testroom(settings: Settings, parts: Parts) -> Flask:
    """Its own routes, cookie, headers and pool; of the staff's side only the page frame and CSS."""
    app = Flask("assay.testroom", static_folder=None, template_folder="templates")
    app.config.update(flask_config(settings), TESTING=settings.testing, TRAP_HTTP_EXCEPTIONS=False)
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=wire.MOST_BYTES)
    app.config.update(MAX_FORM_MEMORY_SIZE=wire.MOST_BYTES)
    app.config.update(SESSION_COOKIE_NAME="assay_room", SESSION_COOKIE_PATH="/sit")
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(Path(__file__).parent / "templates"), FileSystemLoader(SHARED_TEMPLATES)]
    )
    app.jinja_env.globals.update(
        form_token=guards.form_token, look=brand.look, style_nonce=headers.style_nonce
    )
    app.extensions["assay"] = parts
    app.extensions["assay.settings"] = settings
    app.extensions["assay.tickets"] = TicketOffice(settings)
    app.extensions["assay.forgery"] = Forgery(settings.secret_key, settings.base_url)
    db.init_app(app)
    languages.add_to(app)
    routes.add_to(app, make_limiter(app, settings))
    problems.add_to(app)
    app.after_request(headers.make_safe)
    app.wsgi_app = ShortCut(app.wsgi_app, settings)  # type: ignore[method-assign]
    return app
