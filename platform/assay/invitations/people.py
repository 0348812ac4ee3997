"""What may be typed about a candidate: name, e-mail, zone, language, extra time, tags. Pure.

Each function gives the clean value or raises Invalid under its field's name. Nothing that passes
holds a line break or another control sign, so that all of it may stand in a mail header.
"""

import re
import unicodedata
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from email_validator import EmailNotValidError, validate_email

from assay.core.errors import Invalid
from assay.core.languages import LANGUAGES, OURS

LONGEST_NAME = 200
MOST_EXTRA_PERCENT = 300
MOST_EXTRA_MINUTES = 600
LONGEST_TAG = 40

_FORMULA = ("=", "+", "-", "@")
_JOINERS = {"\u200c", "\u200d"}
"""Zero-width (non-)joiner: invisible, and part of how Persian, Hindi and others are written."""


def clean_name(name: str) -> str:
    """In any script, up to 200 characters, on one line; not what a spreadsheet would calculate."""
    name = unicodedata.normalize("NFC", name).strip()
    if any(_is_hidden(sign) for sign in name):
        raise Invalid("name", "Keep the name to one line, without hidden signs.")
    name = " ".join(name.split())
    if not any(sign.isalpha() for sign in name):
        raise Invalid("name", "Give the candidate's name.")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", f"Keep the name to {LONGEST_NAME} characters.")
    if name.startswith(_FORMULA):
        raise Invalid("name", "A name can't begin with =, +, - or @.")
    return name


def clean_email(email: str) -> str:
    """One deliverable-looking address, its domain in ASCII (no DNS is asked)."""
    email = email.strip(" \t")
    if not email:
        raise Invalid("email", "Give the candidate's e-mail address.")
    try:
        checked = validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as wrong:
        raise Invalid("email", str(wrong)) from None
    assert checked.ascii_email is not None
    return checked.ascii_email


def clean_zone(zone: str | None) -> str:
    """An IANA name as the data spells it; nothing said is UTC."""
    wanted = (zone or "UTC").strip() or "UTC"
    if (found := _zones().get(wanted.casefold())) is None:
        raise Invalid("time_zone", "Give a time zone by its place, such as Europe/Berlin, or UTC.")
    return found


def clean_language(words: str) -> str:
    """The code of one of ours: `de`, `de-AT`, `German`, `Deutsch`."""
    wanted = words.strip().casefold()
    code = _languages().get(wanted) or re.split("[-_]", wanted)[0]
    if code not in LANGUAGES:
        raise Invalid("language", f"Give a language that is written here: {', '.join(LANGUAGES)}.")
    return code


def clean_extra_percent(percent: int) -> int:
    """0 to 300 per cent of the assessment's time."""
    if not 0 <= percent <= MOST_EXTRA_PERCENT:
        raise Invalid("extra_percent", f"Give 0 to {MOST_EXTRA_PERCENT} per cent.")
    return percent


def clean_extra_minutes(minutes: int) -> int:
    """0 to 600 minutes on top."""
    if not 0 <= minutes <= MOST_EXTRA_MINUTES:
        raise Invalid("minutes", f"Give 0 to {MOST_EXTRA_MINUTES} minutes.")
    return minutes


def extra_percent_of(words: str) -> int:
    """`25`, `25 %`, `25.0`; nothing is 0."""
    if not (words := words.strip()):
        return 0
    found = re.fullmatch(r"\+?([0-9]{1,4})(?:[.,]0{1,4})? ?%?", words)
    if found is None:
        raise Invalid("extra_percent", "Give the extra time as a whole number of per cent.")
    return clean_extra_percent(int(found[1]))


def extra_minutes_of(words: str) -> int:
    """`30`, `30 min`, `30.0`; nothing is 0."""
    if not (words := words.strip()):
        return 0
    found = re.fullmatch(r"\+?([0-9]{1,4})(?:[.,]0{1,4})? ?(?:min(?:utes)?\.?)?", words)
    if found is None:
        raise Invalid("minutes", "Give the extra minutes as a whole number.")
    return clean_extra_minutes(int(found[1]))


def clean_tag(name: str) -> str:
    """One line of up to 40 characters, without hidden signs; or Invalid under `tag`."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name:
        raise Invalid("tag", "Give the tag.")
    if len(name) > LONGEST_TAG:
        raise Invalid("tag", f"Keep it to {LONGEST_TAG} characters.")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} for sign in name):
        raise Invalid("tag", "Keep it without hidden signs.")
    return name


def _is_hidden(sign: str) -> bool:
    if sign in _JOINERS:
        return False
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@cache
def _languages() -> dict[str, str]:
    """Their names in English and in their own words."""
    english = Locale.parse(OURS).languages
    return {
        name.casefold(): code for code, own in LANGUAGES.items() for name in (own, english[code])
    }


@cache
def _zones() -> dict[str, str]:
    return {
        name.casefold(): name
        for name in available_timezones()
        if "/" in name or name in {"UTC", "GMT"}
    }
