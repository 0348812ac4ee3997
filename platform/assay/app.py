"""The composition root of the web: create_app()."""

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from assay import cli, web
from assay.accounts import security
from assay.core.db import db, flask_config, refuse_if_rls_bypassed
from assay.core.parts import Parts
from assay.core.settings import Settings
from assay.testroom.app import create_testroom
from assay.web import bundles
from assay.web.request_ids import RequestIds, note_networks, note_routes


def create_app(settings: Settings) -> Flask:
    """The staff's app, with the candidates' app mounted in it under /sit.

    Refuses to start (RoleTooStrong) where the database would not hold organisations apart.
    """
    app = Flask("assay.web")
    parts = Parts.of(settings)
    app.extensions["assay"] = parts
    app.config.update(flask_config(settings))
    app.config.update(web.config(settings))
    db.init_app(app)
    security.init(app, settings)
    web.init(app, settings)
    cli.register(app)
    with app.app_context():
        refuse_if_rls_bypassed(db.engine)
    testroom = create_testroom(settings, parts)
    app.extensions["assay.testroom"] = testroom
    note_routes(app, testroom)
    note_networks(app)
    bundles.init(app, testroom)
    doors = DispatcherMiddleware(app.wsgi_app, {"/sit": testroom})
    seen = ProxyFix(doors, x_for=settings.proxies, x_proto=settings.proxies)
    app.wsgi_app = RequestIds(seen)  # type: ignore[method-assign]
    return app
