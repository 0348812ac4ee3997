import queue
import weakref

import flask
import line as lines


class Pool:
    """The spare lines of one application."""

    def __init__(self, address, most):
        self.address, self.most = address, most
        self.spare = queue.SimpleQueue()

    def get(self):
        try:
            found = self.spare.get_nowait()
        except queue.Empty:
            return lines.connect(self.address)
        if found.alive():
            return found
        found.close()
        return self.get()

    def put(self, one):
        if self.spare.qsize() >= self.most:
            one.close()
        else:
            self.spare.put(one)


class Ledger:
    def __init__(self, *apps):
        self.pools = weakref.WeakKeyDictionary()
        for app in apps:
            self.init_app(app)

    def init_app(self, app):
        try:
            address = app.config["LEDGER_ADDRESS"]
        except KeyError as error:
            raise RuntimeError("no address") from error
        pool = self.pools[app] = Pool(address, app.config.get("LEDGER_SPARE", 2))

        @app.teardown_appcontext
        def give_back(error):
            for one in flask.g.pop("lines_taken", []):
                if error:
                    one.close()
                else:
                    pool.put(one)

    @property
    def line(self):
        taken = flask.g.setdefault("lines_taken", [])
        if not taken:
            app = flask.current_app._get_current_object()
            if app not in self.pools:
                raise RuntimeError(f"{app} has no ledger")
            taken.append(self.pools[app].get())
        return taken[0]
