"""Clarity: what makes a question hard to read that is not what it asks; see lints.py. Pure."""

import re
from collections.abc import Iterator

from assay.bank.content import PURE_KINDS
from assay.bank.package import Package
from assay.bank.reading import code_of, prose, shown, words

NEGATIVE = re.compile(
    r"\b(which|what)\b"
    r"(?:(?!\b(?:who|whose|that|when|where|if)\b)[^.?!,;:]){0,60}"
    r"\b(not|never|except|false|wrong)\b[^.?!]*\?",
    re.IGNORECASE,
)
"""In the question itself; a "not" in a clause of it is a condition."""
BOLD = re.compile(r"\*\*[^*]+\*\*")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
OPINION = re.compile(
    r"\b(best practices?|best way|should you|do you prefer|more elegant)\b", re.IGNORECASE
)
TURN = re.compile(
    r"\b(not|never|cannot|nobody|nothing|none|neither|unless|without)\b|n[’']t\b", re.I
)
CLAUSE = re.compile(r"[,;:.?!()–\n]| and | or | but | that | which | who | when | where | if | as ")
TASK = re.compile(
    r"(?:^|[.:;,?!]\s+|\n[-*]?\s*)(?:then |please )?"
    r"(put|mark|type|mend|complete|write|rewrite|review|bring|make|add|match|give|name|choose"
    r"|change|correct|port|extend|order|pair)\b",
    re.IGNORECASE,
)
WORDS_A_MINUTE, CODE_LINES_A_MINUTE = 180, 25
READING_SHARE = 0.6
MOST_WORDS, MOST_WORDS_A_MINUTE = 60, 25
"""Of a stem without code: sixty, or what is read in a seventh of the item's minutes."""
SHOUTED = re.compile(r"\b(NOT|NEVER|EXCEPT|ALWAYS|ONLY|ALL|MUST|BUT)\b")
UNSEEN = re.compile("[\u00ad\u00a0\u2007\u202f\u200b-\u200f\u2060-\u2064]")
MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
KNOWN_HERE = re.compile(
    r"\b(thanksgiving|christmas|halloween|easter|ramadan|diwali|hanukkah|super bowl|baseball"
    r"|touchdown|home run|cricket|ballpark figure|freshm[ae]n|sophomore|prom night|zip codes?"
    r"|social security number|green card|fahrenheit|tax return|dmv|gandalf|hogwarts|star wars"
    r"|alice and bob|guys|manpower|he or she|whitelist\w*|blacklist\w*|grandfathered|sanity check"
    r"|obama|trump|putin|jesus|god)\b",
    re.IGNORECASE,
)
"""Feasts, sports, schools and offices of one country, figures of one culture, words that leave
people out: who does not know them loses time over something that is not measured."""


def negative_stem(item: Package) -> Iterator[str]:
    """A "not" that is read over measures reading; in bold it may stand."""
    if NEGATIVE.search(CODE.sub("", BOLD.sub("", item.content.stem))):
        yield "the stem asks for what is not so, and does not say it in bold: set the word in bold"


def double_negative(item: Package) -> Iterator[str]:
    """Two turns in one clause have to be undone in the head."""
    told = [item.content.stem] if item.kind in PURE_KINDS else []
    for text in (*told, *(option.text for option in item.content.options)):
        for clause in CLAUSE.split(prose(text)):
            if len(TURN.findall(clause)) > 1:
                yield f"two negations in one clause: say it positively: {clause.strip()!r}"


def opinion(item: Package) -> Iterator[str]:
    """What can't be seen in a run can't be right or wrong here."""
    if found := OPINION.search(item.content.stem):
        yield f"the stem asks for an opinion: ask what happens, not {found[0]!r}"


def no_question(item: Package) -> Iterator[str]:
    """Who has read the stem must know what to do before the options are read."""
    said = prose(item.content.stem)
    if "?" not in said and not TASK.search(said):
        yield "the stem asks nothing: end it with a question or with what is to be done"


def many_words(item: Package) -> Iterator[str]:
    """A short question that needs a long story is better shown as code."""
    count = len(words(prose(item.content.stem)))
    most = max(MOST_WORDS, MOST_WORDS_A_MINUTE * item.minutes)
    if item.kind in PURE_KINDS and count > most and not code_of(item).strip():
        yield f"{count} words and no code: tell it in {most}, or show the code"


def too_little_time(item: Package) -> Iterator[str]:
    """Reading may take most of an item's minutes, never all of them."""
    content = item.content
    told = (content.stem, *(one.text for one in content.options))
    count = sum(len(text.split()) for text in told)
    lines = sum(len(file.text.splitlines()) for file in content.files)
    minutes = count / WORDS_A_MINUTE + lines / CODE_LINES_A_MINUTE
    if minutes > item.minutes * READING_SHARE:
        yield f"reading alone takes {minutes:.1f} of {item.minutes} minutes: cut it, or give time"


def known_here(item: Package) -> Iterator[str]:
    """Knowledge of a country or a culture is not measured."""
    if found := KNOWN_HERE.search(shown(item)):
        yield f"{found[0]!r} is not known, or not meant, everywhere: take another example"


def trick_formatting(item: Package) -> Iterator[str]:
    """Signs that look like others, or that can't be seen, and words that shout."""
    text = shown(item)
    if found := UNSEEN.search(text):
        yield f"a sign that can't be seen, U+{ord(found[0]):04X}: take it out"
    if found := MIXED.search(text):
        yield f"{found[0]!r} mixes letters of two scripts that look alike: write it in one"
    for told in (item.content.stem, *(option.text for option in item.content.options)):
        if found := SHOUTED.search(prose(told)):
            yield f"{found[0]} shouts: write it in small letters, in bold if it turns the question"


STEM_LINTS = (
    negative_stem,
    double_negative,
    opinion,
    no_question,
    many_words,
    too_little_time,
    known_here,
    trick_formatting,
)
