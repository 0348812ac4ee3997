"""How an attacker says what it got, and what was refused to it. Every attack has this file."""

from contextlib import contextmanager


@contextmanager
def trying(what):
    """A mistake in the attack itself is neither: it ends the program, and the case fails."""
    try:
        yield
    except (OSError, MemoryError, RuntimeError) as error:
        print(f"refused: {what}: {error}", flush=True)
    else:
        print(f"got: {what}", flush=True)
