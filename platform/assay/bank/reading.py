"""What of an item is read, cut for the lints: prose(), code_of(), words(), grams(). Pure."""

import re
from collections.abc import Iterator

from assay.bank.keys import OptionsKey
from assay.bank.package import Package

FENCED = re.compile(r"^[ ]{0,3}```.*?^[ ]{0,3}```[^\n]*$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`[^`\n]*`")
WORD = re.compile(r"[^\W_]+(?:[_'’][^\W_]+)*|_{3,}")
SENTENCE = re.compile(r"(?<=[.?!:;])\s+|\n\s*\n|\n\s*(?=[-*] )")
GRAM = 7
"""So many words in a row are a sentence of somebody's, no turn of phrase of everybody's."""


def prose(text: str) -> str:
    """Markdown without its blocks of code and without what is set as code in a line."""
    return INLINE.sub(" ", unfenced(text))


def unfenced(text: str) -> str:
    """Markdown without its blocks of code; each leaves a paragraph's end."""
    return FENCED.sub("\n\n", text)


def fenced(text: str) -> str:
    """Only the blocks of code."""
    return "\n".join(FENCED.findall(text))


def plain(text: str) -> str:
    """An option's text without marks of code, in one line, small letters."""
    return " ".join(text.replace("`", "").casefold().split())


def words(text: str) -> list[str]:
    """In small letters; a name with underscores is one word."""
    return [found.casefold() for found in WORD.findall(text)]


def grams(text: str, size: int = GRAM) -> Iterator[str]:
    """Each so many words in a row of one sentence, with single spaces between."""
    for sentence in SENTENCE.split(text):
        found = words(sentence)
        for start in range(len(found) - size + 1):
            yield " ".join(found[start : start + size])


def code_of(item: Package) -> str:
    """All code that is shown: blocks of the stem, and the given files that are no prose."""
    files = [file.text for file in item.content.files if not is_prose(file.name)]
    return "\n".join([fenced(item.content.stem), *files])


def is_prose(name: str) -> bool:
    return name.endswith((".md", ".txt"))


def shown(item: Package) -> str:
    """Everything that a candidate may read of it."""
    content = item.content
    files = [file.text for file in (*content.files, *content.visible)]
    told = [row.text for row in content.rows] + [option.text for option in content.options]
    return "\n".join([content.stem, *told, *files])


def whys(item: Package) -> list[str]:
    """What the key says of itself."""
    told = getattr(item.key, "why", "")
    return [told] if isinstance(told, str) else list(told.values())


def texts(item: Package) -> tuple[list[str], list[str]]:
    """(the right options' texts, the others'); both empty where nothing is chosen."""
    if not isinstance(item.key, OptionsKey):
        return [], []
    options = item.content.options
    right = [option.text for option in options if option.id in item.key.right]
    return right, [option.text for option in options if option.id not in item.key.right]
