"""The process that holds the candidate's application, for one test. It says what it is asked."""

import base64
import contextlib
import importlib
import inspect
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workers.sandbox.inside import wire

BODY = 1024 * 1024
TEXT = 64 * 1024

Told = dict[str, Any]


class Session:
    """One application in its folder, asked over a socket."""

    def __init__(self, sock: socket.socket, spec: Mapping[str, Any]) -> None:
        self._sock = sock
        self._spec = spec
        self._app: Any = None
        self._names: Told = {}
        self._verbs: Mapping[str, Callable[[Told], Told]] = {
            "load": self._load,
            "wsgi": self._wsgi,
            "probe": self._probe,
            "statements": self._statements,
            "cli": self._cli,
            "run": self._run,
        }

    def serve(self) -> None:
        """Until the socket is closed. What the application does wrong is an answer, too."""
        reader = wire.Reader(self._sock)
        while True:
            asked = reader.receive()
            try:
                answer = self._verbs[asked["op"]](asked)
                frame = wire.pack(answer)
            except BaseException as error:
                traceback.print_exc()
                frame = wire.pack({"error": f"{type(error).__name__}: {error}"[:500]})
            self._sock.sendall(frame)

    def _load(self, _: Told) -> Told:
        """Import the application, or call its factory; once."""
        if self._app is None:
            module = importlib.import_module(self._spec["module"])
            self._app = _made(getattr(module, self._spec["attribute"]), self._spec["config"])
        return {}

    def _wsgi(self, asked: Told) -> Told:
        """One request. Of a longer body only the beginning is told."""
        status: list[Any] = []
        written = io.BytesIO()

        def start_response(*told: Any) -> Callable[[bytes], int]:
            status[:] = told
            return written.write

        chunks = self._app(_environ(asked), start_response)
        try:
            for chunk in chunks:
                written.write(chunk)
                if written.tell() > BODY:
                    break
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        return {
            "status": str(status[0]),
            "headers": [[str(name), str(value)] for name, value in status[1]],
            "body": base64.b64encode(written.getvalue()).decode(),
        }

    def _probe(self, asked: Told) -> Told:
        """Run code beside the application; what it calls `result` comes back as plain data."""
        args = asked["args"]
        self._names.update(args, app=self._app, args=args, result=None)
        with self._context():
            exec(compile(asked["code"], "<probe>", "exec"), self._names)  # noqa: S102
        return {"value": json.loads(json.dumps(self._names["result"]))}

    def _statements(self, asked: Told) -> Told:
        """As a probe, and which statements went to a database meanwhile."""
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        seen: list[str] = []

        def see(_: Any, __: Any, statement: str, *___: Any) -> None:
            seen.append(str(statement))

        event.listen(Engine, "before_cursor_execute", see)
        try:
            value = self._probe(asked)["value"]
        finally:
            event.remove(Engine, "before_cursor_execute", see)
        return {"value": {"value": value, "statements": seen}}

    def _cli(self, asked: Told) -> Told:
        done = self._app.test_cli_runner().invoke(args=asked["args"])
        return {"value": {"exit_code": done.exit_code, "output": done.output[:TEXT]}}

    def _run(self, asked: Told) -> Told:
        """A program of the runtime, in the candidate's folder; into a file, as it may not end."""
        words = asked["args"]
        command = [sys.executable if words[0] == "python" else words[0], *words[1:]]
        with tempfile.TemporaryFile() as out:
            code = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
            ).returncode
            out.seek(0)
            output = out.read(TEXT).decode(errors="replace")
        return {"value": {"exit_code": code, "output": output}}

    @contextlib.contextmanager
    def _context(self) -> Iterator[None]:
        """Flask's, where the application is of Flask."""
        with (
            self._app.app_context()
            if hasattr(self._app, "app_context")
            else contextlib.nullcontext()
        ):
            yield


def _made(told: Any, config: Mapping[str, Any] | None) -> Any:
    """The application. A factory that takes an argument is given the configuration by it."""
    if hasattr(told, "wsgi_app") or not (inspect.isfunction(told) or inspect.ismethod(told)):
        app = told
    elif config is not None and inspect.signature(told).parameters:
        return told(dict(config))
    elif takes_environ(told):
        app = told
    else:
        app = told()
    if config:
        app.config.update(config)
    return app


def takes_environ(told: Any) -> bool:
    """Is the function a WSGI application itself, which takes the environ and start_response?"""
    needed = [
        one
        for one in inspect.signature(told).parameters.values()
        if one.default is one.empty and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    return len(needed) == 2


def _environ(asked: Told) -> Told:
    return {
        **asked["environ"],
        "wsgi.input": io.BytesIO(base64.b64decode(asked["body"])),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }


def become(sock: socket.socket, spec: Mapping[str, Any], folder: str) -> None:
    """Serve from this folder, as the process that it is from now on; never returns."""
    try:
        os.chdir(folder)
        sys.path.insert(0, folder)
        sys.argv = ["app"]
        os.environ.update(spec["env"])
        Session(sock, spec).serve()
    finally:
        os._exit(0)
