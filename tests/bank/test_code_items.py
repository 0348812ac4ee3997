"""An item of files is read, kept apart into what is shown and what is hidden, linted and proved."""

import json
from dataclasses import asdict, replace

import pytest

from assay.bank import keys, lints
from assay.bank.content import parse, to_json
from assay.bank.folder import Refused
from assay.bank.prover import Lane, prove
from assay.bank.submission import held, share, submitted
from assay.bank.view import candidate_view
from tests.bank.code_items import BAD, BEHAVIOURS, FAULTS, app, make_code, runner

LANE = Lane(python="3.11.7", packages={"flask": "3.1.3"})
KINDS = ("code", "bugfix", "query", "config", "docs", "tests")


def why(item, settings):
    return prove(item, runner(settings), LANE).why


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_item_is_read_linted_and_proved(tmp_path, settings, kind):
    item = make_code(tmp_path, kind)
    assert [one.message for one in lints.problems(item)] == []
    assert why(item, settings) == ""


@pytest.mark.parametrize("kind", ["bugfix", "tests"])
def test_a_candidate_sees_nothing_of_what_is_hidden(tmp_path, kind):
    item = make_code(tmp_path, kind, name="telling-name")
    kept = parse(item.kind, to_json(item.content))
    shown = json.dumps(asdict(candidate_view(kept)))
    hidden = json.dumps(keys.key_to_json(item.key))
    for secret in ("first", "is caught", "telling-name", "weight", "gate", "mutant", "reference"):
        assert secret not in shown
    assert "weight" in hidden
    assert keys.parse_key(item.kind, json.loads(hidden)) == item.key


def test_the_manifest_is_kept_with_the_key(tmp_path):
    key = keys.key_to_json(make_code(tmp_path).key)
    assert key["manifest"] == [{"weight": 1, "gate": False, **one} for one in BEHAVIOURS]
    assert [file["name"] for file in key["tests"]] == ["test_app.py"]


def test_only_what_may_be_changed_is_taken_of_an_answer(tmp_path):
    content = make_code(tmp_path).content
    files = submitted(content, {"app.py": "mine", "data.py": "mine too", "more.py": "and this"})
    assert files == {"app.py": b"mine", "data.py": b"NOTES = []\n"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"test": None}, "'test' is a required property"),
        ({"fault": FAULTS}, "fault: has no place in an item of this kind"),
        ({"key": ["a"]}, "key: has no place"),
        ({"test": [*BEHAVIOURS, BEHAVIOURS[0]]}, "a test or fault is named twice"),
        ({"test": [*BEHAVIOURS, {"id": "test_b.py::test_x", "says": "Something"}]},
         "test_b.py::test_x stands in no hidden file"),
        ({"code": {"entry": "app", "editable": ["app.py"], "feedback": "names", "why": "y" * 20}},
         "code.entry"),
        ({"code": {"entry": "a:b", "editable": ["b.py"], "feedback": "names", "why": "y" * 20}},
         "['b.py'] may be changed, but are not in given/"),
        ({"code": {"entry": "a:b", "editable": ["app.py"], "feedback": "all", "why": "y" * 20}},
         "code.feedback"),
    ],
)  # fmt: skip
def test_what_is_no_item_of_files_is_refused(tmp_path, changed, words):
    with pytest.raises(Refused) as told:
        make_code(tmp_path, **changed)
    assert words in str(told.value)


def test_hidden_applications_have_the_same_files(tmp_path):
    files = {"hidden/mutants/ab/more.py": "x = 1\n"}
    (told,) = (one.message for one in lints.problems(make_code(tmp_path, "tests", files=files)))
    assert told.startswith("hidden/…/ab has other files than ['app.py']: add")


IDLE = "def test_first(client):\n"
SEES = "def test_first(subject):\n    assert {}\n"
PROBE = "def test_first(subject):\n    assert subject.probe({!r}) == 1\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"hidden/test_app.py": PROBE.format("result = app.x == 1")}, "result is a verdict"),
        (
            {"hidden/test_app.py": PROBE.format("result = not app.x")},
            "result is a verdict",
        ),
        ({"hidden/test_app.py": PROBE.format("result = True")}, "result is a verdict"),
        (
            {"hidden/test_app.py": PROBE.format("result = isinstance(x, int)")},
            "result is a verdict",
        ),
        (
            {"hidden/test_app.py": "def test_first(client):\n    client.get('/')\n"},
            "asserts nothing",
        ),
        ({"hidden/test_app.py": "import time\ntime.sleep(1)\n"}, "sleeps"),
        (
            {"hidden/test_app.py": f"def seen(one):\n    return one\n\n\n{IDLE}    seen(client)\n"},
            "asserts nothing",
        ),
        (
            {"hidden/test_app.py": SEES.format("subject.read('app.py')")},
            "reads a solution’s source",
        ),
        ({"hidden/test_app.py": SEES.format("inspect.getsource(x)")}, "source, getsource: judge"),
        ({"hidden/test_app.py": "import requests\n"}, "imports requests: ask through"),
        ({"hidden/test_app.py": "from urllib.request import urlopen\n"}, "imports urllib.request"),
        ({"hidden/test_app.py": SEES.format("open('/tmp/x')")}, "names '/tmp/x': use names in"),
        ({"proof/bad/slow/app.py": "x = 1\n"}, "proof/bad/slow does not say at its top"),
        ({"visible/test_visible.py": None}, "visible/ holds no test"),
    ],
)
def test_a_lint_speaks_of_its_fault(tmp_path, files, words):
    (told,) = (one.message for one in lints.problems(make_code(tmp_path, files=files)))
    assert words in told


