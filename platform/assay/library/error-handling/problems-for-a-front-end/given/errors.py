def install(app):
    """Make errors below /api/ what the front end can read."""
