"""Believes that a view may look at the version by itself, behind one rule."""

import flask


class Api:
    def __init__(self, last):
        self._last = last
        self._views = []
        self._names = {}  # (version, name) -> (since, endpoint)
        self._versions = {}  # endpoint -> version

    def route(self, rule, *, methods=("GET",), name, since=1, until=None):
        def decorate(view):
            for method in methods:
                if any(one[:3] == (rule, method, since) for one in self._views):
                    raise ValueError(f"{method} {rule} is declared twice since {since}")
                self._views.append((rule, method, since, until, name, view))
            return view

        return decorate

    def install(self, app):
        for version in range(1, self._last + 1):
            taken = {one[:2] for one in self._of(version)}
            for one in self._views:
                if one[:2] not in taken:
                    taken.add(one[:2])
                    app.add_url_rule(f"/v{version}{one[0]}", f"v{version}:none:{one[:2]}", lambda **_: flask.abort(405), methods=[one[1]])
            for rule, method, since, name, view in self._of(version):
                endpoint = f"v{version}:{name}:{since}:{method}:{rule}"
                app.add_url_rule(f"/v{version}{rule}", endpoint, view, methods=[method])
                self._versions[endpoint] = version
                known = self._names.get((version, name))
                if known is None or known[0] < since:
                    self._names[version, name] = since, endpoint

    def _of(self, version):
        best = {}
        for rule, method, since, until, name, view in self._views:
            if since <= version and (until is None or version <= until):
                known = best.get((rule, method))
                if known is None or known[0] < since:
                    best[rule, method] = since, name, view
        for (rule, method), (since, name, view) in best.items():
            yield rule, method, since, name, view

    @property
    def version(self):
        return self._versions.get(flask.request.endpoint)

    def url_for(self, name, *, version=None, **values):
        version = version or self.version or self._last
        if (version, name) not in self._names:
            raise LookupError(f"version {version} has no {name}")
        return flask.url_for(self._names[version, name][1], **values)
