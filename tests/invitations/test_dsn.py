"""What comes back to a mail's address: reports are read, and whatever else it is does no harm."""

from uuid import UUID, uuid4

import pytest

from assay.core.verp import Verp
from assay.invitations import dsn
from assay.invitations.dsn import Notice

PATHS = Verp(secret_key="k" * 40, address="bounce@mail.assay.test")
MAIL_ID = UUID(int=2**127 + 7)
TO = PATHS.path(MAIL_ID)

REPORT = f"""\
Received: from mx.example (mx.example [192.0.2.7]) by mail.assay.test with ESMTP id 4XkTq
Return-Path: <>
Delivered-To: {TO}
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {TO}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9F1C.1764410000/mx.example"
Message-Id: <20261129095320.9F1C@mx.example>

This is a MIME-encapsulated message.

--9F1C.1764410000/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--9F1C.1764410000/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 9F1C
Arrival-Date: Sun, 29 Nov 2026 09:53:20 +0000 (UTC)

Final-Recipient: rfc822; nobody@candidates.test
Original-Recipient: rfc822;nobody@candidates.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.candidates.test
Diagnostic-Code: smtp; 550 5.1.1 <nobody@candidates.test>: Recipient address
    rejected: User unknown

--9F1C.1764410000/mx.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Northwind via Assay <assay@assay.test>
Subject: Northwind asks you to sit a test

A link that is nobody's business.

--9F1C.1764410000/mx.example--
"""
LATE = (
    REPORT.replace("Action: failed", "Action: delayed")
    .replace("Status: 5.1.1", "Status: 4.4.1")
    .replace("550 5.1.1", "451 4.4.1")
)
OUT_OF_OFFICE = f"""\
From: eleni@candidates.test
To: {TO}
Subject: Out of office
Auto-Submitted: auto-replied
Content-Type: text/plain

Action: failed
Status: 5.1.1
"""


def read(text):
    return dsn.read(text.encode())


def test_a_report_says_that_a_mail_was_given_up_and_why():
    assert read(REPORT) == Notice(
        is_final=True,
        status="5.1.1",
        reason="550 5.1.1 <nobody@candidates.test>: Recipient address rejected: User unknown",
    )


def test_line_ends_of_the_wire_are_the_same():
    assert read(REPORT.replace("\n", "\r\n")) == read(REPORT)


def test_a_mail_that_is_late_is_not_given_up():
    notice = read(LATE)
    assert (notice.is_final, notice.status) == (False, "4.4.1")


def test_the_gravest_of_several_recipients_is_told():
    two = REPORT.replace(
        "\n--9F1C.1764410000/mx.example\nContent-Description: Undelivered",
        "Final-Recipient: rfc822; b@x.test\nAction: delayed\nStatus: 4.0.0\n"
        "\n--9F1C.1764410000/mx.example\nContent-Description: Undelivered",
    )
    assert two != REPORT
    assert read(two).is_final


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "", "failed\0"])
def test_what_arrived_or_is_not_said_is_no_failure(action):
    assert read(REPORT.replace("Action: failed", f"Action: {action}")) is None


def test_an_answer_of_a_person_or_of_their_holiday_is_no_report():
    assert read(OUT_OF_OFFICE) is None


HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 400,
    "no parts": REPORT.replace("--9F1C", "--other").encode(),
    "a deep nest": b"".join(
        b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000)
    ),
    "a deep nest of messages": b"Content-Type: message/rfc822\n\n" * 8000,
    "many headers": b"X: y\n" * 60_000,
    "a long header": b"Content-Type: multipart/report; boundary=" + b"x" * 250_000,
    "an odd charset": REPORT.replace("charset=utf-8", "charset=nothing-known").encode(),
    "a status that is text": REPORT.replace(
        "Content-Type: message/delivery-status", "Content-Type: text/plain"
    ).encode(),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_sent_is_read_to_an_end(data):
    assert dsn.read(data) in (None, read(REPORT))


def test_what_lies_behind_the_bound_is_not_read():
    padded = REPORT.replace("I'm sorry", "x" * dsn.MOST_BYTES)
    assert read(padded) is None


def test_the_reason_is_one_short_printable_line():
    wild = "\x1b[31m550\x00 \u202e" + "x" * 5000
    notice = read(REPORT.replace("smtp; 550", f"smtp; {wild}"))
    assert len(notice.reason) <= dsn.LONGEST_REASON
    assert notice.reason.isprintable()


def test_each_mail_has_an_address_of_its_own_that_fits():
    assert TO.startswith("bounce+")
    assert TO.endswith("@mail.assay.test")
    assert len(TO.partition("@")[0]) <= 64
    assert PATHS.path(uuid4()) != TO


def test_an_address_is_known_again_in_capitals_and_brackets():
    assert PATHS.mail_id(f" <{TO.upper()}> ") == MAIL_ID


def forged(place):
    signs = list(TO)
    signs[place] = "a" if signs[place] != "a" else "b"
    return "".join(signs)


@pytest.mark.parametrize(
    "address",
    [
        "", "@", "bounce@mail.assay.test", "bounce+@mail.assay.test", "bounce+x.y@mail.assay.test",
        TO.replace("mail.assay.test", "evil.test"), TO.replace(".", "", 1), TO + "\n" + TO,
        forged(9), forged(len("bounce+") + 28), "bounce+" + "ä" * 300 + "@mail.assay.test",
    ],
    ids=lambda address: ascii(address)[:24] + str(len(address)),
)  # fmt: skip
def test_what_we_did_not_sign_is_nobodys(address):
    assert PATHS.mail_id(address) is None


def test_another_installations_signature_is_not_ours():
    other = Verp(secret_key="o" * 40, address=PATHS.address)
    assert other.mail_id(TO) is None
