import json
import re
from dataclasses import dataclass

import pytest

BLOCK = re.compile(r"^```(\w*)[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^##+ +`?([A-Z]+) (/[^`\n]*?)`?[ \t]*$", re.MULTILINE)
ROW = re.compile(r"^\|\s*`([^`|]+)`\s*\|\s*`([^`|]*)`\s*\|", re.MULTILINE)
RULES = """
result = [
    [method, rule.rule]
    for rule in app.url_map.iter_rules()
    if rule.endpoint != "static"
    for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
]
"""
ERRORS = {"unknown_tool", "bad_days", "lent", "too_many", "unknown_loan"}
SETTINGS = {
    "LOAN_MOST_DAYS": "14",
    "LOAN_MOST_AT_ONCE": "2",
    "LOAN_TOOLS": "drill,ladder,saw",
}


@dataclass
class Example:
    """What the file says of one request, and what the application answered."""

    method: str
    path: str
    body: object
    status: int
    expected: object
    answer: object = None

    @property
    def has_the_status(self):
        return self.answer.status_code == self.status

    @property
    def has_the_body(self):
        if self.expected is None:
            return not self.answer.data
        return self.answer.get_json(silent=True) == self.expected


def read_json(text):
    return json.loads(text) if text.strip() else None


def example(sent, told):
    first, _, body = sent.partition("\n")
    method, path = first.split()
    status, _, expected = told.partition("\n")
    number = int(status.split()[0])
    return Example(method, path, read_json(body), number, read_json(expected))


def examples_of(text):
    blocks = [(kind, held) for kind, held in BLOCK.findall(text) if kind in ("request", "response")]
    kinds, held = [kind for kind, _ in blocks], [text for _, text in blocks]
    assert kinds == ["request", "response"] * (len(kinds) // 2)
    return [example(*pair) for pair in zip(held[::2], held[1::2], strict=True)]


@pytest.fixture
def text(subject):
    return subject.read("API.md").replace("\r\n", "\n")


@pytest.fixture
def examples(subject, text):
    """All examples, each with what it was answered, in their order."""
    client, told = subject.client(), examples_of(text)
    for one in told:
        one.answer = client.open(one.path, method=one.method, json=one.body)
    return told


@pytest.fixture
def rules(subject):
    return {(method, rule) for method, rule in subject.probe(RULES)}


def matched(one, rules):
    """The rule that the example is of."""
    for method, rule in rules:
        if one.method == method and re.fullmatch(
            re.sub("<[^>]+>", "[^/]+", rule), one.path.partition("?")[0]
        ):
            return method, rule
    return None


def test_some_example_holds(examples):
    assert [one for one in examples if one.has_the_status and one.has_the_body]


def test_statuses(examples):
    assert len(examples) >= 3
    assert [(one.method, one.path) for one in examples if not one.has_the_status] == []


def test_bodies(examples):
    assert len(examples) >= 3
    assert [(one.method, one.path) for one in examples if not one.has_the_body] == []


def test_each_endpoint_is_shown(examples, rules):
    done = {matched(one, rules) for one in examples if one.status < 400 and one.has_the_status}
    assert rules <= done


def test_each_refusal_is_shown(examples):
    told = [one.expected for one in examples if one.has_the_status and one.has_the_body]
    assert ERRORS <= {one.get("error") for one in told if isinstance(one, dict)}


def test_headings(text, rules):
    headings = HEADING.findall(BLOCK.sub("", text))
    assert sorted(headings) == sorted(rules)


def test_settings(text):
    _, _, after = text.partition("## Settings")
    table = after.partition("\n## ")[0]
    assert dict(ROW.findall(table)) == SETTINGS
