"""A program in a sandbox: what it sees, how it ends, and what is left of it, which is nothing."""

import os
import time
from contextlib import closing
from dataclasses import replace

import pytest

from assay.bank.runner import MB, Limits
from workers.sandbox import cgroups
from workers.sandbox.engine import Sandbox

LIMITS = Limits(seconds=20, cpu_seconds=10)


def run(engine, code, files=None, *, args=(), **limits):
    told = {"main.py": code.encode(), **(files or {})}
    return engine.run(told, ["python", "main.py", *args], replace(LIMITS, **limits))


def test_a_program_runs_in_a_folder_of_its_own_with_the_runtimes_packages(engine):
    code = """
import os, sys, flask
print(os.getcwd(), sorted(os.listdir()), open("a/b").read(), *sys.argv)
"""
    told = run(engine, code, {"a/b": b"x"}, args=["--y", "z"])
    assert told.output == "/box/work ['a', 'main.py'] x main.py --y z\n"
    assert told.ended_well
    assert told.runtime == engine.capability().runtime


def test_how_it_ends_is_told_and_the_streams_are_kept_apart(engine):
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    told = run(engine, code)
    assert (told.status, told.exit_code, told.stdout, told.stderr) == ("ok", 3, "out\n", "err\n")


@pytest.mark.parametrize("number", [6, 9, 11, 15])
def test_a_signal_is_told_by_the_exit_code(engine, number):
    told = run(engine, f"import os; os.kill(os.getpid(), {number})")
    assert (told.status, told.exit_code) == ("ok", 128 + number)


def test_standard_input_is_empty_and_a_command_may_be_none(engine):
    assert run(engine, "import sys; print(repr(sys.stdin.read()))").stdout == "''\n"
    told = engine.run({}, ["no-such-command"], LIMITS)
    assert (told.status, told.exit_code) == ("ok", 127)
    assert told.stderr == "no-such-command: No such file or directory\n"


def test_bytes_that_are_no_text_and_nul_are_told_as_such(engine):
    told = run(engine, r"import sys; sys.stdout.buffer.write(b'a\xff\0b\xed\xa0\x80')")
    assert told.stdout == "a\ufffd\ufffdb\ufffd\ufffd\ufffd"


WHERE = """
import os, socket
def is_open(number):
    try: os.fstat(number)
    except OSError: return False
    return True
print(os.getuid(), os.getgid(), os.getppid(), socket.gethostname(), os.readlink("/tmp"))
print(*sorted(os.listdir("/")))
print(*sorted(os.listdir("/dev")))
print(*sorted(os.environ))
print([number for number in range(3, 200) if is_open(number)])
"""
SEEN = """\
1000 1000 1 sandbox /box
box dev etc lib lib64 py rt tmp usr
null urandom
HOME LANG LC_CTYPE MALLOC_ARENA_MAX PATH PWD PYTHONDONTWRITEBYTECODE PYTHONHASHSEED TMPDIR
[]
"""


def test_it_sees_nothing_of_this_machine(engine):
    seen = run(engine, WHERE).output
    assert seen.replace(" LC_CTYPE", "") == SEEN.replace(" LC_CTYPE", "")


WRITES = """
import os
for place in ("/", "/etc", "/py/lib", "/rt", "/usr", "/dev", "/lib"):
    try: open(place + "/mine", "w")
    except OSError: continue
    print("wrote to", place)
for deed in (
    lambda: os.chmod("/etc/passwd", 0o777), lambda: os.unlink("/etc/passwd"),
    lambda: os.setuid(0), lambda: os.chown("main.py", 0, 0),
    lambda: os.mknod("/box/null", 0o20666, os.makedev(1, 3)),
):
    try: deed()
    except OSError: continue
    print("done")
print(open("/etc/passwd").read(), end="")
"""


def test_it_changes_nothing_outside_its_folder(engine):
    assert run(engine, WRITES).output == "sandbox:x:1000:1000::/box:/nonexistent\n"


def test_who_sleeps_too_long_is_ended(engine):
    began = time.monotonic()
    told = run(engine, "print('begun', flush=True)\nimport time; time.sleep(60)", seconds=2)
    assert (told.status, told.exit_code, told.stdout) == ("timeout", None, "begun\n")
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "heed", ["", "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)"]
)
def test_who_computes_too_long_is_ended_also_where_it_does_not_listen(engine, heed):
    told = run(engine, f"{heed}\nwhile True: pass", cpu_seconds=1, seconds=60)
    assert (told.status, told.exit_code) == ("timeout", None)
    assert told.seconds < 50


HOGS = {
    "one process": "kept = [bytearray(2 ** 20) for _ in range(400)]",
    "in sum": """
import os, time
for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(b"x") * (40 * 2 ** 20); time.sleep(30); os._exit(0)
for _ in range(8): os.wait()
""",
    "its folder": """
data = b"x" * 2 ** 20
for n in range(200): open(f"f{n}", "wb").write(data * 8)
""",
}


