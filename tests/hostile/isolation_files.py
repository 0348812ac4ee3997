"""Files: nothing outside the program's own folder is read, written, or there after it."""

import platform
import re

from tests.hostile.cases import Program, ended

CASES = [
    Program(
        name="opens-a-file-of-the-house",
        says="Opens a file by the path that it knows; the file is not there.",
        main="""
            from target import SECRET_FILE
            from trying import trying
            with trying("the secret"):
                print(open(SECRET_FILE).read())
        """,
    ),
    Program(
        name="climbs-out-by-dots",
        says="Climbs from its folder to the root; the root that it finds is not the house's.",
        main="""
            from target import SECRET_FILE
            from trying import trying
            with trying("the secret"):
                print(open("../" * 30 + SECRET_FILE).read())
        """,
    ),
    Program(
        name="follows-a-link-of-its-own",
        says="Links to a file of the house by name; the link leads nowhere.",
        main="""
            import os
            from target import SECRET_FILE
            from trying import trying
            with trying("the secret"):
                os.symlink(SECRET_FILE, "link")
                print(open("link").read())
        """,
    ),
    Program(
        name="gives-a-file-a-second-name",
        says="Makes a hard link to a file of the house; there is nothing to link to.",
        main="""
            import os
            from target import OPEN_FOLDER, SECRET_FILE
            from trying import trying
            with trying("the secret"):
                os.link(SECRET_FILE, OPEN_FOLDER + "/mine")
                print(open(OPEN_FOLDER + "/mine").read())
        """,
    ),
    Program(
        name="reads-the-password-hashes",
        says="Reads the accounts' hashes; it can't.",
        main="""
            from trying import trying
            with trying("the hashes"):
                open("/etc/shadow").read()
        """,
    ),
    Program(
        name="looks-for-the-platform",
        says="Looks for the product's sources and state; neither is there.",
        main="""
            import os
            from target import CHECKOUT
            from trying import trying
            for path in (CHECKOUT, "/root", "/home", "/var/lib", "/var/log", "/etc/ssl"):
                with trying(path):
                    os.listdir(path)
        """,
    ),
    Program(
        name="reads-its-environment",
        says="Prints its environment; none of the house's settings is in it.",
        main="""
            import os
            print(sorted(os.environ.items()))
        """,
        holds=lambda run: ended(run) and not re.search("ASSAY_|SECRET|DATABASE", run.stdout),
    ),
    Program(
        name="reads-others-environments",
        says="Reads the environment of every process; it sees none but its own, if any.",
        main="""
            import glob, os
            from trying import trying
            own = f"/proc/{os.getpid()}/environ"
            for path in ("/proc/1/environ", *glob.glob("/proc/[0-9]*/environ")):
                if path != own:
                    with trying(path):
                        print(open(path, "rb").read())
        """,
    ),
    Program(
        name="reads-what-it-inherited",
        says="Reads every open descriptor from its beginning; none leads to a file of the house.",
        main="""
            import os
            from trying import trying
            for number in range(3, 256):
                with trying(f"descriptor {number}"):
                    print(os.pread(number, 1000, 0))
        """,
    ),
    Program(
        name="writes-into-the-house",
        says="Writes where everybody may write; nothing arrives.",
        main="""
            from target import OPEN_FOLDER
            from trying import trying
            with trying("a file outside"):
                open(OPEN_FOLDER + "/was-here", "w").write("x")
        """,
    ),
    Program(
        name="writes-where-everybody-keeps-things",
        says="Leaves a file in each temporary folder and the root; none is in the house's.",
        main="""
            import contextlib
            from target import MARK
            for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/"):
                with contextlib.suppress(OSError):
                    open(f"{folder}/{MARK}", "w").write("x")
        """,
        holds=ended,
    ),
    Program(
        name="leaves-a-letter-for-the-next",
        says="Leaves a file wherever it can, and runs again; the second finds none of them.",
        main="""
            import os
            from pathlib import Path
            from target import MARK
            from trying import trying
            places = {Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm", "/run", ".", "..")}
            places |= {Path.home(), Path(os.environ.get("TMPDIR", "."))}
            for place in places:
                with trying("a letter"):
                    print((place / MARK).read_text())
            for place in places:
                try:
                    (place / MARK).write_text("from the one before")
                except OSError:
                    pass
        """,
        rounds=2,
    ),
    Program(
        name="alters-what-it-runs-on",
        says="Opens the interpreter, its library and its packages to write; all are for reading.",
        main="""
            import os, sys
            from pathlib import Path
            from trying import trying
            import flask
            for path in (sys.executable, os.__file__, flask.__file__):
                with trying(path):
                    open(path, "ab").close()
                with trying(f"a file beside {path}"):
                    beside = Path(path).with_name("hostile-left-this")
                    beside.touch()
                    beside.unlink()
        """,
    ),
    Program(
        name="makes-a-device",
        says="Makes a device of the disk below it; it may make none.",
        main="""
            import os, stat
            from trying import trying
            with trying("a disk"):
                os.mknod("disk", stat.S_IFBLK | 0o600, os.stat("/").st_dev)
        """,
    ),
    Program(
        name="opens-devices",
        says="Opens memory, terminal, disks and machines; there are no such devices.",
        main="""
            import os
            from trying import trying
            for name in ("mem", "kmsg", "tty", "ptmx", "console", "vda", "sda", "kvm", "fuse",
                         "loop-control", "net/tun", "vsock", "mapper/control"):
                with trying(name):
                    os.close(os.open(f"/dev/{name}", os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY))
        """,
    ),
    Program(
        name="looks-into-the-kernel",
        says="Looks into the kernel's own files; there are none.",
        main="""
            import os
            from trying import trying
            for path in ("/sys/kernel", "/sys/fs/cgroup", "/sys/class/net", "/proc/1/root",
                         "/proc/sys/kernel", "/proc/net/tcp", "/proc/kallsyms", "/proc/mounts"):
                with trying(path):
                    os.listdir(path) if os.path.isdir(path) else open(path).read(1)
        """,
    ),
    Program(
        name="looks-for-a-program-with-rights",
        says="Looks for a program that runs as its owner; there is none.",
        main="""
            import os, stat
            from trying import trying
            with trying("a program with rights"):
                for folder in ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/py/bin"):
                    for one in os.scandir(folder) if os.path.isdir(folder) else ():
                        if one.stat().st_mode & (stat.S_ISUID | stat.S_ISGID):
                            print(one.path)
                            break
                    else:
                        continue
                    break
                else:
                    raise OSError("none")
        """,
    ),
    Program(
        name="starts-a-shell",
        says="Starts a shell and the usual helpers; the interpreter is the only program.",
        main="""
            import subprocess
            from trying import trying
            for name in ("sh", "bash", "ls", "cat", "perl", "curl", "gcc", "pip"):
                with trying(name):
                    subprocess.run([name, "--version"], stdin=subprocess.DEVNULL,
                                   capture_output=True)
        """,
    ),
    Program(
        name="asks-for-the-machines-name",
        says="Asks what the machine is called; it isn't told the house's name.",
        main="""
            import os, socket
            print(os.uname().nodename, socket.gethostname())
        """,
        holds=lambda run: ended(run) and platform.node() not in run.stdout.split(),
    ),
]
