"""One item as a folder holds it: load() and load_all(). Pure: reading a folder runs nothing in it.

<responsibility>/<id>/
    item.toml   options, key, whys, proofs      never sent to a candidate
    stem.md     the question                    shown
    given/      files that belong to it         shown; what an answer starts from
    visible/    tests that may be run           shown
    hidden/     what an answer is held against  never sent
    proof/      what is run to prove the key    never sent
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.bank import content as contents
from assay.bank import keys
from assay.bank.content import CODE_KINDS, Content, Unreadable
from assay.bank.folder import Problem, Refused, digest_of, read
from assay.bank.item_toml import parsed, problems_of
from assay.bank.keys import Key

__all__ = ["Package", "Problem", "Proof", "Refused", "load", "load_all"]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One thing to run; `seconds` is the longest that one run may take."""

    kind: str
    touches: tuple[str, ...] = ()
    seconds: int = 20


@dataclass(frozen=True, kw_only=True)
class Package:
    """An item with its key and its proofs. `values`: what each option says would be seen."""

    id: str
    responsibility: str
    level: str
    skill: str
    title: str
    minutes: int
    points: int
    difficulty: float
    valid: Mapping[str, str]
    seed: tuple[str, ...]
    enemies: tuple[str, ...]
    content: Content
    key: Key
    values: Mapping[str, Any]
    proofs: tuple[Proof, ...]
    digest: bytes
    folder: Path
    files: Mapping[str, bytes]

    @property
    def kind(self) -> str:
        return self.content.kind


def load(folder: Path) -> Package:
    """The item in this folder, or Refused with every problem that was found."""
    files = read(folder)
    text = files["item.toml"].decode()
    told = parsed(text)
    if isinstance(told, Problem):
        raise Refused(folder, [told])
    if problems := [*problems_of(told, text), *_by_folder(told, folder)]:
        raise Refused(folder, problems)
    try:
        item = _package(told, folder, files)
    except Unreadable as error:
        raise Refused(folder, [Problem(file="item.toml", message=str(error))]) from error
    if faults := list(keys.faults(item.content, item.key)):
        raise Refused(
            folder, [Problem(file="item.toml", field="key", message=words) for words in faults]
        )
    return item


def load_all(library: Path) -> Iterator[Package | Refused]:
    """Every item under a library, by path; what is no item comes as Refused.

    So does an item whose id another one has: an id is one of its library.
    """
    first: dict[str, str] = {}
    for folder in _folders(library):
        try:
            item = load(folder)
        except Refused as refused:
            yield refused
            continue
        if item.id in first:
            words = f"{item.id!r} is an item of {first[item.id]} already"
            yield Refused(folder, [Problem(file="item.toml", field="id", message=words)])
        else:
            first[item.id] = item.responsibility
            yield item


def _folders(library: Path) -> Iterator[Path]:
    """Two levels down; links among them are refused where they are read."""
    for area in sorted(library.iterdir()):
        if area.is_symlink():
            yield area
        elif area.is_dir() and not _passed_over(area):
            yield from (
                one for one in sorted(area.iterdir()) if one.is_dir() and not _passed_over(one)
            )


def _passed_over(path: Path) -> bool:
    return path.name.startswith(".") or path.name == "__pycache__"


def _by_folder(told: Mapping[str, Any], folder: Path) -> list[Problem]:
    """The id and the responsibility are said twice: here and by the folders' names."""
    return [
        Problem(file="item.toml", field=field, message=f"{told.get(field)!r} in a folder {name!r}")
        for field, name in (("id", folder.name), ("responsibility", folder.parent.name))
        if told.get(field) != name
    ]


def _package(told: Mapping[str, Any], folder: Path, files: dict[str, bytes]) -> Package:
    options = told.get("option", [])
    return Package(
        **{name: told[name] for name in ("id", "responsibility", "level", "skill", "title")},
        minutes=int(told["minutes"]),
        points=int(told["points"]),
        difficulty=float(told["difficulty"]["p"]),
        valid=told["valid"],
        seed=tuple(told.get("seed", ())),
        enemies=tuple(told.get("enemies", ())),
        content=_content(told, files),
        key=keys.parse_key(told["kind"], _key(told, files)),
        values={option["id"]: option["value"] for option in options if "value" in option},
        proofs=tuple(
            Proof(
                kind=proof["kind"],
                touches=tuple(proof.get("touches", ())),
                seconds=int(proof.get("seconds", Proof.seconds)),
            )
            for proof in told["proof"]
        ),
        digest=digest_of(files),
        folder=folder,
        files=files,
    )


def _content(told: Mapping[str, Any], files: Mapping[str, bytes]) -> Content:
    code = told.get("code", {})
    editable = set(code.get("editable", ()))
    given = below(files, "given")
    if missing := sorted(editable - set(given)):
        raise Unreadable(f"{missing} may be changed, but are not in given/")
    return contents.parse(
        told["kind"],
        {
            "stem": files["stem.md"].decode(),
            "files": [
                {"name": name, "text": text, "editable": name in editable}
                for name, text in given.items()
            ],
            "options": told.get("option", []),
            "fixed_order": told.get("fixed_order", False),
            "most": told.get("most", 0),
            "visible": _named(below(files, "visible")),
            **{name: code[name] for name in ("entry", "feedback") if name in code},
        },
    )


def below(files: Mapping[str, bytes], place: str) -> dict[str, str]:
    """The texts under a folder, by their paths in it."""
    start = f"{place}/"
    return {
        name.removeprefix(start): data.decode()
        for name, data in files.items()
        if name.startswith(start)
    }


def variants(files: Mapping[str, bytes], place: str) -> dict[str, dict[str, str]]:
    """The texts of each folder under a folder, by its name; files beside them belong to none."""
    found: dict[str, dict[str, str]] = {}
    for path, text in below(files, place).items():
        variant, slash, name = path.partition("/")
        if slash:
            found.setdefault(variant, {})[name] = text
    return found


def _named(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in texts.items()]


def _key(told: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    if told["kind"] in CODE_KINDS:
        return _files_key(told, files)
    if "fillin" in told:
        return dict(told["fillin"])
    if "line" in told:
        return {
            "right": [str(line["number"]) for line in told["line"] if line["flaw"]],
            "why": {str(line["number"]): line["why"] for line in told["line"]},
        }
    return {
        "right": told["key"],
        "why": {option["id"]: option["why"] for option in told["option"]},
    }


def _files_key(told: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest as item.toml has it, and what lies in hidden/."""
    key = {"manifest": told.get("test") or told.get("fault"), "why": told["code"]["why"]}
    key |= {name: told["code"][name] for name in ("seconds",) if name in told["code"]}
    if told["kind"] != "tests":
        return key | {"tests": _named(below(files, "hidden"))}
    return key | {
        name: {
            variant: _named(texts) for variant, texts in variants(files, f"hidden/{name}").items()
        }
        for name in ("references", "mutants")
    }
