"""localhost is this machine, also where the machine can't resolve a single name."""

import http.server
import socket
import threading

import pytest

from tools import loopback


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the Host that it was asked as."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Set-Cookie", "seen=1")
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    with http.server.HTTPServer(("127.0.0.1", 0), Echo) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server.server_port
        server.shutdown()
        serving.join()


@pytest.fixture
def nameless(monkeypatch):
    """A machine without /etc/hosts and without a name server."""
    known = socket.getaddrinfo

    def asked(host, *rest, **more):
        if host == "localhost":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", asked)


def test_localhost_is_reached_where_no_name_resolves(port, nameless):
    with loopback.client(f"http://localhost:{port}") as client:
        assert client.get("/").text == f"localhost:{port}"


def test_cookies_and_addresses_stay_localhosts(port):
    with loopback.client(f"http://localhost:{port}") as client:
        answer = client.get("/page")
        assert str(answer.url) == f"http://localhost:{port}/page"
        assert client.cookies.get("seen", domain="localhost.local") == "1"
