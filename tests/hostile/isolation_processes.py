"""Processes: a program sees, stops and outlives nobody, and has no rights but its own."""

from tests.hostile.cases import Program, ended, limits

SLEEPER = """
    import subprocess, sys
    from target import MARK

    def leave_behind():
        "Another session, and no ears for the polite signals."
        code = "import signal, time; signal.signal(15, 1); signal.signal(1, 1); time.sleep(600)"
        return subprocess.Popen([sys.executable, "-c", code, MARK], start_new_session=True)
"""

CASES = [
    Program(
        name="counts-the-processes",
        says="Asks after a neighbour by number; there is no such process.",
        main="""
            import os
            from target import NEIGHBOUR
            from trying import trying
            with trying("the neighbour"):
                os.kill(NEIGHBOUR, 0)
        """,
    ),
    Program(
        name="ends-a-neighbour",
        says="Kills a neighbour and all of its group; it lives on.",
        main="""
            import os, signal
            from target import NEIGHBOUR
            from trying import trying
            with trying("the neighbour's life"):
                os.kill(NEIGHBOUR, signal.SIGKILL)
        """,
    ),
    Program(
        name="ends-everybody",
        says="Kills every process that it can reach; it reaches its own only.",
        dangerous="ends every process of the user",
        main="""
            import os, signal
            os.kill(-1, signal.SIGKILL)
        """,
        holds=lambda run: run.status in ("ok", "error"),
    ),
    Program(
        name="ends-who-started-it",
        says="Kills its parent and its parent's group; the engine tells of it all the same.",
        dangerous="ends the tests themselves",
        main="""
            import os, signal
            os.kill(os.getppid(), signal.SIGKILL)
        """,
        holds=lambda run: run.status in ("ok", "error"),
    ),
    Program(
        name="attaches-to-a-neighbour",
        says="Traces a neighbour; it may trace nobody.",
        main="""
            from kernel import call
            from target import NEIGHBOUR
            from trying import trying
            with trying("the neighbour"):
                call("ptrace", 16, NEIGHBOUR, 0, 0)
        """,
    ),
    Program(
        name="reads-a-neighbours-memory-by-file",
        says="Reads a neighbour's stack, where its environment lies, as a file; it can't.",
        main="""
            from target import NEIGHBOUR
            from trying import trying
            with trying("a stack"):
                maps = open(f"/proc/{NEIGHBOUR}/maps").read().splitlines()
                span = next(line.split()[0] for line in maps if line.endswith("[stack]"))
                start, end = (int(one, 16) for one in span.split("-"))
                memory = open(f"/proc/{NEIGHBOUR}/mem", "rb", buffering=0)
                memory.seek(end - 4096)
                print(memory.read(4096).replace(bytes(1), b""))
        """,
    ),
    Program(
        name="reads-a-neighbours-memory-by-call",
        says="Copies memory out of another process by system call; the call is refused.",
        main="""
            import ctypes, os
            from kernel import call
            from trying import trying
            text, copy = ctypes.create_string_buffer(b"x" * 64), ctypes.create_string_buffer(64)
            here = (ctypes.c_size_t * 2)(ctypes.addressof(copy), 64)
            there = (ctypes.c_size_t * 2)(ctypes.addressof(text), 64)
            if child := os.fork():
                with trying("another's memory"):
                    call("process_vm_readv", child, here, 1, there, 1, 0)
                os.kill(child, 9)
            else:
                import time
                time.sleep(5)
        """,
    ),
    Program(
        name="takes-a-descriptor-of-another",
        says="Takes an open file out of the process that started it; the call is refused.",
        main="""
            import os
            from kernel import call
            from trying import trying
            with trying("a descriptor"):
                process = call("pidfd_open", os.getppid(), 0)
                call("pidfd_getfd", process, 0, 0)
        """,
    ),
    Program(
        name="compares-itself-with-others",
        says="Asks the kernel whether two processes share memory, to map it; it is not told.",
        main="""
            import os
            from kernel import call
            from trying import trying
            with trying("a comparison"):
                call("kcmp", os.getpid(), os.getppid(), 1, 0, 0)
        """,
    ),
    Program(
        name="limits-a-neighbour",
        says="Changes the limits of a neighbour; it can't.",
        main="""
            import resource
            from target import NEIGHBOUR
            from trying import trying
            with trying("a neighbour's limits"):
                resource.prlimit(NEIGHBOUR, resource.RLIMIT_NOFILE, (64, 64))
        """,
    ),
    Program(
        name="lifts-its-limits",
        says="Lifts each of its own limits; none gives way.",
        main="""
            import resource
            from trying import trying
            for name in ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE", "MEMLOCK"):
                kind = getattr(resource, f"RLIMIT_{name}")
                soft, hard = resource.getrlimit(kind)
                with trying(name):
                    if hard == resource.RLIM_INFINITY:
                        continue
                    resource.prlimit(0, kind, (soft, hard + 1))
        """,
    ),
    Program(
        name="pushes-to-the-front",
        says="Asks for a better place among the processes; it keeps its place.",
        main="""
            import os
            from trying import trying
            with trying("a better place"):
                os.setpriority(os.PRIO_PROCESS, 0, -5)
            with trying("the first place"):
                os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        """,
    ),
    Program(
        name="becomes-somebody-else",
        says="Becomes root, or anybody; it stays who it is.",
        main="""
            import os
            from trying import trying
            for name in ("setuid", "setgid"):
                for number in (0, 1, 33, 65534):
                    with trying(f"{name}({number})"):
                        getattr(os, name)(number)
            with trying("other groups"):
                os.setgroups([0])
        """,
    ),
    Program(
        name="has-a-right-of-roots",
        says="Asks which of root's rights it has; it has none, or isn't told.",
        main="""
            import ctypes
            from kernel import call
            from trying import trying
            with trying("rights"):
                rights = (ctypes.c_uint32 * 6)()
                call("capget", (ctypes.c_uint32 * 2)(0x20080522, 0), rights)
                if not any(rights):
                    raise PermissionError("none")
        """,
    ),
    Program(
        name="leaves-a-core",
        says="Wants its memory kept where it crashes; the limit for that is nought.",
        main="""
            import resource
            from trying import trying
            with trying("a core"):
                if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
                    raise PermissionError("no cores")
        """,
    ),
    Program(
        name="types-into-a-terminal",
        says="Types into the terminal of whoever started it; it has none.",
        main="""
            import fcntl, os, termios
            from trying import trying
            for path in ("/dev/tty", "/dev/console", "/dev/pts/0", "/proc/self/fd/0"):
                with trying(path):
                    fcntl.ioctl(os.open(path, os.O_RDWR), termios.TIOCSTI, b"x")
        """,
    ),
    Program(
        name="outlives-its-end",
        says="Leaves a process of another session behind; it ends with the run.",
        main=SLEEPER + "\n    leave_behind()",
        holds=ended,
        limits=limits(seconds=3),
    ),
    Program(
        name="outlives-its-limit",
        says="Leaves a process behind and waits to be killed; both end.",
        main=SLEEPER + "\n    leave_behind().wait()",
        limits=limits(seconds=2),
        holds=lambda run: run.status == "timeout",
    ),
    Program(
        name="leaves-somebody-at-the-pipe",
        says="Ends, while a child holds its output open; the engine doesn't wait for the child.",
        main=SLEEPER + "\n    leave_behind(); print('ended')",
        limits=limits(seconds=12),
        holds=lambda run: ended(run) and run.stdout == "ended\n" and run.seconds < 10,
    ),
    Program(
        name="forks-away-twice",
        says="Becomes a daemon, as the book has it; it ends with the run.",
        main="""
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for number in (0, 1, 2):
                        os.close(number)
                    time.sleep(600)
                os._exit(0)
        """,
        holds=ended,
    ),
]
