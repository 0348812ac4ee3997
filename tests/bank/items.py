"""Small items as folders on the disk: one that holds for each kind of proof, to be spoilt."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assay.bank import evidence, package
from assay.bank.evidence import Evidence, Lock
from assay.bank.package import Package

WHY = "This is what the documentation says about it."
AREA = "testing"


def options(*texts: str, **values: Any) -> list[dict[str, Any]]:
    """a, b, c … with these texts, and the values that are given by letter."""
    return [
        {"id": letter, "text": text, "why": WHY}
        | ({"value": values[letter]} if letter in values else {})
        for letter, text in zip("abcdefg", texts, strict=False)
    ]


def rows(*texts: str, match: str) -> list[dict[str, Any]]:
    """1, 2, 3 … with these texts, each with the option that belongs to it."""
    return [
        {"id": str(n), "text": text, "match": option, "why": WHY}
        for n, (text, option) in enumerate(zip(texts, match, strict=True), start=1)
    ]


STRIPPED = """\
from markupsafe import Markup

def observe():
    return str(Markup("<b>a</b> b").striptags())
"""
PREDICATES = """\
from markupsafe import Markup, escape

def a():
    return Markup("<b>a</b>").striptags() == "a"

def b():
    return "&lt;" in Markup("<b>%s</b>") % "<"

def c():
    return Markup("<b>") .unescape() == "&lt;b&gt;"
"""
SEQUENCE = """\
from markupsafe import Markup

def observe():
    return Markup("c-a-b").split("-")
"""
ORDERS = """\
from markupsafe import Markup

def works(order):
    return str(Markup("-").join(order)) == "c-a-b"
"""
ATTEMPT = """\
from markupsafe import Markup

def works(answer):
    text = Markup("<b>a</b>")
    return str(getattr(text, answer)()) == "a"
"""
PROGRAM = """\
from markupsafe import Markup

print(Markup("<b>%s</b>") % "<")
"""
TOUCHES = ["markupsafe"]


VIEWS = """\
from markupsafe import Markup


# What a page says.
def greeting(said):
    return Markup("<p>" + said + "</p>")


def farewell(said):
    return Markup("<p>%s</p>") % said
"""
EXPLOITS = """\
from views import farewell, greeting

def line_6():
    return "<b>" in greeting("<b>")

def line_10():
    return "<b>" in farewell("<b>")

def works():
    return greeting("a").unescape() == farewell("a").unescape() == "<p>a</p>"
"""
MATCHED = """\
from markupsafe import Markup

def observe():
    text = Markup("<b>a</b> b")
    return {"1": str(text.striptags()), "2": str(text.upper()), "3": len(text)}
"""
CONSEQUENCES = """\
from markupsafe import Markup, escape

def _page(said):
    return {"tags": "<b>" in Markup("<p>") + said}

def a():
    return _page(Markup("<b>"))

def b():
    return _page(escape("<b>"))

def c():
    return _page(Markup("<b>").upper().lower())
"""
FACTS = """\
from markupsafe import Markup, escape

def fact_escapes():
    return str(escape("<")) == "&lt;"

def fact_keeps_markup():
    return str(escape(Markup("<"))) == "<"

def fact_strips():
    return Markup("<b>a</b>").striptags() == "a"