def test_data_of_a_probe_is_no_verdict(tmp_path):
    files = {"hidden/test_app.py": PROBE.format("result = [row.id for row in rows]")}
    assert lints.problems(make_code(tmp_path, files=files)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"def seen(one):\n    assert one\n\n\n{IDLE}    seen(client)\n",
        SEES.format("subject.read('README.md')"),
        SEES.format("subject.post('/', data='/etc/passwd')"),
        SEES.format("open('x') and subject.get('/tmp-files')"),
        "import urllib.parse\n",
    ],
)
def test_a_test_may_judge_by_another_function_and_send_any_path(tmp_path, text):
    assert lints.problems(make_code(tmp_path, files={"hidden/test_app.py": text})) == []


ALL = "first second third gate"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"proof/good/other/app.py": None}, "fewer than 2 good solutions of different structure"),
        ({"proof/good/other/app.py": app(ALL, says="renamed")}, "fewer than 2 good solutions of d"),
        ({"proof/good/other/app.py": app("first gate", body="x = 1")}, "the good other does not p"),
        ({"proof/bad/slow/app.py": None}, "fewer than 3 bad solutions"),
        ({"proof/bad/slow/app.py": app(ALL)}, "the bad slow earns all"),
        ({"proof/bad/slow/data.py": "x"}, "slow changes ['data.py'], which can't be changed"),
        ({f"proof/bad/{name}/app.py": app("first") for name in BAD}, "no near miss fails ['test_"),
        ({"given/app.py": app("first gate")}, "what is given earns 0.60 before anything is done"),
        ({"hidden/test_app.py": "def test_first(): pass\ndef test_more(): pass\n"},
         "the manifest does not name ['test_app.py::test_more']"),
    ],
)  # fmt: skip
def test_a_matrix_that_does_not_hold_says_why(tmp_path, settings, files, words):
    assert words in why(make_code(tmp_path, files=files), settings)


def test_what_goes_for_the_verdict_must_earn_nothing(tmp_path, settings):
    """As of a test that an empty application passes too."""
    item, fake = make_code(tmp_path), runner(settings)
    believed = fake.verdict
    fake.verdict = lambda files, test: "passed" if test.endswith("gate") else believed(files, test)
    assert "who leaves everything empty earns 0.20: let a gate" in prove(item, fake, LANE).why


def test_of_what_a_gate_stops_no_other_test_is_run(tmp_path, settings):
    item, fake = make_code(tmp_path), runner(settings)
    believed, blank = fake.verdict, set()

    def see(files, test):
        if not files["app.py"]:
            blank.add(test)
        return believed(files, test)

    fake.verdict = see
    assert prove(item, fake, LANE).ok
    assert {test.partition("::test_")[2] for test in blank} == {"gate"}


def test_a_good_solution_that_fails_now_and_then_is_told(tmp_path, settings):
    item, fake = make_code(tmp_path), runner(settings)
    believed, asked = fake.verdict, []

    def third_time_unlucky(files, test):
        if test.endswith("third"):
            asked.append(test)
        return "failed" if len(asked) == 4 else believed(files, test)

    fake.verdict = third_time_unlucky
    assert "(run 3 of 3)" in prove(item, fake, LANE).why


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"hidden/references/other/app.py": app("")}, "fewer than 2 references of different struc"),
        ({"proof/good/whole/test_app.py": None}, "there is no good suite"),
        ({"proof/good/whole/test_app.py": "# catches ab\n"}, "the good whole does not pass ['bc'"),
        ({"proof/bad/thin/test_app.py": None}, "fewer than 3 weak suites"),
        ({"proof/bad/thin/test_app.py": "# ab bc cd de ef"}, "the bad thin earns all"),
        ({"proof/bad/strict/test_app.py": "# cd"}, "no weak suite asks for more than was asked"),
        ({"given/test_app.py": "# ab bc cd"}, "what is given earns 0.60"),
    ],
)
def test_mutants_that_do_not_hold_say_why(tmp_path, settings, files, words):
    assert words in why(make_code(tmp_path, "tests", files=files), settings)


def test_without_a_runner_nothing_is_proved(tmp_path, settings):
    absent = replace(runner(settings), absent="the socket is gone")
    assert "matrix: the socket is gone" in prove(make_code(tmp_path), absent, LANE).why


@pytest.mark.parametrize(
    ("answer", "earned"),
    [(ALL, 1), ("first gate", 0.6), ("first second third", 0), ("gate", 0.2), ("", 0)],
)
def test_a_share_is_by_weight_and_nothing_without_the_gate(tmp_path, settings, answer, earned):
    item = make_code(tmp_path)
    verdict = held(runner(settings), item.content, item.key, {"app.py": app(answer)}, seed=1)
    assert float(share(item.key, verdict)) == earned
