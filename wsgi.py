"""The web entry: `gunicorn wsgi:app`."""

from assay.app import create_app
from assay.core.settings import Settings

app = create_app(Settings.from_env())
