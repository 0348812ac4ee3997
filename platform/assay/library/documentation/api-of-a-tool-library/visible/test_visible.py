import json
import re

PAIR = re.compile(r"^```request\n(.*?)\n```\s*^```response\n(.*?)\n```", re.DOTALL | re.MULTILINE)


def test_the_first_example(subject):
    sent, told = PAIR.findall(subject.read("API.md"))[0]
    first, _, body = sent.partition("\n")
    method, path = first.split()
    answer = subject.client().open(path, method=method, json=json.loads(body) if body else None)
    status, _, expected = told.partition("\n")
    assert answer.status_code == int(status)
    assert answer.get_json(silent=True) == (json.loads(expected) if expected.strip() else None)
