from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, abort, request

FOUND = {
    "news.example": "93.184.216.34",
    "localhost": "127.0.0.1",
    "127.1": "127.0.0.1",
    "::1": "::1",
    "169.254.169.254": "169.254.169.254",
    "wiki.example": "10.0.0.5",
}
PUBLIC = ["https://news.example/"]
OWN = [
    "http://localhost/",
    "http://127.1/",
    "http://[::1]/",
    "http://169.254.169.254/",
    "http://wiki.example/",
]


def getaddrinfo(host, port):
    """As of socket, with the names of the stem."""
    return [(None, None, 6, "", (FOUND[host], port))]


def tells_apart(may_be_fetched):
    app = Flask("forum")

    @app.get("/preview")
    def preview():
        host = urlsplit(request.args["link"]).hostname
        try:
            if not may_be_fetched(host):
                abort(400)
        except ValueError:
            abort(400)
        return "fetched"

    def status(link):
        return app.test_client().get("/preview", query_string={"link": link}).status_code

    return {status(link) for link in PUBLIC} == {200} and {status(link) for link in OWN} == {400}


def a():
    starts = ("10.", "127.", "169.254.", "192.168.", "::", "localhost")
    return tells_apart(lambda host: not host.startswith(starts))


def b():
    return tells_apart(lambda host: ip_address(host).is_global)


def c():
    return tells_apart(lambda host: host not in ("localhost", "127.0.0.1", "::1"))


def d():
    return tells_apart(
        lambda host: all(ip_address(info[4][0]).is_global for info in getaddrinfo(host, 443))
    )
