"""One message by SMTP: text and HTML, a calendar entry where there is one; no header injection."""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

from assay.core import clock
from assay.tenancy.letterhead import LOGO_ID
from workers.base import Hopeless

SECONDS = 20


class Refused(Hopeless):
    """The server, or the headers themselves, will never take this message."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """`key` becomes the Message-ID: the same for each try, so that a repeat can be told as one.

    `sender` is a name beside the installation's own address; `reply_to` an address; `logo` a PNG
    that the HTML shows by its Content-ID. `return_path` is where it comes back, if not to the
    installation's own address.
    """

    key: str
    recipient: str
    subject: str
    text: str
    html: str
    ics: str | None = None
    sender: str | None = None
    reply_to: str | None = None
    logo: bytes | None = None
    return_path: str | None = None


class Mailer(Protocol):
    def send(self, message: Message) -> None:
        """Hand it to the server; Refused where it never will be taken."""
        ...


@dataclass(frozen=True, kw_only=True)
class SmtpMailer:
    """`url` is smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]."""

    url: str
    mail_from: str

    def send(self, message: Message) -> None:
        letter = composed(message, mail_from=self.mail_from)
        with self._server() as server:
            try:
                server.send_message(letter, from_addr=message.return_path)
            except smtplib.SMTPRecipientsRefused as refusal:
                codes = [code for code, _ in refusal.recipients.values()]
                if all(500 <= code < 600 for code in codes):
                    raise Refused(f"the mail server refused the recipient ({codes[0]})") from None
                raise
            except smtplib.SMTPDataError as refusal:
                if 500 <= refusal.smtp_code < 600:
                    code = refusal.smtp_code
                    raise Refused(f"the mail server refused the letter ({code})") from None
                raise

    def _server(self) -> smtplib.SMTP:
        url = urlsplit(self.url)
        host, secure = url.hostname or "localhost", url.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        server = kind(host, url.port or (465 if secure else 25), timeout=SECONDS)
        if url.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        return server


def composed(message: Message, *, mail_from: str) -> EmailMessage:
    """The message as it goes over the wire; Refused where a header holds what no header may."""
    own_name, own_address = parseaddr(mail_from)
    letter = EmailMessage(policy=SMTP)
    try:
        name = f"{message.sender} via {own_name}" if message.sender else own_name
        letter["From"] = Address(display_name=name, addr_spec=own_address)
        letter["To"] = Address(addr_spec=message.recipient)
        if message.reply_to:
            letter["Reply-To"] = Address(addr_spec=message.reply_to)
        letter["Subject"] = message.subject
        letter["Message-ID"] = f"<{message.key}@{own_address.rpartition('@')[2]}>"
    except (ValueError, IndexError) as wrong:
        raise Refused(f"a header of the letter can't be sent ({wrong})") from None
    letter["Date"] = format_datetime(clock.now())
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    letter.set_content(message.text)
    letter.add_alternative(message.html, subtype="html")
    if message.logo:
        _show(letter, message.logo)
    if message.ics:
        letter.add_attachment(
            message.ics.encode(),
            maintype="text",
            subtype="calendar",
            filename="invitation.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return letter


def _show(letter: EmailMessage, logo: bytes) -> None:
    """Put the picture beside the HTML, which names it by its Content-ID."""
    html = letter.get_body(("html",))
    assert html is not None
    html.add_related(
        logo,
        maintype="image",
        subtype="png",
        filename="logo.png",
        disposition="inline",
        cid=f"<{LOGO_ID}>",
    )
