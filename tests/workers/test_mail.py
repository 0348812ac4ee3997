"""Mail goes out whole, says that a machine wrote it, and takes no header from anybody."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from workers.mail import Message, Refused, composed

PLAIN = Message(
    key="letter.7",
    recipient="eleni@candidates.test",
    subject="Your link, Ελένη",
    text="https://assay.test/sit/i/abc\n",
    html="<p>Hello</p>",
    sender="Northwind “Robotics”, Ltd",
    reply_to="joan@northwind.test",
)
FROM = "Assay <assay@assay.test>"


def parsed(message):
    return message_from_bytes(composed(message, mail_from=FROM).as_bytes(), policy=default)


def test_a_letter_has_text_and_html():
    letter = parsed(PLAIN)
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter.get_body(("plain",)).get_content().strip() == PLAIN.text.strip()


def test_headers_survive_other_scripts_and_commas():
    letter = parsed(PLAIN)
    assert letter["Subject"] == "Your link, Ελένη"
    assert letter["From"].addresses[0].display_name == "Northwind “Robotics”, Ltd via Assay"
    assert letter["From"].addresses[0].addr_spec == "assay@assay.test"
    assert letter["Reply-To"].addresses[0].addr_spec == "joan@northwind.test"


def test_it_says_that_a_machine_wrote_it():
    letter = parsed(PLAIN)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_each_try_has_the_same_message_id():
    assert {parsed(PLAIN)["Message-ID"] for _ in range(2)} == {"<letter.7@assay.test>"}


def test_a_calendar_entry_is_attached_as_one():
    letter = parsed(replace(PLAIN, ics="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
    (entry,) = letter.iter_attachments()
    assert entry.get_content_type() == "text/calendar"
    assert entry.get_param("method") == "PUBLISH"
    assert entry.get_filename() == "invitation.ics"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "Hello\r\nBcc: everyone@evil.test"),
        ("subject", "Hello\nBcc: everyone@evil.test"),
        ("sender", "Northwind\r\nBcc: everyone@evil.test"),
        ("recipient", "a@b.test\r\nBcc: everyone@evil.test"),
        ("recipient", "a@b.test, everyone@evil.test"),
        ("reply_to", "a@b.test\nBcc: everyone@evil.test"),
        ("key", "7>\r\nBcc: everyone@evil.test"),
        ("recipient", "not an address"),
    ],
)
def test_what_would_add_a_header_is_refused(name, value):
    with pytest.raises(Refused):
        composed(replace(PLAIN, **{name: value}), mail_from=FROM)


def test_it_reaches_the_server_with_the_bare_address_as_envelope(smtp):
    sink, mailer = smtp()
    mailer.send(PLAIN)
    ((sender, recipients, content),) = sink.kept
    assert (sender, recipients) == ("assay@assay.test", ["eleni@candidates.test"])
    assert message_from_bytes(content, policy=default)["Subject"] == PLAIN.subject


def test_a_recipient_refused_for_good_is_refused(smtp):
    _, mailer = smtp("550 No such person")
    with pytest.raises(Refused):
        mailer.send(PLAIN)


def test_a_recipient_refused_for_now_may_be_tried_again(smtp):
    _, mailer = smtp("451 Come back later")
    with pytest.raises(OSError, match="451"):
        mailer.send(PLAIN)


def test_a_letter_refused_for_good_is_refused(smtp):
    sink, mailer = smtp()
    sink.taken = "554 Not such a letter"
    with pytest.raises(Refused):
        mailer.send(PLAIN)


def test_a_letter_refused_for_now_may_be_tried_again(smtp):
    sink, mailer = smtp()
    sink.taken = "452 Too much mail"
    with pytest.raises(OSError, match="452"):
        mailer.send(PLAIN)
