"""What an organisation may write in its letters: kinds, placeholders, what is refused. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from assay.bank import markdown
from assay.core.errors import Invalid
from assay.core.letters import LONGEST_SUBJECT

LONGEST_BODY = 8000
KINDS = {
    "invitation": "Invitation",
    "reminder": "Reminder",
}
"""The letters that may be worded anew, as staff call them."""
LINK = "link"
PLACEHOLDERS = {
    "candidate_name": "The candidate’s name.",
    "organisation": "Your organisation’s name.",
    "assessment": "The name of the assessment.",
    "questions": "How many questions it has.",
    "minutes": "How many minutes this candidate has, extra time included.",
    "topics": "What it asks about.",
    "deadline": "The last moment to start, in the candidate’s zone and in UTC.",
    "rules": "What the assessment says about AI tools.",
    "contact": "The name and the address of who invited the candidate.",
    LINK: "The candidate’s own link. A letter can’t do without it.",
}
"""By name; each is written in braces."""
PLACEHOLDER = re.compile(r"\{([A-Za-z_]{1,40})\}")
IN_ADDRESS = re.compile(r"%7B([A-Za-z_]{1,40})%7D", re.IGNORECASE)
WHOLE_LINK = "%7Blink%7D"
"""`{link}` as the address of a link, as Markdown reads it."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """`subject` is one line, `body` Markdown; in both stand placeholders."""

    subject: str
    body: str


def checked(subject: str, body: str) -> Words:
    """The words, or Invalid under each field that can't be sent."""
    words = Words(subject=subject.strip(), body=_one_kind_of_break(body).strip())
    wrong = {
        name: found
        for name, found in (("subject", _wrong_subject(words)), ("body", _wrong_body(words)))
        if found
    }
    if wrong:
        raise Invalid(fields=wrong)
    return words


def _wrong_subject(words: Words) -> str | None:
    if not words.subject:
        return "Give the letter a subject."
    if any(_is_no_text(sign) for sign in words.subject):
        return "Keep the subject to one line, without hidden signs."
    if len(words.subject) > LONGEST_SUBJECT:
        return f"Keep the subject to {LONGEST_SUBJECT} characters."
    if f"{{{LINK}}}" in words.subject:
        return "Leave {link} out of the subject: whoever reads over a shoulder could sit."
    return _unknown(words.subject)


def _wrong_body(words: Words) -> str | None:
    if len(words.body) > LONGEST_BODY:
        return f"Keep the letter to {LONGEST_BODY:,} characters."
    if any(_is_no_text(sign) for sign in words.body if sign not in "\n\t"):
        return "Leave out signs that are not text."
    if unknown := _unknown(words.body):
        return unknown
    tokens = list(every(markdown.parse(words.body)))
    if any(token.type == "image" for token in tokens):
        return "Leave pictures out: a letter asks no other host for anything."
    if address := next(filter(None, map(_wrong_address, tokens)), None):
        return address
    if not any(map(_holds_link, tokens)):
        return "Put {link} where the candidate’s own link is to stand."
    return None


def every(tokens: list[Token]) -> Iterator[Token]:
    """Blocks, and what stands in their lines."""
    for token in tokens:
        yield token
        yield from every(token.children or [])


def _unknown(text: str) -> str | None:
    names = dict.fromkeys(PLACEHOLDER.findall(text))
    unknown = [f"{{{name}}}" for name in names if name not in PLACEHOLDERS]
    return f"There is no placeholder {', '.join(unknown)}." if unknown else None


def _wrong_address(token: Token) -> str | None:
    """Of a link; of other tokens nothing."""
    if token.type != "link_open" or (address := str(token.attrs.get("href", ""))) == WHOLE_LINK:
        return None
    if IN_ADDRESS.search(address):
        return "As the address of a link only {link} may stand, and by itself."
    if address.partition(":")[0].lower() not in markdown.SCHEMES:
        return f"A link leads to an address with https:// or mailto: before it, not to {address}."
    return None


def _holds_link(token: Token) -> bool:
    if token.type == "link_open":
        return token.attrs.get("href") == WHOLE_LINK
    return token.type in ("text", "code_inline", "fence", "code_block") and (
        f"{{{LINK}}}" in token.content
    )


def _one_kind_of_break(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _is_no_text(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs", "Co", "Zl", "Zp"}
