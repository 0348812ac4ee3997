"""`flask sandbox …`, as a person starts it: with no settings, no database and no broker."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BARE = {
    "PATH": os.environ["PATH"],
    "FLASK_APP": "workers.cli",
    "PYTHONPATH": f"{ROOT}/platform:{ROOT}",
}
APP = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef v(): return 'right'\n"
TEST = "def test_a(client): assert client.get('/').text == 'right'\n"


def flask(*words, env=BARE):
    return subprocess.run(
        [sys.executable, "-m", "flask", *map(str, words)],
        capture_output=True, text=True, env=env, cwd=ROOT, timeout=120,
    )  # fmt: skip


def told(*words):
    done = flask("sandbox", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def folder(place, **files):
    for name, text in files.items():
        file = place / name.replace("__", "/").replace("_py", ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return place


def test_run(tmp_path):
    folder(tmp_path, main_py="import sys; print(sys.argv); sys.exit(len(sys.argv))")
    done = told("run", tmp_path, "--wall", 9, "--json", "--", "main.py", "--wall", "x")
    assert done.pop("wall") > 0
    assert done == {
        "status": "ok", "exit_code": 3, "output": "['main.py', '--wall', 'x']\n",
        "stdout": "['main.py', '--wall', 'x']\n", "stderr": "",
    }  # fmt: skip


def test_limits_are_handed_on(tmp_path):
    folder(tmp_path, main_py="import time; time.sleep(99)", big_py="print('x' * 9)\nb'x' * 2 ** 28")
    assert told("run", tmp_path, "--wall", 1, "--", "main.py")["status"] == "timeout"
    done = told("run", tmp_path, "--mem", 64, "--out", 4, "--", "big.py")
    assert (done["status"], done["exit_code"]) == ("memory", None)
    assert told("run", tmp_path, "--pids", 1, "--", "main.py")["status"] == "rejected"


def test_a_folder_is_read_without_leaving_it(tmp_path):
    (tmp_path / "secret").write_text("of the house")
    place = folder(tmp_path / "app", main_py="import os; print(sorted(os.listdir()))", sub__f_py="")
    (place / "link").symlink_to(tmp_path / "secret")
    (place / "folder").symlink_to(tmp_path)
    os.mkfifo(place / "pipe")
    assert told("run", place, "--", "main.py")["output"] == "['main.py', 'sub']\n"
    deep = place
    for _ in range(60):
        deep /= "deeper"
        deep.mkdir()
    assert told("run", place, "--", "main.py")["status"] == "rejected"


def test_names_and_contents_of_any_bytes_are_no_trouble(tmp_path):
    folder(tmp_path, main_py="print(open('odd', 'rb').read())")
    (tmp_path / "odd").write_bytes(b"\0\xff\x1b[2J")
    assert told("run", tmp_path, "--", "main.py")["output"] == "b'\\x00\\xff\\x1b[2J'\n"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")).write_bytes(b"")
    assert told("run", tmp_path, "--", "main.py")["status"] == "rejected"


def test_grade(tmp_path):
    app, tests = folder(tmp_path / "a", app_py=APP), folder(tmp_path / "t", test_a_py=TEST)
    done = told("grade", "--app", app, "--tests", tests, "--entry", "app:app", "--json")
    assert (done["status"], done["score"], done["total"]) == ("ok", 1.0, 1)
    assert done["tests"] == {"test_a.py::test_a": "passed"}
    assert done["candidate_view"] == "1 of 1"
    folder(app, app_py=APP.replace("'right'", "'wrong of the tests'"))
    done = told("grade", "--app", app, "--tests", tests)
    assert (done["score"], done["candidate_view"]) == (0.0, "0 of 1")
    assert "wrong of the tests" in done["output"]


def test_grade_suite(tmp_path):
    folder(tmp_path, tests__test_a_py=TEST, right__one__app_py=APP, right__two__app_py="\n" + APP,
           wrong__m__app_py=APP.replace("'right'", "'wrong'"))  # fmt: skip
    done = told("grade-suite", "--tests", tmp_path / "tests", "--references", tmp_path / "right",
                "--mutants", tmp_path / "wrong")  # fmt: skip
    assert (done["valid"], done["killed"], done["score"]) == (True, ["m"], 1.0)
    assert done["wall"] > 0


def test_check_and_build_say_what_is_there():
    done = flask("sandbox", "check")
    assert done.returncode == 0
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["ok", name]
        for name in ("programs", "policy", "runtime", "level", "namespaces", "filter", "memory",
                     "processes")
    ]  # fmt: skip
    assert told("check", "--json")["available"]
    assert told("build", "--json")["runtime"] == "flask3"


def test_where_nothing_can_be_run_it_is_said_and_nothing_is_run(tmp_path):
    folder(tmp_path, main_py="print(1)")
    env = BARE | {"ASSAY_RUNTIME_FOLDER": str(tmp_path / "none")}
    done = flask("sandbox", "run", tmp_path, "--", "main.py", env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing can be run here: the runtime flask3 is not built" in done.stderr
    done = flask("sandbox", "check", env=env)
    assert done.returncode == 1
    assert "flask sandbox build" in done.stdout


@pytest.mark.parametrize(
    "words",
    [["run", "/none", "--", "m.py"], ["run", ROOT], ["run", ROOT, "--wall", "x", "--", "m.py"],
     ["grade", "--app", ROOT], ["run", __file__, "--", "m.py"], ["none"]],
    ids=["no-folder", "no-program", "no-number", "no-tests", "a-file", "no-command"],
)  # fmt: skip
def test_wrong_words_are_told(words):
    assert flask("sandbox", *words).returncode == 2
