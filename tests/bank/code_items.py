"""Items whose answers are files, as folders; each application says itself which tests it passes.

So a FakeRunner can tell: `app.py` holds `PASSES = "first second"`. The shipped items are proved by
the real runner.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assay.bank import package
from assay.bank.package import Package
from tests.bank.items import AREA, WHY, toml, write
from workers.sandbox.fake import FakeRunner

TESTS = "".join(f"def test_{name}(client):\n    assert client\n\n\n" for name in ("first", "second",
                "third", "gate"))  # fmt: skip
BEHAVIOURS = [
    {"id": "test_app.py::test_first", "says": "The first page is there", "weight": 2},
    {"id": "test_app.py::test_second", "says": "The second page is there", "weight": 1},
    {"id": "test_app.py::test_third", "says": "The third page is there", "weight": 1},
    {"id": "test_app.py::test_gate", "says": "The application starts", "gate": True},
]
FAULTS = [
    {"id": name, "says": f"The fault {name} is caught"} for name in ("ab", "bc", "cd", "de", "ef")
]


def app(passes: str, *, says: str = "what is wrong", body: str = "pass") -> str:
    return f'"""{says}"""\nPASSES = "{passes}"\n{body}\n'


BAD = {
    "off-by-one": "first third gate",
    "no-third": "first second gate",
    "slow": "second third gate",
}
CODE_FILES: Mapping[str, str] = {
    "given/app.py": app(""),
    "given/data.py": "NOTES = []\n",
    "visible/test_visible.py": "def test_seen(client):\n    assert client\n",
    "hidden/test_app.py": TESTS,
    "proof/good/plain/app.py": app("first second third gate"),
    "proof/good/other/app.py": app("first second third gate", body="x = 1"),
    **{f"proof/bad/{name}/app.py": app(passes) for name, passes in BAD.items()},
}
SUITE_FILES: Mapping[str, str] = {
    "given/test_app.py": "",
    "given/app.md": "What the application does.\n",
    "hidden/references/plain/app.py": app(""),
    "hidden/references/other/app.py": app("", body="x = 1"),
    **{f"hidden/mutants/{one['id']}/app.py": app(one["id"]) for one in FAULTS},
    "proof/good/whole/test_app.py": "# catches ab bc cd de ef\n",
    "proof/bad/thin/test_app.py": "# catches ab\n",
    "proof/bad/thinner/test_app.py": "# catches bc\n",
    "proof/bad/strict/test_app.py": "# invalid\n",
}


def make_code(
    library: Path,
    kind: str = "bugfix",
    /,
    *,
    name: str = "an-item",
    files: Mapping[str, str | None] | None = None,
    **changed: Any,
) -> Package:
    """A code item (or one of tests) that holds, with these changes."""
    is_suite = kind == "tests"
    told = {
        "id": name, "kind": kind, "responsibility": AREA, "level": "mid", "skill": "apply",
        "title": "Three pages", "minutes": 8, "points": 8,
        "difficulty": {"p": 0.5, "by": "author"}, "valid": {"flask": ">=3"},
        "code": {
            "entry": "app:app", "editable": ["test_app.py" if is_suite else "app.py"],
            "feedback": "names", "why": WHY,
        },
        ("fault" if is_suite else "test"): FAULTS if is_suite else BEHAVIOURS,
        "proof": [{"kind": "mutants" if is_suite else "matrix"}],
        **changed,
    }  # fmt: skip
    told = {field: value for field, value in told.items() if value is not None}
    folder = library / AREA / name
    texts = {**(SUITE_FILES if is_suite else CODE_FILES), **(files or {})}
    for path, text in texts.items():
        if text is not None:
            write(folder / path, text)
    write(folder / "item.toml", toml(told))
    write(folder / "stem.md", "Make the three pages work.")
    return package.load(folder)


def passes(files: Mapping[str, bytes], test: str) -> str:
    """What an application says of itself."""
    words = files.get("app.py", b"").decode().split('PASSES = "')[-1].split('"')[0].split()
    return "passed" if test.split("_")[-1] in words else "failed"


def runner(settings: Any) -> FakeRunner:
    """Believes what applications and suites say of themselves."""

    def catches(tests: Mapping[str, bytes], mutant: Mapping[str, bytes]) -> bool:
        fault = mutant["app.py"].decode().split('PASSES = "')[1].split('"')[0]
        return fault in tests["test_app.py"].decode().split()

    return FakeRunner(
        settings=settings,
        verdict=passes,
        catches=catches,
        why_invalid=lambda tests: "too strict" if b"invalid" in tests["test_app.py"] else "",
    )
