"""The plain runner keeps its limits, gives nothing of ours away, and leaves nothing behind."""

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from assay.bank.runner import Limits
from workers.local_runner import LocalRunner

MIB = 1024 * 1024


def run(code, files=None, **limits):
    told = {"main.py": code.encode(), **(files or {})}
    return LocalRunner().run(told, ["python", "-s", "-B", "main.py"], Limits(**limits))


def is_gone(pid):
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], 5)[0])
    finally:
        os.close(watched)


def test_a_program_runs_with_this_interpreter_in_a_folder_of_its_own():
    told = run(
        "import os, sys; print(sys.executable, sorted(os.listdir()), open('a/b').read())",
        {"a/b": b"x"},
    )
    assert (told.status, told.exit_code, told.stderr) == ("ok", 0, "")
    assert told.stdout == f"{sys.executable} ['a', 'main.py'] x\n"


def test_how_it_ends_is_told():
    told = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (told.status, told.exit_code, told.stdout, told.stderr) == (
        "ok", 3, "out\n", "err\n",
    )  # fmt: skip
    assert 0 < told.seconds < 20


def test_nothing_of_our_environment_is_handed_on(monkeypatch):
    monkeypatch.setenv("ASSAY_SECRET_KEY", "of-the-house")
    told = run("import os; print(sorted(os.environ)); print(os.environ['HOME'] == os.getcwd())")
    assert "of-the-house" not in told.stdout
    assert set(eval(told.stdout.splitlines()[0])) <= {
        "PATH", "LANG", "HOME", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "ASSAY_RUN",
        "LC_CTYPE",
    }  # fmt: skip
    assert told.stdout.splitlines()[1] == "True"


def test_standard_input_is_empty():
    assert run("import sys; print(repr(sys.stdin.read()))").stdout == "''\n"


def test_who_sleeps_too_long_is_ended():
    began = time.perf_counter()
    told = run("print('begun', flush=True)\nimport time; time.sleep(60)", seconds=1)
    assert (told.status, told.exit_code, told.stdout) == ("timeout", -signal.SIGKILL, "begun\n")
    assert time.perf_counter() - began < 20


def test_who_computes_too_long_is_ended():
    told = run("while True: pass", cpu_seconds=1, seconds=60)
    assert (told.status, told.exit_code) == ("timeout", -signal.SIGXCPU)
    assert told.seconds < 50


def test_who_does_not_listen_is_ended_all_the_same():
    code = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    told = run(code, cpu_seconds=1, seconds=60)
    assert (told.status, told.exit_code) == ("ok", -signal.SIGKILL)


def test_memory_is_limited():
    code = f"print(len(bytearray({100 * MIB})), flush=True); bytearray({400 * MIB})"
    told = run(code, memory=300 * MIB)
    assert (told.status, told.stdout) == ("ok", f"{100 * MIB}\n")
    assert "MemoryError" in told.stderr


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_of_too_much_output_the_beginning_is_kept(stream):
    told = run(f"import sys; sys.{stream}.write('x' * 5000 + 'end')", output=1000)
    assert (told.status, told.exit_code) == ("output", 0)
    assert getattr(told, stream) == "x" * 1000


def test_output_without_end_is_ended_by_the_size_of_a_file():
    told = run("while True: print('x' * 1000)", file_size=MIB, output=1000, seconds=60)
    assert told.status == "output"
    assert told.seconds < 50


def test_files_are_limited_in_size():
    told = run("open('big', 'wb').write(b'x' * 3_000_000)", file_size=MIB)
    assert not told.ended_well
    assert "File too large" in told.stderr


def test_files_are_limited_in_number():
    told = run("kept = [open('f', 'w') for _ in range(60)]", open_files=40)
    assert not told.ended_well
    assert "Too many open files" in told.stderr


def test_bytes_that_are_no_text_are_told_as_such():
    assert run(r"import sys; sys.stdout.buffer.write(b'a\xff\0b')").stdout == "a\ufffd\0b"


CHILD = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session={alone}, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
{then}
"""


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("then", ["os._exit(0)", "raise SystemExit(1)", "child.wait()"])
def test_what_a_program_leaves_running_is_ended(alone, then):
    told = run(CHILD.format(alone=alone, then=then), seconds=3)
    assert is_gone(int(told.stdout))


def test_what_a_program_leaves_on_the_disk_is_cleared():
    told = run("import os; print(os.getcwd()); os.mkdir('d'); open('d/f', 'w'); os.chmod('d', 0)")
    folder = Path(told.stdout.strip())
    assert folder.name == "work"
    assert not folder.parent.exists()


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "a/../../out", ""])
def test_no_file_is_written_outside(name):
    with pytest.raises(ValueError, match="leads out of the working folder"):
        run("", {name: b"x"})


def test_a_command_that_is_not_there_fails():
    told = LocalRunner().run({}, ["no-such-command"], Limits())
    assert not told.ended_well
    assert told.stderr == "no-such-command: No such file or directory\n"
