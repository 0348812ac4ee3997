"""An app served on a port of this process, for a browser to look at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

from werkzeug.serving import make_server

SOON = 10


class _Counted:
    """The app, and how many of its requests are being answered."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app, self.open, self.changed = app, 0, Condition()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self._count(1)
        try:
            return self.app(environ, start_response)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self.changed:
            self.open += more
            self.changed.notify_all()

    def is_quiet(self) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: not self.open, SOON)


@contextmanager
def serving(app: Callable[..., Any], port: int = 0) -> Iterator[int]:
    """Gives the port. In the end nothing is being answered, and no thread holds a connection that
    nobody would close: a browser's last word may come when its page is gone already."""
    counted = _Counted(app)
    server = make_server("127.0.0.1", port, counted, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join(SOON)
        server.server_close()
        assert counted.is_quiet(), f"{counted.open} requests are still being answered"
