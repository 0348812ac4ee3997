"""Truth: what is shown must be so today, on the versions that are meant; see lints.py. Pure."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from assay.bank.package import Package
from assay.bank.reading import code_of, is_prose, shown, unfenced, whys


@dataclass(frozen=True, kw_only=True)
class Removed:
    """A name that code used to call, and the version of the package that no longer has it."""

    name: str
    package: str
    since: str
    pattern: re.Pattern[str]


def _removed(package: str, since: str, *names: str) -> list[Removed]:
    return [
        Removed(
            name=name,
            package=package,
            since=since,
            pattern=re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])"),
        )
        for name in names
    ]


def _imported(package: str, since: str, module: str, *names: str) -> list[Removed]:
    """Of a module that is still there these names are gone."""
    return [
        Removed(
            name=name,
            package=package,
            since=since,
            pattern=re.compile(
                rf"^from {re.escape(module)} import [^\n]*(?<![\w.]){name}\b"
                rf"|(?<![\w.]){re.escape(module)}\.{name}\b",
                re.MULTILINE,
            ),
        )
        for name in names
    ]


REMOVED: tuple[Removed, ...] = (
    *_removed(
        "Flask", "2.3", "before_first_request", "before_app_first_request", "FLASK_ENV",
        "JSON_AS_ASCII", "JSON_SORT_KEYS", "JSONIFY_MIMETYPE", "JSONIFY_PRETTYPRINT_REGULAR",
        "json_encoder", "json_decoder", "send_file_max_age_default", "session_cookie_name",
    ),
    *_removed("Flask", "2.2", "attachment_filename", "cache_timeout", "add_etags"),
    *_removed("Flask", "3.0", "_request_ctx_stack", "_app_ctx_stack"),
    *_imported("Flask", "3.0", "flask", "Markup", "escape"),
    *_imported("Flask", "2.3", "flask.json", "JSONEncoder", "JSONDecoder"),
    *_imported("Flask", "2.1", "flask", "safe_join"),
    *_removed("Flask", "1.0", "flask.ext"),
    *_imported(
        "Werkzeug", "3.0", "werkzeug.urls",
        "url_quote", "url_quote_plus", "url_unquote", "url_encode", "url_decode", "url_parse",
        "url_join",
    ),
    *_imported("Werkzeug", "2.1", "werkzeug.security", "safe_str_cmp", "pbkdf2_hex"),
    *_imported("Jinja2", "3.1", "jinja2", "Markup", "escape", "contextfunction", "contextfilter"),
    *_removed("SQLAlchemy", "2.0", "engine.execute", "autoload=True"),
    *_removed(
        "Flask-SQLAlchemy", "3.0",
        "SQLALCHEMY_COMMIT_ON_TEARDOWN", "SQLALCHEMY_NATIVE_UNICODE", "SQLALCHEMY_POOL_SIZE",
        "SQLALCHEMY_POOL_RECYCLE", "SQLALCHEMY_POOL_TIMEOUT",
    ),
)  # fmt: skip
"""Taken from the change logs. A test holds each against the packages that are installed."""
BOUNDED = re.compile(r"<|==|~=")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{5,}\b")
MOMENT = re.compile(r"\b(?:datetime\.now|utcnow|date\.today|time\.time|uuid4|urandom|token_hex)\(")
URL = re.compile(
    r"\b(?:https?|wss?|ftp|redis|postgresql)://(?:[^\s/@\"'`<>]*@)?(\[[^\]]+\]|[\w.-]+)"
)
EXAMPLE = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost|local|internal)\.?", re.I
)
"""Names that are reserved: nobody is met by whoever follows one."""
STANDARDS = {"www.w3.org", "json-schema.org"}
"""Names of formats, which only look like addresses."""
NETWORKS = ("127.", "192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:")


def unnamed_version(item: Package) -> Iterator[str]:
    """Where the key ends with a version, who is asked must know which one is meant.

    One named package is enough: the others come with it. Its name must stand by its number, in
    the stem or in a file: "3.1" alone may be a price.
    """
    ends = [name for name, said in item.valid.items() if BOUNDED.search(said)]
    text = "\n".join([item.content.stem, *(file.text for file in item.content.files)])
    if ends and not any(_named(name, text) for name in ends):
        yield f"the key holds for some versions of {', '.join(ends)} only: name one in the stem"


def broken_code(item: Package) -> Iterator[str]:
    """Python that is shown must be Python. What is to be mended may be broken."""
    for file in item.content.files if not item.content.is_code else ():
        if file.name.endswith(".py"):
            try:
                ast.parse(file.text)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                yield f"given/{file.name} does not compile: {error}"


def removed_names(item: Package) -> Iterator[str]:
    """Code of former days teaches it anew. An item may be about it: then it says so in words."""
    files = [file.text for file in item.content.files if is_prose(file.name)]
    about = unfenced("\n\n".join([item.content.stem, *files, *whys(item)]))
    code = code_of(item)
    for one in REMOVED:
        if one.pattern.search(code) and one.name not in about:
            yield f"{one.name} is gone since {one.package} {one.since}: show what takes its place"


def changing_output(item: Package) -> Iterator[str]:
    """What is another text with each run can't be an answer."""
    for option in item.content.options:
        value = f"{option.text} {item.values.get(option.id, '')}"
        if found := ADDRESS.search(value):
            yield f"option {option.id} holds an address of memory, {found[0]}: print something else"
    if item.kind == "output" and (found := MOMENT.search(code_of(item))):
        yield f"{found[0]}) is another with each run: give the program a fixed value"


def real_addresses(item: Package) -> Iterator[str]:
    """A name in an example belongs to somebody, unless it is one that is kept for examples."""
    for host in sorted({found.strip("[]").rstrip(".") for found in URL.findall(shown(item))}):
        if not _is_example(host):
            yield f"{host} may be somebody’s: take a name below .example, or 127.0.0.1"


TRUTH_LINTS = (unnamed_version, broken_code, removed_names, changing_output, real_addresses)


def _named(package: str, text: str) -> bool:
    """ "Flask 3.1", "Gunicorn 27", "SQLAlchemy's 2.0"."""
    name = r"[-_ ]?".join(re.split(r"[-_.]", package))
    if package.casefold() == "jinja2":
        name = "jinja2?"
    return bool(re.search(rf"\b{name}(?:[’']s)?[\s`*]{{1,4}}(?:version )?\d+", text, re.IGNORECASE))


def _is_example(host: str) -> bool:
    if host.startswith(NETWORKS):
        return True
    try:
        found = ip_address(host)
    except ValueError:
        plain = "." not in host  # a service's name in a network of one's own
        return plain or host in STANDARDS or bool(EXAMPLE.fullmatch(host))
    return found.is_private or found.is_loopback
