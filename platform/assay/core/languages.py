"""The languages that candidates may read: their names, catalogues, and ways to write a day. Pure.

Catalogues are `translations/<language>.po`, read as they are: there is no compiled file that could
be older than they. What staff read is English.
"""

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from babel import Locale
from babel.dates import format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""By code, each in its own words."""
OURS = "en"
"""The language of the sources."""
FOLDER = Path(__file__).parents[1] / "translations"


DAYS = {
    "en": ("EEEE d MMMM y, HH:mm", "d MMMM, HH:mm"),
    "de": ("EEEE, d. MMMM y, HH:mm", "d. MMMM, HH:mm"),
    "es": ("EEEE, d 'de' MMMM 'de' y, HH:mm", "d 'de' MMMM, HH:mm"),
}
"""A day with its time, in full and short; as CLDR writes patterns."""


def known(code: str | None) -> str:
    """The code where it is a language of ours, else English's."""
    return code if code in LANGUAGES else OURS


@cache
def translations(code: str) -> NullTranslations:
    """What stands for each English sentence; of English itself, and of what nobody knows, nothing.

    A sentence that a catalogue lacks is said in English.
    """
    file = FOLDER / f"{known(code)}.po"
    if known(code) == OURS:
        return NullTranslations()
    packed = BytesIO()
    with file.open("rb") as catalogue:
        write_mo(packed, read_po(catalogue, locale=code))
    packed.seek(0)
    return Translations(packed, domain="messages")


def day_and_time(at: datetime, code: str = OURS, *, short: bool = False) -> str:
    """`Tuesday 8 December 2026, 23:59`, or `8 December, 23:59`; as `at` has them, in its zone."""
    return format_datetime(at, DAYS[known(code)][short], locale=known(code))


def day(at: datetime, code: str = OURS) -> str:
    """`Tuesday 8 December 2026`; as `at` has it, in its zone."""
    return format_datetime(at, DAYS[known(code)][0].removesuffix(", HH:mm"), locale=known(code))


class Said(str):
    """A sentence in English that remembers what was filled in: it can be said in others yet."""

    sentence: str
    filled: dict[str, Any]

    def __new__(cls, sentence: str, **filled: Any) -> Self:
        made = super().__new__(cls, sentence % filled if filled else sentence)
        made.sentence, made.filled = sentence, filled
        return made


def said_in(code: str, text: str) -> str:
    """The text in a language, where its catalogue has it."""
    gettext = translations(code).gettext
    return gettext(text.sentence) % text.filled if isinstance(text, Said) else gettext(text)


def N_(text: str) -> str:  # noqa: N802  # the name by which gettext's tools know it
    """The text, which is marked to be translated where it will be shown."""
    return text


def is_right_to_left(code: str) -> bool:
    return Locale.parse(code).text_direction == "rtl"
