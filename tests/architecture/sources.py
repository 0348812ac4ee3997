"""The product's own sources, parsed; what its rules look for in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "platform" / "assay" / "library"
"""Data: candidates' questions hold code that is meant to be wrong."""


@dataclass(frozen=True)
class Source:
    """One module: its dotted name and its text."""

    module: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """`assay.bank.actions` → `assay.bank`; the worker's modules are a room each."""
        return ".".join(self.module.split(".")[:2])


def module_of(path: Path) -> str:
    inside = path.relative_to(ROOT).with_suffix("")
    parts = [part for part in inside.parts if part != "__init__"]
    return ".".join(parts[1:] if parts[0] == "platform" else parts)


def sources(*folders: str) -> list[Source]:
    """Every module under these folders of the checkout, the library's data left out."""
    return [
        Source(module_of(path), path.read_text("utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if LIBRARY not in path.parents
    ]


def product() -> list[Source]:
    return sources("platform/assay", "workers")


def imported(source: Source) -> dict[str, str]:
    """Name in the module → what it stands for: `session` → `assay.core.db.session`."""
    found: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                found[one.asname or one.name] = f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            for one in node.names:
                found[one.asname or one.name.partition(".")[0]] = one.name
    return found


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """What an expression of names stands for: `models.Item` → `assay.bank.models.Item`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, names)}.{node.attr}"
    return names.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def called(node: ast.Call) -> str:
    """The last name of what is called: `session.commit()` → `commit`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def functions(
    tree: ast.AST, inside: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """(dotted name, function) of every function and method, inner ones too."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{inside}{node.name}", node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from functions(node, f"{inside}{node.name}.")
        else:
            yield from functions(node, inside)
