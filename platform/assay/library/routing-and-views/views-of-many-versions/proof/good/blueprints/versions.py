import itertools
from dataclasses import dataclass

from flask import Blueprint, current_app, request, url_for


@dataclass(frozen=True)
class Declared:
    rule: str
    methods: frozenset
    name: str
    since: int
    until: float
    view: object


class Api:
    def __init__(self, last):
        self.all = range(1, last + 1)
        self.declared = []

    def route(self, rule, *, methods=("GET",), name, since=1, until=None):
        end = float("inf") if until is None else until

        def declared(view):
            self.declared.append(Declared(rule, frozenset(methods), name, since, end, view))
            return view

        return declared

    def install(self, app):
        for one, other in itertools.combinations(self.declared, 2):
            same = (one.rule, one.since) == (other.rule, other.since)
            if same and one.methods & other.methods:
                raise ValueError(one.rule)
        for version in self.all:
            app.register_blueprint(self.blueprint(version))

    def fitting(self, version):
        found = [one for one in self.declared if one.since <= version <= one.until]
        return sorted(found, key=lambda one: -one.since)

    def blueprint(self, version):
        made, taken, numbers = Blueprint(f"api{version}", __name__), set(), itertools.count()
        for one in self.fitting(version):
            free = {method for method in one.methods if (one.rule, method) not in taken}
            taken |= {(one.rule, method) for method in free}
            if free:
                made.add_url_rule(
                    f"/v{version}{one.rule}",
                    endpoint=f"{self.key(one)}_{next(numbers)}",
                    view_func=one.view,
                    methods=free,
                )
        return made

    def key(self, one):
        return one.name.encode().hex()

    @property
    def version(self):
        inside = {f"api{version}": version for version in self.all}
        return inside.get(request.blueprint)

    def url_for(self, name, *, version=None, **values):
        if version is None:
            version = self.version if self.version else self.all[-1]
        begin = f"api{version}.{name.encode().hex()}_"
        known = [one for one in current_app.view_functions if one.startswith(begin)]
        if not known:
            raise LookupError(name)
        return url_for(min(known, key=lambda one: int(one.rpartition("_")[2])), **values)
