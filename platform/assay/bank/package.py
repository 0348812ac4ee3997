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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assay.bank import keys, parameters
from assay.bank.content import Content, Unreadable
from assay.bank.folder import Problem, Refused, check, digest_of, read
from assay.bank.item_parts import below, content_of, key_of, variants
from assay.bank.item_toml import parsed, problems_of
from assay.bank.keys import Key
from assay.bank.parameters import Filled
from assay.bank.view import candidate_view

__all__ = [
    "Package", "Problem", "Proof", "Refused",
    "below", "from_files", "load", "load_all", "load_folder", "variants",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One thing to run; `seconds` is the longest that one run may take.

    A citation has the `phrase` that stands in a `file` of the `package` as it was released.
    """

    kind: str
    touches: tuple[str, ...] = ()
    seconds: int = 20
    package: str = ""
    file: str = ""
    phrase: str = ""


@dataclass(frozen=True, kw_only=True)
class Package:
    """An item with its key and its proofs. `values`: what each option says would be seen.

    `files` have a variant's texts in their places, `source` has the folder's own.
    """

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
    source: Mapping[str, bytes]

    @property
    def slug(self) -> str:
        """The folder's name, which the variants of one folder share."""
        return parameters.slug_of(self.id)

    @property
    def kind(self) -> str:
        return self.content.kind


def load(folder: Path) -> Package:
    """The one item in this folder, or Refused; ValueError where it holds variants."""
    (item,) = load_folder(folder)
    return item


def load_folder(folder: Path) -> list[Package]:
    """The item in this folder, or each of its variants; Refused with every problem of all."""
    return from_files(folder, read(folder))


def from_files(folder: Path, files: dict[str, bytes]) -> list[Package]:
    """The same of files that lie on no disk; of the path only its last two names are looked at."""
    check(folder, files)
    text = files["item.toml"].decode()
    told = parsed(text)
    if isinstance(told, Problem):
        raise Refused(folder, [told])
    if problems := [*problems_of(told, text), *_by_folder(told, folder)]:
        raise Refused(folder, problems)
    if problems := parameters.problems(told, files):
        raise Refused(folder, problems)
    items = [_item(one, folder, files, text) for one in parameters.filled(told, files)]
    if alike := _alike(items):
        raise Refused(folder, alike)
    names = {item.id for item in items}
    return [
        replace(item, enemies=tuple(sorted({*item.enemies, *(names - {item.id})})))
        if len(items) > 1
        else item
        for item in items
    ]


def load_all(library: Path) -> Iterator[Package | Refused]:
    """Every item under a library, by path; what is no item comes as Refused.

    So does an item whose id another one has: an id is one of its library. Who names a folder with
    variants as an enemy has all of them as enemies.
    """
    found = list(_loaded(library))
    by_slug: dict[str, list[str]] = {}
    for one in found:
        if isinstance(one, Package):
            by_slug.setdefault(one.slug, []).append(one.id)
    for one in found:
        if isinstance(one, Package) and one.enemies:
            names = (by_slug.get(name, [name]) for name in one.enemies)
            one = replace(one, enemies=tuple(dict.fromkeys(id_ for ids in names for id_ in ids)))
        yield one


def _loaded(library: Path) -> Iterator[Package | Refused]:
    first: dict[str, str] = {}
    for folder in _folders(library):
        try:
            items = load_folder(folder)
        except Refused as refused:
            yield refused
            continue
        slug = items[0].slug
        if slug in first:
            words = f"{slug!r} is an item of {first[slug]} already"
            yield Refused(folder, [Problem(file="item.toml", field="id", message=words)])
        else:
            first[slug] = items[0].responsibility
            yield from items


def _item(one: Filled, folder: Path, files: dict[str, bytes], text: str) -> Package:
    if problems := [*problems_of(one.told, text), *parameters.outgrown(one)]:
        raise Refused(folder, problems)
    try:
        item = _package(one, folder, files)
    except Unreadable as error:
        raise Refused(folder, [Problem(file="item.toml", message=str(error))]) from error
    if faults := list(keys.faults(item.content, item.key)):
        raise Refused(
            folder, [Problem(file="item.toml", field="key", message=words) for words in faults]
        )
    return item


def _alike(items: list[Package]) -> list[Problem]:
    """Two variants that a candidate could not tell apart."""
    seen: dict[str, str] = {}
    found = []
    for item in items:
        reads = " ".join(str(candidate_view(item.content)).casefold().split())
        first = seen.setdefault(reads, item.id)
        if first != item.id:
            words = f"{first} and {item.id} read the same"
            found.append(Problem(file="item.toml", field="variant", message=words))
    return found


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


def _package(one: Filled, folder: Path, source: dict[str, bytes]) -> Package:
    told, files = one.told, one.files
    options = told.get("option", [])
    return Package(
        id=parameters.id_of(told["id"], one.variant),
        **{name: told[name] for name in ("responsibility", "level", "skill", "title")},
        minutes=int(told["minutes"]),
        points=int(told["points"]),
        difficulty=float(told["difficulty"]["p"]),
        valid=told["valid"],
        seed=tuple(told.get("seed", ())),
        enemies=tuple(told.get("enemies", ())),
        content=content_of(told, files),
        key=keys.parse_key(told["kind"], key_of(told, files)),
        values={option["id"]: option["value"] for option in options if "value" in option},
        proofs=tuple(
            Proof(
                kind=proof["kind"],
                touches=tuple(proof.get("touches", ())),
                seconds=int(proof.get("seconds", Proof.seconds)),
                **{name: proof[name] for name in ("package", "file", "phrase") if name in proof},
            )
            for proof in told["proof"]
        ),
        digest=parameters.digest_with(digest_of(source), one.variant),
        folder=folder,
        files=files,
        source=source,
    )
