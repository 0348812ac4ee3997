from line import connect


class Ledger:
    def __init__(self, app=None):
        """`app` may be given here, or to init_app() later."""

    def init_app(self, app):
        """Serve this application, too."""

    @property
    def line(self):
        """The line of this context."""
        return connect("ledger.example")