"""
MENDED = '    return Markup("<p>%s</p>") % said\n'


def _told(kind: str, title: str, proof: str, **more: Any) -> dict[str, Any]:
    touches = {} if proof == "program" else {"touches": TOUCHES}
    return {
        "kind": kind, "responsibility": AREA, "level": "mid", "skill": "apply",
        "title": title, "minutes": 2, "points": 2, "difficulty": {"p": 0.5, "by": "author"},
        "valid": {"markupsafe": ">=2.1"}, "proof": [{"kind": proof, **touches}], **more,
    }  # fmt: skip


GOOD: Mapping[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "experiment": (
        _told(
            "single", "Text without tags", "experiment", key=["b"],
            option=options("nothing", "`a b`", "`ab`", a="", b="a b", c="ab"),
        ),
        "What is `Markup('<b>a</b> b').striptags()`?",
        {"proof/experiment.py": STRIPPED},
    ),
    "program": (
        _told(
            "output", "Text between tags", "program", key=["c"],
            option=options("`<`", "`<b><</b>`", "`<b>&lt;</b>`",
                           a="<", b="<b><</b>", c="<b>&lt;</b>"),
        ),
        "What does this program print?",
        {
            "given/program.py": PROGRAM,
            "proof/mistakes/a.py": "print('<')\n",
            "proof/mistakes/b.py": "print('<b>%s</b>' % '<')\n",
        },
    ),
    "predicates": (
        _told(
            "multiple", "What holds of markup", "predicates", key=["a", "b"],
            option=options("It can drop tags", "It escapes what is put in", "It adds tags"),
        ),
        "Which statements hold?",
        {"proof/predicates.py": PREDICATES},
    ),
    "sequence": (
        _told(
            "ordering", "Parts in order", "sequence", key=["c", "a", "b"],
            option=options("the second", "the third", "the first"),
        ),
        "In which order do the parts come?",
        {"proof/experiment.py": SEQUENCE},
    ),
    "permutations": (
        _told(
            "ordering", "Parts to be joined", "permutations", key=["c", "a", "b"],
            option=options("the second", "the third", "the first"),
        ),
        "In which order must the parts be joined?",
        {"proof/experiment.py": ORDERS},
    ),
    "fillin": (
        _told(
            "fillin", "Without tags", "fillin",
            fillin={
                "normalise": ["strip"], "accept": ["striptags"],
                "reject": ["upper", "unescape", "title"], "why": WHY,
            },
        ),
        "Which method gives the text without its markup?",
        {"proof/attempt.py": ATTEMPT},
    ),
    "exploits": (
        _told(
            "hotspot", "Text in a page", "exploits", most=3, minutes=3,
            line=[
                {"number": 6, "flaw": True, "why": "What is said is put in as it is: a tag works."},
                {"number": 10, "flaw": False, "why": WHY},
            ],
        ),
        "Which lines let a tag into the page?",
        {"given/views.py": VIEWS, "proof/exploits.py": EXPLOITS, "proof/fixes/6": MENDED},
    ),
    "matched": (
        _told(
            "matching", "Calls and what they give", "experiment",
            row=rows("`striptags()`", "`upper()`", "`len()`", match="bca"),
            option=options("`10`", "`a b`", "`<B>A</B> B`", "`ab`",
                           a=10, b="a b", c="<B>A</B> B", d="ab"),
        ),
        "What does each of the calls give for `Markup('<b>a</b> b')`?",
        {"proof/experiment.py": MATCHED},
    ),
    "consequences": (
        _told(
            "scenario", "What is said in a page", "consequences", key=["b"],
            option=options("Trust it", "Escape it", "Change its case twice",
                           a={"tags": True}, b={"tags": False}, c={"tags": True}),
        ),
        "Somebody says `<b>`. After which course does no tag come into the page?",
        {"proof/consequences.py": CONSEQUENCES},
    ),
    "facts": (
        _told(
            "freetext", "A note on escaping", "facts", minutes=8, points=8,
            freetext={"words": 120, "why": WHY},
            criterion=[
                {"id": name, "says": f"It speaks of the {name}",
                 "anchors": [f"{n} of the four things about it are said" for n in range(5)]}
                for name in ("danger", "remedy")
            ],
        ),
        "Write a note for a colleague: when is text from outside escaped, and when is it not?",
        {"proof/facts.py": FACTS},
    ),
}  # fmt: skip
"""Kind of proof (or of item, where two have one) -> (item.toml, stem, the other files)."""


def make(
    library: Path,
    good: str = "experiment",
    /,
    *,
    name: str = "an-item",
    stem: str | None = None,
    files: Mapping[str, str | None] | None = None,
    **changed: Any,
) -> Path:
    """An item's folder; `changed` fields of its item.toml (None: left out), `files` besides."""
    told, asked, others = GOOD[good]
    told = {name: value for name, value in {**told, **changed}.items() if value is not None}
    folder = library / told.get("responsibility", AREA) / name
    texts = {
        "item.toml": toml({"id": name, **told}),
        "stem.md": asked if stem is None else stem,
        **others, **(files or {}),
    }  # fmt: skip
    for path, text in texts.items():
        if text is not None:
            write(folder / path, text)
    return folder


def made(library: Path, good: str = "experiment", /, **changed: Any) -> Package:
    return package.load(make(library, good, **changed))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


TABLES = (
    "row", "option", "fillin", "line", "freetext", "criterion", "code", "test", "fault", "proof",
)  # fmt: skip


def toml(told: Mapping[str, Any]) -> str:
    """Tables of options and proofs last, as people write them."""
    tables = {name: value for name, value in told.items() if name in TABLES}
    lines = [f"{name} = {_value(value)}" for name, value in told.items() if name not in tables]
    for name, value in tables.items():
        header = f"[{name}]" if isinstance(value, dict) else f"[[{name}]]"
        for one in [value] if isinstance(value, dict) else value:
            lines += ["", header, *(f"{field} = {_value(inner)}" for field, inner in one.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A JSON text, number or list is one of TOML as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("NaN", "nan")


def vouch(library: Path, *names: str) -> None:
    """An evidence lock for these items as they stand (none named: for all), without a proof."""
    items = [one for one in package.load_all(library) if isinstance(one, Package)]
    told = {
        one.id: Evidence(digest=one.digest.hex(), python="3.11.7", versions={"markupsafe": "3"})
        for one in items
        if one.id in (names or [one.id])
    }
    evidence.write(library, Lock(items=told))
