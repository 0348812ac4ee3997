"""What all letters have in common: pages(package, language), one_line(text). Pure."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.core.languages import OURS, translations

LONGEST_SUBJECT = 150
LONGEST_SENDER = 80


@cache
def pages(package: str, language: str = OURS) -> Environment:
    """Templates of a room's letters: HTML is escaped, and a name that is missing is an error.

    What stands in `_()` is said in the language, where its catalogue has it.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("assay.core")]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return made


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """For a header: no line break can survive, and no more than it should hold."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
