"""The web entry; deploy/serve.py serves it."""

from assay.app import create_app
from assay.core.settings import Settings
from assay.testroom import living

app = create_app(Settings.from_env())
living.begin(app)