@pytest.mark.parametrize("how", HOGS)
def test_memory_is_limited(engine, how):
    told = run(engine, HOGS[how] + "\nprint('had it')", memory=128 * MB, folder=512 * MB)
    assert (told.status, told.exit_code, told.stdout) == ("memory", None, "")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_of_much_output_the_beginning_is_kept_and_of_endless_the_writer_ended(engine, stream):
    told = run(engine, f"import sys; sys.{stream}.write('x' * 5000 + 'end')", output=1000)
    assert (told.status, told.exit_code, getattr(told, stream)) == ("ok", 0, "x" * 1000)
    told = run(engine, f"import sys\nwhile True: sys.{stream}.write('y' * 9999)", output=1000)
    assert (told.status, told.exit_code, getattr(told, stream)) == ("output", None, "y" * 1000)


FORKS = """
import os, time
for _ in range(40):
    if os.fork() == 0: time.sleep(20)
"""
THREADS = """
import threading, time
for _ in range(40): threading.Thread(target=time.sleep, args=[9], daemon=True).start()
"""
FILES = "for n in range(9): open(f'f{n}', 'wb').write(b'x' * 2 ** 20)"
LIMITED = {
    "a file": ("open('big', 'wb').write(b'x' * 3_000_000)", "File too large", {"file_size": MB}),
    "open files": ("k = [open('f', 'w') for _ in range(60)]", "Too many open", {"open_files": 40}),
    "folder": (FILES, "No space", {"folder": 4 * MB}),
    "processes": (FORKS, "BlockingIOError", {"processes": 8}),
    "threads": (THREADS, "can't start new thread", {"processes": 8}),
}


@pytest.mark.parametrize("what", LIMITED)
def test_limits_are_kept(engine, what):
    code, words, limits = LIMITED[what]
    told = run(engine, code, **limits)
    assert (told.status, told.exit_code) == ("ok", 1)
    assert words in told.stderr


SURVIVOR = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
print("gone", flush=True)
"""


def ours():
    """The groups of this process' sandboxes that are there."""
    places = set(cgroups.parent().places.values())
    return [left for place in places for left in place.glob(f"assay-{os.getpid()}-*")]


def gone():
    """A group goes when the last process in it has ended, which no event tells."""
    until = time.monotonic() + 20
    while ours() and time.monotonic() < until:
        time.sleep(0.01)
    return not ours()


def test_what_it_leaves_running_holds_nobody_up_and_is_ended(engine):
    """The daemon keeps the output open: who waited for its end would wait for ten minutes."""
    told = run(engine, SURVIVOR)
    assert (told.status, told.exit_code, told.stdout) == ("ok", 0, "gone\n")
    assert told.seconds < 15
    assert gone()


def test_many_quick_runs_do_not_count_as_one_users_processes(engine):
    """The kernel's count lags behind the end of a namespace: 60 runs of one user are refused."""
    limits = replace(LIMITS, processes=4)
    for number in range(60):
        told = engine.run({}, ["python", "-S", "-c", f"print({number})"], limits)
        assert told.output == f"{number}\n"


@pytest.mark.parametrize(
    "name",
    ["../out", "/tmp/out", "a/../../out", "", "a/", "./a", "a//b", "nul\0", "x" * 101,
     "d/" * 101 + "f", "\udcff", "main.py/sub"],
    ids=["up", "absolute", "round", "none", "folder", "dot", "double", "nul", "long", "deep",
         "no-text", "both"],
)  # fmt: skip
def test_no_odd_path_is_taken(engine, name):
    told = run(engine, "print(1)", {name: b"x"})
    assert (told.status, told.exit_code, told.stdout) == ("rejected", None, "")
    assert told.stderr


@pytest.mark.parametrize(
    "files",
    [{f"f{number}": b"" for number in range(600)}, {"big": bytes(9 * MB)}],
    ids=["many", "big"],
)
def test_too_many_or_too_big_files_are_refused(engine, files):
    assert run(engine, "print(1)", files).status == "rejected"


@pytest.mark.parametrize(
    "limits",
    [
        {"memory": 0},
        {"seconds": float("nan")},
        {"processes": -1},
        {"cpu_seconds": 10**9},
        {"output": 0},
    ],
    ids=str,
)
def test_limits_that_are_none_are_refused(engine, limits):
    assert run(engine, "print(1)", **limits).status == "rejected"


@pytest.mark.parametrize(
    "command", [[], [""], ["a\0b"], ["python", "x" * 10**6]], ids=["none", "empty", "nul", "long"]
)
def test_a_command_that_is_none_is_refused(engine, command):
    assert engine.run({}, command, LIMITS).status == "rejected"


def test_little_memory_is_told_and_not_taken_for_a_fault_of_ours(engine):
    told = run(engine, "print(len(b'x' * 2 ** 26))", memory=32 * MB)
    assert told.status == "memory"


def test_warm_sandboxes_are_used_once_and_end_with_their_engine():
    with closing(Sandbox(warm=1)) as engine:
        for _ in range(3):
            engine.prepare(LIMITS)
            told = run(engine, "import os; print(os.listdir('/box')); open('/box/seen', 'w')")
            assert told.output == "['work']\n"
        engine.prepare(LIMITS)
        assert ours()
    assert gone()
