"""What an item of files may have wrong though its proof holds; see lints.py. Pure."""

import ast
import re
from collections.abc import Iterator

from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import File
from assay.bank.package import Package, variants

VERDICTS = (ast.Compare, ast.BoolOp)
JUDGES = {"all", "any", "bool", "callable", "hasattr", "isinstance", "issubclass"}
COMMENT = re.compile(r'\s*(?:"""|\'\'\'|#|<!--|//|--)\s*\S')
STILL = re.compile(r"\b(?:time\.)?sleep\(")


def bare_verdicts(item: Package) -> Iterator[str]:
    """A probe runs beside the candidate's code: it may give data, what is right is judged outside.

    What gives a bare true or false can be forged by a candidate who has guessed it.
    """
    for file in _hidden(item):
        for code in _probes(file):
            if _is_verdict(code):
                yield f"hidden/{file.name}: a probe’s result is a verdict: give data, compare it"


def idle_tests(item: Package) -> Iterator[str]:
    """A test that compares nothing proves nothing."""
    for file in _hidden(item):
        for node in ast.walk(_parsed(file.text)):
            if isinstance(node, ast.FunctionDef) and _is_idle(node):
                yield f"hidden/{file.name}: {node.name} asserts nothing"


def waiting_tests(item: Package) -> Iterator[str]:
    """What waits for a time is slow on a quiet machine and wrong on a busy one."""
    for file in _hidden(item):
        if STILL.search(file.text):
            yield f"hidden/{file.name} sleeps"


def nameless_wrongs(item: Package) -> Iterator[str]:
    """A wrong solution says which belief it embodies, at the top of one of its files."""
    for name, texts in variants(item.files, "proof/bad").items():
        if not any(COMMENT.match(text) for text in texts.values()):
            yield f"proof/bad/{name} does not say at its top what it gets wrong"


def unused_variants(item: Package) -> Iterator[str]:
    """Of hidden applications each has the files of the first: none is missing by mistake."""
    if isinstance(item.key, SuiteKey):
        told = {**item.key.references, **item.key.mutants}
        first = {file.name for file in next(iter(told.values()), ())}
        for name, files in told.items():
            if {file.name for file in files} != first:
                yield f"hidden/…/{name} has other files than {sorted(first)}"


def blind_start(item: Package) -> Iterator[str]:
    """Without a visible test nobody can tell whether an answer runs at all."""
    if isinstance(item.key, CodeKey) and not item.content.visible:
        yield "visible/ holds no test"


CODE_LINTS = (
    bare_verdicts,
    idle_tests,
    waiting_tests,
    nameless_wrongs,
    unused_variants,
    blind_start,
)


def _hidden(item: Package) -> tuple[File, ...]:
    return item.key.tests if isinstance(item.key, CodeKey) else ()


def _is_idle(node: ast.FunctionDef) -> bool:
    """A `with` may be pytest.raises."""
    judges = (ast.Assert, ast.With)
    return node.name.startswith("test") and not any(
        isinstance(one, judges) for one in ast.walk(node)
    )


def _probes(file: File) -> Iterator[str]:
    """The code of each `….probe("…")`."""
    for node in ast.walk(_parsed(file.text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = next(iter(node.args), None)
            if node.func.attr == "probe" and isinstance(first, ast.Constant):
                yield str(first.value)


def _is_verdict(code: str) -> bool:
    results = [
        node.value
        for node in ast.walk(_parsed(code))
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == "result" for one in node.targets)
    ]
    return any(map(_judges, results))


def _judges(value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.op, ast.Not)
    if isinstance(value, ast.Constant):
        return isinstance(value.value, bool)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in JUDGES
    return isinstance(value, VERDICTS)


def _parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])
