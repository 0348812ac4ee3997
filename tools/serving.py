"""The usual stack of this checkout: where its state lies, and at which ports it serves."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from tools.stack import ROOT, Stack, free_port

STATE = Path(os.environ.get("ASSAY_STATE", ROOT / ".var" / "state"))
WEB_PORT, MAIL_PORT = 5000, 8025


def stack_for(state: Path, say: Callable[[str], None]) -> Stack:
    """A stack at the usual ports where they are free."""
    port = int(os.environ.get("ASSAY_PORT") or free_port(WEB_PORT))
    return Stack(state, port=port, mail_port=free_port(MAIL_PORT), say=say)


def keep_serving(stack: Stack) -> None:
    """Until Ctrl-C; what dies is named and started again."""
    while True:
        for name in stack.tend():
            print(f"· {name} ended and was started again; see {stack.logs / name}.log", flush=True)
        time.sleep(2)
