"""Runs one program: writes its files, then becomes it."""

import os
import sys

from workers.sandbox.inside import start

FOLDER = f"{start.BOX}/work"
NOT_FOUND = 127


def main() -> None:
    told, _ = start.Jobs(sys.argv[2:]).next()
    start.put(FOLDER, told["files"])
    os.chdir(FOLDER)
    command = told["command"]
    try:
        os.execvp(command[0], command)  # noqa: S606  no shell is meant
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr, flush=True)
        os._exit(NOT_FOUND)
