class Api:
    def __init__(self, last):
        """Serves the versions from 1 to `last`."""

    def route(self, rule, *, methods=("GET",), name, since=1, until=None):
        """Decorate a view of the versions from `since` to `until`; without that, of all later ones."""
        return lambda view: view

    def install(self, app):
        """Add all that was declared to the application."""

    @property
    def version(self):
        """Which version the request is for, as a number; None where for none."""

    def url_for(self, name, *, version=None, **values):
        """The path of the view of that name."""
