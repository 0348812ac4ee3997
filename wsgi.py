"""The web entry; deploy/serve.py serves it."""

from assay.app import create_app
from assay.core.settings import Settings

app = create_app(Settings.from_env())
