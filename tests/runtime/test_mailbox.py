"""The mail server of the one machine: takes letters by SMTP, shows them, wakes whoever waits."""

import os
import smtplib
import sys
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tools.children import Child, says
from tools.stack import free_port


class Running:
    def __init__(self, child: Child, smtp: int, http: int) -> None:
        self.child, self.smtp, self.url = child, smtp, f"http://127.0.0.1:{http}"

    def send(self, to: str, subject: str = "Your invitation") -> None:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "Assay <assay@localhost>", to, subject
        letter.set_content("Open http://localhost/sit/i/abc to begin.")
        letter.add_alternative("<p onclick='x()'>Open <a href='/x'>it</a></p>", subtype="html")
        letter.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="invitation.ics")
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=10) as server:
            server.send_message(letter)

    def ask(self, **wanted: str | float) -> list[dict[str, object]]:
        answer = httpx.get(f"{self.url}/messages", params=wanted, timeout=30)
        found: list[dict[str, object]] = answer.json()["messages"]
        return found


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Running]:
    smtp, http = free_port(), free_port()
    ports = ["--smtp", str(smtp), "--http", str(http), "--folder", str(tmp_path / "mail")]
    command = [sys.executable, "-m", "tools.mailbox", *ports]
    child = Child("mailbox", command, os.environ, tmp_path / "log", says("mailbox ready"))
    child.start()
    try:
        child.await_ready()
        yield Running(child, smtp, http)
    finally:
        child.tell_to_stop()
        child.await_end()


def test_a_letter_is_found_by_its_recipient_whatever_the_case(mailbox: Running) -> None:
    mailbox.send("Ada <Ada@Candidates.test>")
    mailbox.send("tom@candidates.test")
    (found,) = mailbox.ask(to="ada@candidates.test")
    assert (found["subject"], found["number"]) == ("Your invitation", 1)
    assert found["attachments"] == [{"name": "invitation.ics", "type": "text/calendar"}]


def test_whoever_waits_is_woken_by_the_letter(mailbox: Running) -> None:
    sender = threading.Timer(0.4, mailbox.send, ["ada@candidates.test"])
    sender.start()
    found = mailbox.ask(to="ada@candidates.test", wait=20.0)
    sender.join()
    assert [letter["to"] for letter in found] == ["ada@candidates.test"]


def test_only_later_letters_are_given(mailbox: Running) -> None:
    mailbox.send("ada@candidates.test", "first")
    mailbox.send("ada@candidates.test", "second")
    assert [letter["subject"] for letter in mailbox.ask(after=1)] == ["second"]


def test_a_letter_is_shown_without_its_scripts(mailbox: Running) -> None:
    mailbox.send("ada@candidates.test")
    assert "Your invitation" in httpx.get(f"{mailbox.url}/").text
    assert 'src="/1/html"' in httpx.get(f"{mailbox.url}/1").text
    letter = httpx.get(f"{mailbox.url}/1/html")
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    assert "allow-scripts" not in letter.headers["Content-Security-Policy"]
    attached = httpx.get(f"{mailbox.url}/1/attachments/0")
    assert "invitation.ics" in attached.headers["Content-Disposition"]
    assert httpx.get(f"{mailbox.url}/2").status_code == 404


def test_letters_outlive_the_mail_server(mailbox: Running) -> None:
    mailbox.send("ada@candidates.test")
    mailbox.child.kill()
    mailbox.child.start()
    mailbox.child.await_ready()
    assert len(mailbox.ask()) == 1
