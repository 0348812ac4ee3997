"""Limits itself, then becomes the command: `python limited.py '{"cpu": [15, 16], …}' command …`.

Each limit is [what ends the process softly, what ends it at once].
"""

import json
import os
import resource
import sys

KINDS = {
    "cpu": resource.RLIMIT_CPU,
    "memory": resource.RLIMIT_AS,
    "file_size": resource.RLIMIT_FSIZE,
    "open_files": resource.RLIMIT_NOFILE,
    "core": resource.RLIMIT_CORE,
}

if __name__ == "__main__":
    for name, (soft, hard) in json.loads(sys.argv[1]).items():
        resource.setrlimit(KINDS[name], (soft, hard))
    try:
        os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
    except OSError as error:
        sys.exit(f"{sys.argv[2]}: {error.strerror}")
