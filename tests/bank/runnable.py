"""Two small items of files that the real runner proves: a page to be written, and tests of it."""

from collections.abc import Mapping
from typing import Any

from tests.bank.items import AREA, WHY

HEAD = "from flask import Flask\n\napp = Flask(__name__)\n\n\n"


def pages(**says: str) -> str:
    """An application with a page for each name, which says this of the number in its address."""
    views = (
        f'@app.get("/{name}/<int:number>")\ndef {name}(number):\n    return str({value})\n'
        for name, value in says.items()
    )
    return HEAD + "\n\n".join(views)


RIGHT = {"double": "2 * number", "square": "number * number", "next": "number + 1"}
ROUTES = """\
import flask

app = flask.Flask("other")
RULES = {"double": lambda number: number + number, "square": lambda number: number**2}
for name, rule in RULES.items():
    app.add_url_rule(f"/{name}/<int:number>", name, lambda number, rule=rule: f"{rule(number)}")
app.add_url_rule("/next/<int:number>", "next", lambda number: f"{number - -1}")
"""
HIDDEN = "".join(
    f"def test_{name}(client, rng):\n"
    f"    number = rng.randrange(10, 99)\n"
    f'    assert client.get(f"/{name}/{{number}}").text == str({value})\n\n\n'
    for name, value in RIGHT.items()
)


def wrong(says: str, **changed: str) -> str:
    return f'"""{says}"""\n' + pages(**(RIGHT | changed))


MATRIX: Mapping[str, str] = {
    "given/app.py": pages(double="2 * number").replace("__name__", '"pages"'),
    "visible/test_seen.py": 'def test_seen(client):\n    assert client.get("/double/1").text\n',
    "hidden/test_app.py": HIDDEN,
    "proof/good/plain/app.py": pages(**RIGHT),
    "proof/good/routes/app.py": ROUTES,
    "proof/bad/adds/app.py": wrong("A double is two more.", double="2 + number"),
    "proof/bad/cubes/app.py": wrong("A square has three sides.", square="number**3"),
    "proof/bad/stays/app.py": wrong("The next number is the same.", next="number"),
}
SUITE = "".join(
    f'def test_{name}(client):\n    assert client.get("/{name}/7").text == "{said}"\n\n\n'
    for name, said in (("double", 14), ("square", 49), ("next", 8))
)
FAULTS = {
    "adds": {"double": "2 + number"},
    "halves": {"double": "number // 2"},
    "cubes": {"square": "number**3"},
    "stays": {"next": "number"},
    "skips": {"next": "number + 2"},
}
MUTANTS: Mapping[str, str] = {
    "given/test_app.py": "",
    "given/app.md": "Three pages say a number's double, its square, and the one after it.\n",
    "hidden/references/plain/app.py": pages(**RIGHT),
    "hidden/references/routes/app.py": ROUTES,
    **{
        f"hidden/mutants/{name}/app.py": pages(**(RIGHT | changed))
        for name, changed in FAULTS.items()
    },
    "proof/good/whole/test_app.py": SUITE,
    "proof/bad/thin/test_app.py": '"""One page is enough."""\n' + SUITE.partition("def test_s")[0],
    "proof/bad/blind/test_app.py": (
        '"""An answer is an answer."""\n\n\n'
        'def test_it(client):\n    assert client.get("/double/7").status_code == 200\n'
    ),
    "proof/bad/strict/test_app.py": (
        '"""Nothing else may be there."""\n\n\n'
        'def test_it(client):\n    assert client.get("/").status_code == 200\n'
    ),
}
BEHAVIOURS = [
    {"id": f"test_app.py::test_{name}", "says": f"The page {name} is right"} for name in RIGHT
]


def _told(kind: str, proof: str, editable: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind, "responsibility": AREA, "level": "mid", "skill": "apply",
        "title": "Numbers on pages", "minutes": 8, "points": 8,
        "difficulty": {"p": 0.5, "by": "author"}, "valid": {"flask": ">=3"},
        "code": {"entry": "app:app", "editable": [editable], "feedback": "count", "why": WHY},
        **more, "proof": [{"kind": proof}],
    }  # fmt: skip


RUNNABLE: Mapping[str, tuple[dict[str, Any], str, Mapping[str, str]]] = {
    "matrix": (
        _told("code", "matrix", "app.py", test=BEHAVIOURS),
        "Two of the three pages are missing: `/square/<number>` and `/next/<number>`. Add them.",
        MATRIX,
    ),
    "mutants": (
        _told(
            "tests", "mutants", "test_app.py",
            fault=[{"id": name, "says": f"The fault {name} is caught"} for name in FAULTS],
        ),
        "Write tests that tell a right application from a wrong one.",
        MUTANTS,
    ),
}  # fmt: skip
"""Kind of proof -> (item.toml, stem, the other files), as items.GOOD has it."""
