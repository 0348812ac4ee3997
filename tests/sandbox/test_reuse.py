"""A pair that does one job after another: nothing of a job is left for the next, nor said of it."""

from contextlib import closing

import pytest

from tests.sandbox.grading import APP, grade, verdicts
from workers.sandbox import reuse
from workers.sandbox.engine import Sandbox

SEES = """
import os, stat

def held():
    found = []
    for number in range(3, 128):
        try: mode = os.fstat(number).st_mode
        except OSError: continue
        found.append("socket" if stat.S_ISSOCK(mode) else "pipe" if stat.S_ISFIFO(mode) else "file")
    return sorted(found)

def others():
    found = 0
    for number in range(2, 400):
        try: os.kill(number, 0)
        except ProcessLookupError: continue
        except PermissionError: pass
        found += number != os.getpid()
    return found

def below(folder):
    return sorted(name for _, folders, files in os.walk(folder) for name in folders + files)
"""
NUMBER = """
import pytest

def test_a(subject):
    pytest.fail(str(subject.probe("import os; result = os.getpid()")), pytrace=False)
"""
LEAVES = """
import os, subprocess, sys

def test_a(subject):
    subject.probe('''
import flask, os, subprocess, sys
flask.left = True
open('/box/left', 'w').write('left')
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)
print('said by the application', flush=True)
''')
    import pytest
    pytest.left = True
    open('/box/left', 'w').write('left')
    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)
    os.environ['LEFT'] = 'left'
    pytest.fail('said by the tests')
"""
LOOKS = f"""
SEES = {SEES!r}
exec(SEES)
LOOK = SEES + '''
import flask
result = [below('/box'), others() - 1, hasattr(flask, 'left'), os.environ.get('LEFT')]
'''

def test_a(subject):
    import pytest
    assert subject.probe(LOOK) == [["app.py", "s1"], 0, False, None]
    told = [below('/box'), others() - 1, hasattr(pytest, 'left'), os.environ.get('LEFT')]
    assert told == [["test_it.py", "tests"], 0, False, None]
"""
HOLDS = f"""
SEES = {SEES!r}
exec(SEES)

def test_a(subject):
    import pytest
    told = [held(), subject.probe(SEES + 'result = held()')]
    pytest.fail(str(told), pytrace=False)
"""
ILL = {
    "the application ends": ("import os\nos._exit(0)", "def test_a(client): client.get('/')"),
    "the application fills its memory": (
        APP + "\n@app.get('/fill')\ndef fill():\n    return str(len('a' * 2**29))\n",
        "def test_a(client): assert client.get('/fill').text",
    ),
    "the tests fill their memory": (APP, "def test_a():\n    assert 'a' * 2**29"),
    "the tests end at once": (APP, "import os\ndef test_a(): os._exit(0)"),
    "the tests end badly": (APP, "import os\ndef test_a(): os._exit(3)"),
    "the tests are killed": (APP, "import os\ndef test_a(): os.kill(os.getpid(), 9)"),
    "the tests are interrupted": (APP, "def test_a(): raise KeyboardInterrupt"),
    "the application ends its parent": (
        "import os\nos.kill(os.getppid(), 9)", "def test_a(client): client.get('/')"
    ),
    "the tests write too much": (
        APP, "import os\ndef test_a():\n    while 1: os.write(1, b'a' * 9999)"
    ),
    "the tests take too long": (APP, "def test_a():\n    while 1: pass"),
    "nothing can be read": (APP, "def test_a(:"),
}  # fmt: skip


@pytest.fixture(scope="module")
def engine():
    with closing(Sandbox(reuse=True)) as made:
        yield made


@pytest.fixture(scope="module")
def single():
    with closing(Sandbox()) as made:
        yield made


def said(told):
    (one,) = told.tests.values()
    return one.message


def test_one_pair_does_job_after_job(engine):
    numbers = [int(said(grade(engine, APP, NUMBER))) for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_nothing_of_a_job_is_left_for_the_next(engine):
    left = grade(engine, APP, LEAVES)
    assert "said by the application" in left.application_output
    assert "said by the tests" in left.test_output
    looked = grade(engine, APP, LOOKS)
    assert (verdicts(looked), said(looked)) == ({"test_a": "passed"}, "")
    assert "said by" not in looked.application_output + looked.test_output


def test_no_more_is_held_open_than_in_a_pair_of_its_own(engine, single):
    reused = [said(grade(engine, APP, HOLDS)) for _ in range(2)]
    assert reused == [said(grade(single, APP, HOLDS))] * 2
    assert reused[0].endswith("['socket']]")


@pytest.mark.parametrize("name", ILL)
def test_who_ends_ill_is_told_the_same_and_spoils_nobody_elses(engine, single, name):
    app, tests = ILL[name]
    told, alone = (
        grade(one, app, tests, seconds=60, test_seconds=60, cpu_seconds=4)
        for one in (engine, single)
    )
    assert (told.status, verdicts(told)) == (alone.status, verdicts(alone))
    after = grade(engine, APP, LOOKS, seconds=8, test_seconds=30, cpu_seconds=4)
    assert (after.status, verdicts(after)) == ("ok", {"test_a": "passed"})


def test_a_pair_does_so_many_jobs_and_no_more(monkeypatch):
    monkeypatch.setattr(reuse, "MOST_JOBS", 1)
    with closing(Sandbox(reuse=True)) as engine:
        first, again = (said(grade(engine, APP, NUMBER)) for _ in range(2))
    assert first == again
