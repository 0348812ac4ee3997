"""One item as a folder holds it: load() and load_all(). Pure: reading a folder runs nothing in it.

<responsibility>/<id>/
    item.toml   options, key, whys, proofs      never sent to a candidate
    stem.md     the question                    shown
    given/      files that belong to it         shown
    proof/      what is run to prove the key    never sent
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from assay.bank import content as contents
from assay.bank import keys
from assay.bank.content import Content
from assay.bank.keys import Key
from assay.bank.lines import line_of, line_said

MOST_FILES = 80
MOST_BYTES = 256 * 1024
PARTS = frozenset({"item.toml", "stem.md", "given", "proof"})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong, and where: the file, its line where it is known, the field."""

    file: str
    message: str
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field + ': ' if self.field else ''}{self.message}"


class Refused(Exception):
    """A folder that is no item; `problems` says why, all of it."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        super().__init__("\n".join(f"{folder.name}/{problem}" for problem in problems))
        self.folder, self.problems = folder, problems


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

    def text(self, name: str) -> str:
        return self.files[name].decode()

    def under(self, part: str) -> dict[str, str]:
        """The texts in one part ("given", "proof"), by their path below it."""
        return {
            name.removeprefix(part + "/"): self.text(name)
            for name in self.files
            if name.startswith(part + "/")
        }


def load(folder: Path) -> Package:
    """The item in this folder, or Refused with every problem that was found."""
    files, problems = _read(folder)
    if problems:
        raise Refused(folder, problems)
    text = files["item.toml"].decode()
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            folder, [Problem(file="item.toml", line=line_said(str(error)), message=str(error))]
        ) from error
    if problems := [*_by_schema(told, text), *_by_folder(told, folder)]:
        raise Refused(folder, problems)
    return _package(told, folder, files)


def load_all(library: Path) -> Iterator[Package | Refused]:
    """Every item under a library, by path; what can't be read comes as Refused."""
    for file in sorted(library.glob("*/*/item.toml")):
        try:
            yield load(file.parent)
        except Refused as refused:
            yield refused


def digest_of(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 over every file's path and content; it changes with anything in the folder."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.digest()


def _read(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Every file below the folder by its path; symbolic links, oversize and strangers refused."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(_below(folder)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            problems.append(Problem(file=name, message="a symbolic link is not taken"))
        elif name.split("/")[0] not in PARTS:
            problems.append(Problem(file=name, message=f"not one of {', '.join(sorted(PARTS))}"))
        elif path.stat().st_size > MOST_BYTES:
            problems.append(Problem(file=name, message=f"larger than {MOST_BYTES} bytes"))
        else:
            files[name] = path.read_bytes()
            problems += _not_text(name, files[name])
    if len(files) > MOST_FILES:
        problems.append(Problem(file=".", message=f"more than {MOST_FILES} files"))
    for name in ("item.toml", "stem.md"):
        if name not in files:
            problems.append(Problem(file=name, message="is missing"))
    return files, problems


def _below(folder: Path) -> Iterator[Path]:
    for where, names, found in os.walk(folder):
        names[:] = [name for name in names if name != "__pycache__"]
        yield from (Path(where) / name for name in found)
        yield from (Path(where) / name for name in names if (Path(where) / name).is_symlink())


def _not_text(name: str, data: bytes) -> list[Problem]:
    try:
        if "\0" not in data.decode():
            return []
    except UnicodeDecodeError:
        pass
    return [Problem(file=name, message="not UTF-8 text")]


@cache
def _validator() -> Any:
    schema = json.loads(Path(__file__).with_name("item.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _by_schema(told: Mapping[str, Any], text: str) -> list[Problem]:
    found = sorted(_validator().iter_errors(told), key=lambda error: [str(p) for p in error.path])
    return [
        Problem(
            file="item.toml",
            line=line_of(text, list(error.path)),
            field=".".join(str(part) for part in error.path),
            message=error.message[:200],
        )
        for error in found
    ]


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
        minutes=told["minutes"],
        points=told["points"],
        difficulty=float(told["difficulty"]["p"]),
        valid=told["valid"],
        seed=tuple(told.get("seed", ())),
        enemies=tuple(told.get("enemies", ())),
        content=_content(told, files),
        key=keys.parse_key(told["kind"], _key(told)),
        values={option["id"]: option["value"] for option in options if "value" in option},
        proofs=tuple(
            Proof(
                kind=proof["kind"],
                touches=tuple(proof.get("touches", ())),
                seconds=proof.get("seconds", Proof.seconds),
            )
            for proof in told["proof"]
        ),
        digest=digest_of(files),
        folder=folder,
        files=files,
    )


def _content(told: Mapping[str, Any], files: Mapping[str, bytes]) -> Content:
    given = [name for name in files if name.startswith("given/")]
    return contents.parse(
        told["kind"],
        {
            "stem": files["stem.md"].decode(),
            "files": [
                {"name": name.removeprefix("given/"), "text": files[name].decode()}
                for name in given
            ],
            "options": told.get("option", []),
            "fixed_order": told.get("fixed_order", False),
        },
    )


def _key(told: Mapping[str, Any]) -> dict[str, Any]:
    if "fillin" in told:
        return dict(told["fillin"])
    return {
        "right": told["key"],
        "why": {option["id"]: option["why"] for option in told["option"]},
    }
