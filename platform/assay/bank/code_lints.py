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
SOURCES = {"getsource", "getsourcelines", "getsourcefile"}
NETWORK = {"requests", "socket", "urllib.request", "http.client", "httpx", "urllib3", "aiohttp"}
OPENERS = {"open", "Path", "PurePath", "listdir", "chdir", "mkdir", "remove", "exists", "run"}
ROOTED = re.compile(r"/(?:tmp|etc|home|usr|var|opt|root|dev|proc|sys|mnt|srv|Users)(?:/|$)")
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
        functions = [n for n in ast.walk(_parsed(file.text)) if isinstance(n, ast.FunctionDef)]
        judges = {one.name for one in functions if _compares(one, set())}
        for node in functions:
            if node.name.startswith("test") and not _compares(node, judges):
                yield f"hidden/{file.name}: {node.name} asserts nothing: compare what it sees"


def waiting_tests(item: Package) -> Iterator[str]:
    """What waits for a time is slow on a quiet machine and wrong on a busy one."""
    for file in _hidden(item):
        if STILL.search(file.text):
            yield f"hidden/{file.name} sleeps: give it the time instead"


def tests_of_source(item: Package) -> Iterator[str]:
    """How a solution is written is its author's: what it does is judged."""
    for file in _hidden(item):
        for node in ast.walk(_parsed(file.text)):
            if isinstance(node, ast.Call) and (name := _reads_code(node)):
                yield f"hidden/{file.name} reads a solution’s source, {name}: judge what it does"


def tests_of_elsewhere(item: Package) -> Iterator[str]:
    """A verdict must be the same on any machine, with no network and other folders.

    What is sent as an attacker's path, or compared with one, opens nothing.
    """
    for file in _hidden(item):
        tree = _parsed(file.text)
        for module in sorted(NETWORK & set(_imports(tree))):
            yield f"hidden/{file.name} imports {module}: ask through client or subject"
        for path in _opened(tree):
            if ROOTED.match(path):
                yield f"hidden/{file.name} names {path!r}: use names in the own folder"


def nameless_wrongs(item: Package) -> Iterator[str]:
    """A wrong solution says which belief it embodies, at the top of one of its files."""
    for name, texts in variants(item.files, "proof/bad").items():
        if not any(COMMENT.match(text) for text in texts.values()):
            yield f"proof/bad/{name} does not say at its top what it gets wrong: add a line"


def unused_variants(item: Package) -> Iterator[str]:
    """Of hidden applications each has the files of the first: none is missing by mistake."""
    if isinstance(item.key, SuiteKey):
        told = {**item.key.references, **item.key.mutants}
        first = {file.name for file in next(iter(told.values()), ())}
        for name, files in told.items():
            if {file.name for file in files} != first:
                yield f"hidden/…/{name} has other files than {sorted(first)}: add what is missing"


def blind_start(item: Package) -> Iterator[str]:
    """Without a visible test nobody can tell whether an answer runs at all."""
    if isinstance(item.key, CodeKey) and not item.content.visible:
        yield "visible/ holds no test: add one that shows whether an answer runs"


CODE_LINTS = (
    bare_verdicts,
    idle_tests,
    waiting_tests,
    tests_of_source,
    tests_of_elsewhere,
    nameless_wrongs,
    unused_variants,
    blind_start,
)


def _hidden(item: Package) -> tuple[File, ...]:
    return item.key.tests if isinstance(item.key, CodeKey) else ()


def _reads_code(call: ast.Call) -> str:
    """What is called to read Python that a candidate wrote; nothing where none is."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    first = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    reads = call.func.attr in {"read", "open", "read_text"} and str(first).endswith(".py")
    return call.func.attr if reads or call.func.attr in SOURCES else ""


def _opened(tree: ast.Module) -> Iterator[str]:
    """Paths that are handed to what opens or names a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in OPENERS:
            for one in node.args:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def _called(call: ast.Call) -> str:
    """The function's own name, whatever it is an attribute of."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _compares(node: ast.FunctionDef, judges: set[str]) -> bool:
    """Itself, or by a function of the same file that does. A `with` may be pytest.raises."""
    return any(
        isinstance(one, ast.Assert | ast.With)
        or (isinstance(one, ast.Call) and _called(one) in judges)
        for one in ast.walk(node)
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
