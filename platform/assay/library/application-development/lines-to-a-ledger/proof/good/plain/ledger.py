from flask import current_app, g
from line import connect


class Ledger:
    def __init__(self, app=None):
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        app.config.setdefault("LEDGER_SPARE", 2)
        if not app.config.get("LEDGER_ADDRESS"):
            raise RuntimeError("LEDGER_ADDRESS is not set")
        app.extensions["ledger"] = []
        app.teardown_appcontext(self._end)

    @property
    def line(self):
        if "ledger_line" not in g:
            g.ledger_line = self._take()
        return g.ledger_line

    def _take(self):
        if "ledger" not in current_app.extensions:
            raise RuntimeError("this application is not served")
        spare = current_app.extensions["ledger"]
        while spare:
            line = spare.pop()
            if line.alive():
                return line
            line.close()
        return connect(current_app.config["LEDGER_ADDRESS"])

    def _end(self, error):
        line = g.pop("ledger_line", None)
        if line is None:
            return
        spare = current_app.extensions["ledger"]
        if error is None and len(spare) < current_app.config["LEDGER_SPARE"]:
            spare.append(line)
        else:
            line.close()
