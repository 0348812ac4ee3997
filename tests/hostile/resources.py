"""What a machine has an end of: each has a limit, the limit is told, and nobody else feels it."""

from assay.bank.runner import Run
from tests.hostile.cases import Program, empty_handed, ended, limits

FILL = """
    def fill(size):
        "Memory that is really there: every page is written to."
        held = bytearray()
        for _ in range(size >> 20):
            held += b"x" * (1 << 20)
        return held
"""


def stopped(run: Run) -> bool:
    """Its limit ended it, or it was told no: it had not what it wanted."""
    return run.status == "memory" or (run.status == "ok" and "got: " not in run.stdout)


def timed_out(run: Run) -> bool:
    return run.status == "timeout" and run.exit_code is None


CASES = [
    Program(
        name="fills-memory",
        says="Fills four times its memory; it is stopped before.",
        main=FILL
        + """
    from trying import trying
    with trying("512 MB"):
        fill(512 << 20)
""",
        holds=stopped,
    ),
    Program(
        name="fills-memory-by-many-hands",
        says="Has eight children fill half of its memory each; together they are too many.",
        main=FILL
        + """
    import os, select, time
    from trying import trying
    with trying("512 MB in eight parts"):
        filled, telling = os.pipe()
        for _ in range(8):
            if os.fork() == 0:
                held = fill(64 << 20)
                os.write(telling, b"x")
                time.sleep(60)
        told = b""
        while len(told) < 8:
            if not select.select([filled], [], [], 6)[0]:
                raise MemoryError(f"{len(told)} of 8")
            told += os.read(filled, 8)
""",
        needs="cgroup",
        holds=stopped,
    ),
    Program(
        name="fills-memory-that-is-shared",
        says="Maps memory for its children and fills it; it is counted as any other.",
        main="""
            import mmap
            from trying import trying
            with trying("512 MB, shared"):
                shared = mmap.mmap(-1, 512 << 20)
                for place in range(0, 512 << 20, 4096):
                    shared[place] = 1
        """,
        holds=stopped,
    ),
    Program(
        name="shares-memory-by-name",
        says="Keeps 64 MB in memory that has a name; there is no place for it.",
        main="""
            from multiprocessing import shared_memory
            from trying import trying
            with trying("64 MB by name"):
                made = shared_memory.SharedMemory(create=True, size=64 << 20)
                try:
                    made.buf[:] = bytes(64 << 20)
                finally:
                    made.unlink()
        """,
    ),
    Program(
        name="reserves-the-sky",
        says="Reserves a terabyte of addresses; there are not so many.",
        main="""
            import mmap
            from trying import trying
            with trying("a terabyte"):
                mmap.mmap(-1, 1 << 40, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
        """,
    ),
    Program(
        name="holds-memory-fast",
        says="Locks memory so that it is never given back; it may lock none.",
        main="""
            import ctypes, os
            from trying import trying
            with trying("locked memory"):
                held = ctypes.create_string_buffer(32 << 20)
                if ctypes.CDLL(None, use_errno=True).mlock(held, 32 << 20):
                    raise OSError(ctypes.get_errno(), "mlock")
        """,
    ),
    Program(
        name="fills-its-folder",
        says="Writes forty megabytes in small files; the folder is full before.",
        main="""
            from trying import trying
            with trying("40 MB of files"):
                for number in range(40):
                    open(f"file-{number}", "wb").write(b"x" * (1 << 20))
        """,
    ),
    Program(
        name="writes-a-large-file",
        says="Writes a file of more than its limit; the rest is refused.",
        main="""
            from trying import trying
            with trying("6 MB in one file"):
                open("large", "wb").write(b"x" * (6 << 20))
        """,
    ),
    Program(
        name="writes-a-file-of-holes",
        says="Makes a file of a terabyte that holds nothing; no file may be so long.",
        main="""
            import os
            from trying import trying
            with trying("a terabyte of nothing"):
                open("holes", "wb").truncate(1 << 40)
            with trying("a kilobyte a gigabyte away"):
                os.pwrite(os.open("far", os.O_RDWR | os.O_CREAT), b"x" * 1024, 1 << 30)
        """,
    ),
    Program(
        name="makes-files-without-end",
        says="Makes empty files for three seconds; it is ended, and they are gone with it.",
        dangerous="fills the disk's list of files",
        main="""
            import os, time
            print(os.getcwd())
            number = 0
            while True:
                os.close(os.open(f"f{number}", os.O_CREAT))
                number += 1
        """,
        limits=limits(seconds=3),
        holds=lambda run: run.status in ("timeout", "memory") or not run.ended_well,
    ),
    Program(
        name="digs-deep",
        says="Makes folders within folders, three thousand deep; they are cleared away.",
        main="""
            import os
            for _ in range(3000):
                os.mkdir("d")
                os.chdir("d")
        """,
        rounds=2,
        holds=ended,
    ),
    Program(
        name="hides-behind-locked-doors",
        says="Leaves a folder that nobody may enter; it is cleared away.",
        main="""
            import os
            os.makedirs("a/b/c")
            open("a/b/c/d", "w").close()
            os.chmod("a/b", 0)
            os.chmod("a", 0)
        """,
        rounds=2,
        holds=ended,
    ),
    Program(
        name="forks-without-end",
        says="Forks as fast as it can, and its children too; it is ended with all of them.",
        dangerous="the machine would stand still",
        main="""
            import os
            while True:
                try:
                    os.fork()
                except OSError:
                    pass
        """,
        limits=limits(seconds=3),
        holds=lambda run: not run.ended_well,
    ),
    Program(
        name="starts-many-processes",
        says="Starts two hundred sleepers; it may have a few dozen.",
        main="""
            import os, signal, time
            from trying import trying
            with trying("200 processes"):
                for _ in range(200):
                    if os.fork() == 0:
                        signal.alarm(15)
                        time.sleep(600)
        """,
    ),
    Program(
        name="starts-many-threads",
        says="Starts three hundred threads; it may have a few dozen.",
        main="""
            import os, threading
            from trying import trying
            threading.stack_size(64 << 10)
            with trying("300 threads"):
                for _ in range(300):
                    threading.Thread(target=threading.Event().wait, daemon=True).start()
        """,
        holds=lambda run: "refused: " in run.stdout and "got: " not in run.stdout,
    ),
    Program(
        name="opens-many-files",
        says="Opens a thousand files; it may have a hundred or so.",
        main="""
            from trying import trying
            with trying("1000 files"):
                held = [open("main.py") for _ in range(1000)]
        """,
    ),
    Program(
        name="computes-without-end",
        says="Computes for more than its second; it is ended then, and not at the wall's time.",
        main="while True: pass",
        limits=limits(seconds=60, cpu_seconds=1),
        holds=lambda run: timed_out(run) and run.seconds < 50,
    ),
    Program(
        name="computes-by-many-hands",
        says="Has a new child compute every half second; the wall's time ends them all.",
        main="""
            import os, time
            while True:
                if os.fork() == 0:
                    end = time.process_time() + 0.5
                    while time.process_time() < end:
                        pass
                    os._exit(0)
                os.wait()
        """,
        limits=limits(seconds=3, cpu_seconds=1),
        holds=timed_out,
    ),
    Program(
        name="sleeps",
        says="Sleeps for ten minutes; it is woken by its end.",
        main="import time; time.sleep(600)",
        limits=limits(seconds=1),
        holds=timed_out,
    ),
    Program(
        name="does-not-listen",
        says="Ignores every signal that it can, closes its outputs and computes; it is ended.",
        main="""
            import os, signal
            for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            os.close(1), os.close(2)
            while True: pass
        """,
        limits=limits(seconds=2),
        holds=timed_out,
    ),
    Program(
        name="stops-itself",
        says="Stops itself as a debugger would; the engine doesn't wait for it to go on.",
        main="import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        limits=limits(seconds=2),
        holds=lambda run: not run.ended_well,
    ),
    Program(
        name="crashes",
        says="Reads where no memory is; the engine tells of a signal and lives.",
        main="import ctypes; ctypes.string_at(0)",
        holds=lambda run: run.status in ("ok", "error") and run.exit_code not in (0, None),
    ),
    Program(
        name="talks-without-end",
        says="Prints without end; the beginning is kept, and it is ended.",
        dangerous="the engine would hold it all",
        main="while True: print('x' * 1000)",
        limits=limits(output=10_000, seconds=12),
        holds=lambda run: run.status == "output" and 0 < len(run.stdout) <= 10_000,
    ),
    Program(
        name="complains-without-end",
        says="Prints errors without end; the beginning is kept, and it is ended.",
        dangerous="the engine would hold it all",
        main="import os\nwhile True: os.write(2, b'x' * 65536)",
        limits=limits(output=10_000, seconds=12),
        holds=lambda run: run.status == "output" and 0 < len(run.output) <= 10_000,
    ),
    Program(
        name="speaks-in-bytes",
        says="Prints bytes that are no text, halves of letters, terminals' orders; text comes out.",
        main=r"""
            import os
            os.write(1, bytes(range(256)) + b"\xed\xa0\x80 \x1b]0;title\x07 \x1b[2J" + b"\0" * 99)
            os.write(1, "é".encode()[:1])
        """,
        holds=lambda run: ended(run) and "title" in run.stdout.encode().decode(),
    ),
    Program(
        name="comes-again-and-again",
        says="Runs forty times in a row, leaving sleepers; each run is as the first.",
        main="""
            import os, time
            from trying import trying
            for _ in range(8):
                if os.fork() == 0:
                    time.sleep(600)
            with trying("the last word"):
                raise OSError("said")
        """,
        rounds=40,
        holds=empty_handed,
    ),
]
"""Sizes here are chosen against the quick limits: 128 MB of memory, 8 MB of folder, 4 MB a file."""
