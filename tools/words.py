"""`./run words`: bring the candidates' catalogues up to what the sources say.

What is new stands in translations/*.po with an empty translation, what is gone is taken out, and
what has changed is never guessed: a test asks that every sentence has its translation.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from assay.core.languages import FOLDER, LANGUAGES, OURS

ROOT = FOLDER.parent
ROOMS = (
    "core",
    "testroom",
    "decisions",
    "marking",
    "sittings",
    "invitations",
    "assessments",
    "bank",
)
"""Where the words for candidates stand."""
METHODS = [("**/templates/**", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**": {"silent": "false", "trimmed": "false"}}
KEYWORDS = {"_": None, "gettext": None, "N_": None, "Said": None, "ngettext": (1, 2)}
WIDTH = 100


def extracted() -> Catalog:
    """Every sentence that the sources mark, without where it stands: lines move."""
    found = Catalog(project="Assay", charset="utf-8")
    for text, context in _texts():
        found.add(text, context=context)
    return found


def _texts() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for room in ROOMS:
        told = extract_from_dir(
            ROOT / room, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS
        )
        for _file, _line, text, _comments, context in told:
            yield text, context


def files() -> dict[str, Path]:
    """Language → its catalogue."""
    return {code: FOLDER / f"{code}.po" for code in LANGUAGES if code != OURS}


def main() -> int:
    wanted = extracted()
    for code, file in files().items():
        kept = Catalog(locale=code, charset="utf-8")
        if file.exists():
            with file.open("rb") as before:
                kept = read_po(before, locale=code)
        kept.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        kept.obsolete.clear()
        with file.open("wb") as after:
            write_po(after, kept, width=WIDTH, sort_output=True, omit_header=True)
        print(f"{code}: {len(kept)} sentences, {len(missing(kept))} without a translation")
    return 0


def missing(catalogue: Catalog) -> list[str]:
    """The sentences that have no translation, or not in each number."""
    return [
        one.id if isinstance(one.id, str) else one.id[0]
        for one in catalogue
        if one.id and not (one.string and all(one.string))
    ]


if __name__ == "__main__":
    sys.exit(main())
