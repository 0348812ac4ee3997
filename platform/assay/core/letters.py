"""What all letters have in common: pages(package), one_line(text). Pure."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

LONGEST_SUBJECT = 150
LONGEST_SENDER = 80


def pages(package: str) -> Environment:
    """Templates of a room's letters: HTML is escaped, and a name that is missing is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """For a header: no line break can survive, and no more than it should hold."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
