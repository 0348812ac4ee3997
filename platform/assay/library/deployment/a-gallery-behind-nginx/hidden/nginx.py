"""What nginx makes of a file: which block serves a request, and what holds there."""

import re
from ipaddress import ip_address, ip_network

import crossplane

LISTS = {"proxy_set_header", "add_header", "allow", "deny"}
UNKNOWN = {"if", "map", "rewrite", "include", "try_files", "geo", "set"}
SIZES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
TIMES = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
WITHOUT_ALWAYS = {200, 201, 204, 206, 301, 302, 303, 304, 307, 308}


def amount(text, units):
    number, unit = re.fullmatch(r"(\d+)([a-z]*)", text.lower()).groups()
    return int(number) * units[unit]


class Block:
    """One server or location within the blocks around it."""

    def __init__(self, parsed, outer=None):
        self.outer = outer
        self.lines = [(one["directive"], one["args"]) for one in parsed.get("block", [])]
        self.blocks = [one for one in parsed.get("block", []) if "block" in one]
        self.args = parsed.get("args", [])

    def own(self, *names):
        return [(name, args) for name, args in self.lines if name in names]

    def last(self, name, default=None):
        """The value of a directive that is said once, from here or from around."""
        if found := self.own(name):
            return found[-1][1]
        return self.outer.last(name, default) if self.outer else default

    def list(self, *names):
        """A list comes from outside only where there is none here."""
        found = self.own(*names)
        return found or (self.outer.list(*names) if self.outer else [])


class Nginx:
    def __init__(self, file):
        told = crossplane.parse(str(file), single=True)
        assert told["errors"] == [], told["errors"]
        parsed = told["config"][0]["parsed"]
        (http,) = [one for one in parsed if one["directive"] == "http"]
        assert [one for one in parsed if one["directive"] == "events"]
        self.http = Block(http)
        self.servers = [Block(one, self.http) for one in self.http.blocks if one["directive"] == "server"]
        self.upstreams = {
            one["args"][0]: [args[0] for name, args in Block(one).own("server")]
            for one in self.http.blocks
            if one["directive"] == "upstream"
        }
        for server in self.servers:
            locations = [Block(one, server) for one in server.blocks]
            inner = [one for location in locations for one in location.blocks]
            names = {name for block in (self.http, server, *locations) for name, _ in block.lines}
            assert not inner and not names & UNKNOWN, "this is not read here"

    def server(self, port, host):
        found, first, named = [], [], []
        for server in self.servers:
            for _, args in server.own("listen"):
                if int(args[0].rpartition(":")[2]) == port:
                    found.append(server)
                    if "default_server" in args:
                        first.append(server)
                    names = [name for _, told in server.own("server_name") for name in told]
                    if host in names:
                        named.append(server)
        return (named or first or found or [None])[0]

    def location(self, server, path):
        """The block that serves the path, and the prefix that it matched (None for a pattern)."""
        prefixes, patterns = [], []
        for one in server.blocks:
            kind, text = ("", *one["args"])[-2:]
            if kind == "=" and text == path:
                return Block(one, server), text
            if kind in ("", "^~") and path.startswith(text):
                prefixes.append((len(text), kind, text, one))
            if kind in ("~", "~*"):
                patterns.append((text, re.IGNORECASE if kind == "~*" else 0, one))
        best = max(prefixes, key=lambda told: told[0], default=(0, "", "", None))
        if best[1] != "^~":
            for text, flags, one in patterns:
                if re.search(text, path, flags):
                    return Block(one, server), None
        return (Block(best[3], server), best[2]) if best[3] else (server, "/")

    def request(self, url, *, visitor="192.0.2.1", headers=()):
        return Request(self, url, visitor, {name.lower(): value for name, value in dict(headers).items()})


class Request:
    """One request, as nginx sees it; `status` is None where the application or a file answers."""

    def __init__(self, nginx, url, visitor, headers):
        found = re.fullmatch(r"(https?)://([^/]+)(/[^?]*)(\?.*)?", url)
        self.scheme, self.host, self.path, self.query = found[1], found[2], found[3], found[4] or ""
        self.nginx, self.visitor, self.sent = nginx, visitor, headers
        self.server = nginx.server(443 if self.scheme == "https" else 80, self.host)
        self.block, self.prefix = nginx.location(self.server, self.path)
        self.status, self.leads = None, None
        returned = self.server.own("return") or self.block.own("return")
        rejected = self.server.last("ssl_reject_handshake", ["off"]) == ["on"]
        if self.scheme == "https" and rejected:
            self.status = 444
        elif returned:
            args = returned[0][1]
            self.status, self.leads = int(args[0]), self.filled(args[1]) if args[1:] else None
        elif not self._is_let_in():
            self.status = 403

    def _is_let_in(self):
        for name, (told,) in self.block.list("allow", "deny"):
            if told == "all" or ip_address(self.visitor) in ip_network(told, strict=False):
                return name == "allow"
        return True

    def filled(self, text):
        forwarded = self.sent.get("x-forwarded-for")
        known = {
            "host": self.host, "http_host": self.host, "scheme": self.scheme, "uri": self.path,
            "remote_addr": self.visitor, "request_uri": self.path + self.query,
            "http_x_forwarded_for": forwarded or "", "server_port": "443", "proxy_host": "127.0.0.1:8000",
            "proxy_add_x_forwarded_for": f"{forwarded}, {self.visitor}" if forwarded else self.visitor,
        }
        return re.sub(r"\$\{?(\w+)\}?", lambda found: known[found[1]], text)

    @property
    def passed_on(self):
        """(where to, path and query, headers) of what goes to the application; None if nothing does."""
        own = self.block.own("proxy_pass")
        if self.status or not own:
            return None
        told = re.fullmatch(r"http://([^/$]+)(/[^$]*|\$request_uri)?", own[-1][1][0])
        target, uri = told[1], told[2]
        (target,) = self.nginx.upstreams.get(target, [target])
        path = self.path + self.query
        if uri and uri != "$request_uri":
            assert self.prefix is not None, "a pattern takes no address behind proxy_pass"
            path = uri + path.removeprefix(self.prefix)
        headers = {**self.sent, "host": "127.0.0.1:8000"}
        for _, (name, value) in self.block.list("proxy_set_header"):
            headers[name.lower()] = self.filled(value)
        return target, path, {name: value for name, value in headers.items() if value}

    @property
    def file(self):
        """The file that is given out; None where there is none."""
        if self.status or self.block.own("proxy_pass"):
            return None
        if alias := self.block.own("alias"):
            assert self.prefix is not None, "alias is read with a prefix here"
            return alias[-1][1][0] + self.path.removeprefix(self.prefix)
        root = self.block.last("root")
        return root[0] + self.path if root else None

    def added(self, status):
        """The headers that nginx adds to an answer with this status."""
        return {
            args[0].lower(): self.filled(args[1])
            for _, args in self.block.list("add_header")
            if "always" in args[2:] or status in WITHOUT_ALWAYS
        }

    def size(self):
        return amount(self.block.last("client_max_body_size", ["1m"])[0], SIZES)

    def silence(self):
        return amount(self.block.last("proxy_read_timeout", ["60s"])[0], TIMES)

    def holds_back(self):
        return self.block.last("proxy_buffering", ["on"]) == ["on"]
