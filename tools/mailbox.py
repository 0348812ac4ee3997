"""A mail server that delivers to nobody: it takes everything and shows it in the browser.

`python -m tools.mailbox --smtp PORT --http PORT --folder DIR`. A message is a file: DIR/00001.eml.
"""

import argparse
import json
import signal
import threading
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask, Response, abort, render_template, request
from werkzeug.serving import make_server

HOST = "127.0.0.1"
LONGEST_WAIT = 60.0
OWN_PAGES = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'"
A_LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


class Box:
    """The messages in order of arrival, kept as files; those who wait are woken by a new one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._arrived = threading.Condition()
        self._letters = [file.read_bytes() for file in sorted(folder.glob("*.eml"))]

    def add(self, raw: bytes) -> None:
        """Keep a message and wake whoever waits."""
        with self._arrived:
            (self._folder / f"{len(self._letters) + 1:05}.eml").write_bytes(raw)
            self._letters.append(raw)
            self._arrived.notify_all()

    def one(self, number: int) -> EmailMessage | None:
        """The message of that number, counted from 1."""
        with self._arrived:
            return _parsed(self._letters[number - 1]) if 0 < number <= len(self._letters) else None

    def find(self, to: str | None, after: int, wait: float) -> list[tuple[int, EmailMessage]]:
        """Messages later than `after`; with none yet, wait that many seconds for the first."""
        with self._arrived:
            self._arrived.wait_for(lambda: bool(self._matching(to, after)), timeout=wait)
            return self._matching(to, after)

    def _matching(self, to: str | None, after: int) -> list[tuple[int, EmailMessage]]:
        later = enumerate(self._letters[after:], start=after + 1)
        numbered = [(number, _parsed(raw)) for number, raw in later]
        return [pair for pair in numbered if to is None or to.lower() in _addresses(pair[1])]


class Sink:
    """What the SMTP server does with a message."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take it, whoever it is from and to."""
        self._box.add(envelope.content)
        return "250 Kept, and delivered to nobody"


def make_app(box: Box) -> Flask:
    """The pages and the JSON for programs."""
    app = Flask(
        "tools.mailbox", template_folder="mailbox_view", static_folder="mailbox_view/static"
    )

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", OWN_PAGES)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.get("/")
    def index() -> str:
        letters = [_facts(number, letter) for number, letter in box.find(None, 0, 0)]
        return render_template("index.html", letters=letters[::-1])

    @app.get("/<int:number>")
    def show(number: int) -> str:
        return render_template("letter.html", letter=_facts(number, _found(box, number)))

    @app.get("/<int:number>/html")
    def html(number: int) -> Response:
        # Links open beside the mailbox, as the frame itself may go nowhere.
        body = '<base target="_blank">' + _text(_found(box, number), "html")
        return Response(body, headers={"Content-Security-Policy": A_LETTER})

    @app.get("/<int:number>/attachments/<int:position>")
    def attachment(number: int, position: int) -> Response:
        attached = list(_found(box, number).iter_attachments())
        if position >= len(attached):
            abort(404)
        return _file(attached[position])

    @app.get("/messages")
    def messages() -> Response:
        """JSON: `to`, `after` (a number) and `wait` (seconds) choose; the oldest comes first."""
        wait = min(request.args.get("wait", 0.0, float), LONGEST_WAIT)
        found = box.find(request.args.get("to"), request.args.get("after", 0, int), wait)
        facts = [_facts(number, letter) for number, letter in found]
        return Response(json.dumps({"messages": facts}), mimetype="application/json")

    return app


def _file(part: Message) -> Response:
    """An attachment, to be kept under its name."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes), "an attachment has bytes"
    answer = Response(content, mimetype=part.get_content_type())
    name = part.get_filename() or "attachment"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _found(box: Box, number: int) -> EmailMessage:
    letter = box.one(number)
    if letter is None:
        abort(404)
    return letter


def _parsed(raw: bytes) -> EmailMessage:
    letter = message_from_bytes(raw, policy=default)
    assert isinstance(letter, EmailMessage), "the default policy makes EmailMessage"
    return letter


def _addresses(letter: EmailMessage) -> set[str]:
    header = letter["To"]
    return {address.addr_spec.lower() for address in header.addresses} if header else set()


def _text(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    return str(part.get_content()) if part else ""


def _facts(number: int, letter: EmailMessage) -> dict[str, Any]:
    return {
        "number": number,
        "from": str(letter["From"] or ""),
        "to": str(letter["To"] or ""),
        "subject": str(letter["Subject"] or ""),
        "date": str(letter["Date"] or ""),
        "message_id": str(letter["Message-ID"] or ""),
        "text": _text(letter, "plain"),
        "html": _text(letter, "html"),
        "attachments": [
            {"name": part.get_filename() or "attachment", "type": part.get_content_type()}
            for part in letter.iter_attachments()
        ],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve both until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m tools.mailbox", description=__doc__)
    parser.add_argument("--smtp", type=int, required=True, metavar="PORT")
    parser.add_argument("--http", type=int, required=True, metavar="PORT")
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR")
    chosen = parser.parse_args(arguments)
    box = Box(chosen.folder)
    smtp = Controller(Sink(box), hostname=HOST, port=chosen.smtp)
    pages = make_server(HOST, chosen.http, make_app(box), threaded=True)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=pages.shutdown).start())
    smtp.start()
    print(f"mailbox ready: smtp {chosen.smtp}, pages {chosen.http}", flush=True)
    try:
        pages.serve_forever()
    finally:
        smtp.stop()


if __name__ == "__main__":
    main()
