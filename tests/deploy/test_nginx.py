"""deploy/nginx.conf, tried with a real nginx before an upstream that echoes what it was sent."""

import datetime
import json
import os
import re
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tools.stack import free_port

OURS = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NGINX = os.environ.get("ASSAY_NGINX")
AROUND = """
pid {folder}/pid;
error_log {folder}/errors.log;
daemon off;
events {{}}
http {{
    {temporary}
    include {folder}/ours.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Echo(BaseHTTPRequestHandler):
    name = "web"

    def do_GET(self):
        said = json.dumps(
            {
                "path": self.path,
                "upstream": self.name,
                **{k.lower(): v for k, v in self.headers.items()},
            }
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said.encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_):
        pass


class Sockets(Echo):
    name = "live"


def certify(folder):
    """A key and a certificate for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *private))
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))


class Front:
    """nginx with our file, its names and ports made those of this test."""

    def __init__(self, folder, upstream, sockets):
        self.folder, self.http, self.https = folder, free_port(), free_port()
        certify(folder)
        text = OURS.read_text()
        for theirs, here in (
            ("server web:5000;", f"server 127.0.0.1:{upstream};"),
            ("server live:5001;", f"server 127.0.0.1:{sockets};"),
            ("listen 8080;", f"listen 127.0.0.1:{self.http};"),
            ("listen 8443 ssl;", f"listen 127.0.0.1:{self.https} ssl;"),
            ("/etc/assay/certificates", str(folder)),
            ("/dev/stdout", str(folder / "access.log")),
        ):
            assert theirs in text, f"nginx.conf no longer says {theirs!r}"
            text = text.replace(theirs, here)
        (folder / "ours.conf").write_text(text)
        temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, temporary=temporary))
        self.command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        self.command += ["-e", str(folder / "errors.log")]

    def client(self):
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        mounts = {"all://": httpx.HTTPTransport(verify=trust)}
        return httpx.Client(mounts=mounts, headers={"Host": "localhost"})

    def get(self, path, **headers):
        with self.client() as client:
            extensions = {"sni_hostname": "localhost"}
            url = f"https://127.0.0.1:{self.https}{path}"
            return client.get(url, headers=headers, extensions=extensions)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    assert NGINX, "There is no nginx: `./run test` unpacks one, or name it with ASSAY_NGINX."
    upstreams = [ThreadingHTTPServer(("127.0.0.1", 0), kind) for kind in (Echo, Sockets)]
    serving = [threading.Thread(target=one.serve_forever) for one in upstreams]
    for one in serving:
        one.start()
    front = Front(tmp_path_factory.mktemp("nginx"), *(one.server_port for one in upstreams))
    nginx = subprocess.Popen(front.command)
    try:
        _await(front, nginx)
        yield front
    finally:
        nginx.terminate()
        nginx.wait(10)
        for upstream, thread in zip(upstreams, serving, strict=True):
            upstream.shutdown()
            thread.join()
            upstream.server_close()


def _await(front, nginx):
    deadline = time.monotonic() + 10
    while nginx.poll() is None and time.monotonic() < deadline:
        try:
            return front.get("/")
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail((front.folder / "errors.log").read_text()[-2000:])


def test_nginx_finds_nothing_to_say_against_it(front):
    told = subprocess.run([*front.command, "-t"], capture_output=True, text=True, check=True).stderr
    assert "test is successful" in told
    assert "[warn]" not in told


def test_plain_http_is_sent_to_https(front):
    answer = httpx.get(f"http://127.0.0.1:{front.http}/o/x?y=1", headers={"Host": "localhost"})
    assert answer.status_code == 308
    assert answer.headers["location"] == "https://localhost/o/x?y=1"


def test_the_web_is_told_who_asks_and_how(front):
    seen = front.get("/o/", **{"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http"}).json()
    assert (seen["host"], seen["x-forwarded-for"]) == ("localhost", "127.0.0.1")
    assert seen["x-forwarded-proto"] == "https"
    assert re.fullmatch(r"[0-9a-f]{32}", seen["x-request-id"])


@pytest.mark.parametrize("door", ["sit", "o"])
def test_a_websocket_may_ask_the_live_service_for_its_upgrade(front, door):
    seen = front.get(f"/{door}/live/?EIO=4", Connection="Upgrade", Upgrade="websocket").json()
    assert (seen["connection"], seen["upgrade"]) == ("upgrade", "websocket")
    assert (seen["upstream"], seen["path"]) == ("live", f"/{door}/live/?EIO=4")
    assert seen["x-forwarded-for"] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/o/live/assessments", "/o/liveliness/", "/sit/live", "/x/live/"])
def test_nothing_else_is_the_live_services(front, path):
    seen = front.get(path, Connection="Upgrade", Upgrade="websocket").json()
    assert seen["upstream"] == "web"
    assert "upgrade" not in seen


def test_no_path_is_logged(front):
    front.get("/sit/i/a-secret-link")
    log = (front.folder / "access.log").read_text()
    assert " GET 200 " in log
    assert "secret" not in log


def test_too_much_is_refused_before_it_reaches_the_web(front):
    with front.client() as client:
        url = f"https://127.0.0.1:{front.https}/"
        extensions = {"sni_hostname": "localhost"}
        answer = client.post(url, content=b"x" * (9 << 20), extensions=extensions)
    assert answer.status_code == 413
