"""The whole of Assay on one machine: servers, migrations, library, and a process for each part.

    with Stack(state, port=5000) as stack:
        httpx.get(stack.base_url)

Every process dies with this one, by SIGKILL too (children.py, embedded/keeper.py). One stack per
state folder at a time; different folders do not know each other.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import httpx

from tools.children import Broken, Child, says
from tools.services import Part, Services
from workers.queues import BEAT, CODE, GROUPS

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
CELERY = [sys.executable, "-m", "celery", "-A", "workers.app"]
LOOKED = r"Task look_at_runner\S* succeeded"
"""Said once it is written down whether code can be run: until then none can be asked for."""


class InUse(RuntimeError):
    """Another stack works on this state folder."""


class Stack:
    """Everything up on `start`, in dependency order; everything down on `stop`, in reverse.

    `settings` are further ASSAY_… variables for every process. `fast` gives up durability (tests).
    Port 0 means a free one. People come by `port`, behind which are the web's and the sockets' own.
    `say` is told each step as it begins.
    """

    def __init__(
        self,
        state: Path,
        *,
        port: int = 0,
        mail_port: int = 0,
        fast: bool = False,
        settings: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda step: None,
    ) -> None:
        self.state = state.absolute()
        self.port = port or free_port()
        self.web_port, self.live_port = free_port(), free_port()
        self.mail_port = mail_port or free_port()
        self.base_url = f"http://localhost:{self.port}"
        self.mail_url = f"http://localhost:{self.mail_port}"
        self.services = Services(self.state, fast=fast)
        self.children: dict[str, Child] = {}
        self.seconds: dict[str, float] = {}
        self.smtp_port = free_port()
        self._settings = dict(settings or {})
        self._say = say
        self._claim: int | None = None

    @property
    def logs(self) -> Path:
        """Where each process writes NAME.log."""
        return self.state / "log"

    def start(self) -> Self:
        """Bring everything up; on failure everything is down again, and Broken tells why."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self._claim_state()
        try:
            self._step("servers", "Postgres and Valkey", self.services.start)
            self._step("migrations", "Migrations", lambda: self.flask("db", "upgrade"))
            self._step("library", "Library", lambda: self.flask("bank", "import-library"))
            self._step(
                "processes",
                "Web, sockets, workers, runner, relay, beat, mailbox",
                self._start_children,
            )
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End every process in order, then leave the servers."""
        for child in self.children.values():
            child.tell_to_stop()
        for child in self.children.values():
            child.await_end()
        self.services.stop()
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def environment(self, part: Part) -> dict[str, str]:
        """The variables of a process of that part."""
        if part is Part.RUNNER:
            return self.services.environment(part)
        return {
            **self.services.environment(part),
            "ASSAY_BASE_URL": self.base_url,
            "ASSAY_SMTP_URL": f"smtp://{HOST}:{self.smtp_port}",
            **self._settings,
        }

    def flask(self, *arguments: str) -> str:
        """A Flask command as the owner of the tables; what it printed, or Broken."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=self.environment(Part.OWNER),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr)[-3000:]
            raise Broken(f"flask {' '.join(arguments)} ended with {done.returncode}:\n{said}")
        return done.stdout

    def kill(self, name: str) -> None:
        """Crash one process with all that it started."""
        self.children[name].kill()

    def revive(self, *names: str) -> None:
        """Start processes again and wait until they are ready."""
        for name in names:
            self.children[name].start()
        for name in names:
            self.children[name].await_ready()

    def crash_database(self) -> None:
        """Postgres ends at once and cuts every connection; what it had acknowledged is on disk."""
        self.services.own_postgres.crash()

    def revive_database(self) -> None:
        """Start Postgres again; returns when it has recovered and takes connections."""
        self.services.own_postgres.revive()

    def tend(self) -> list[str]:
        """Start again whatever has ended by itself; the names of those."""
        ended = [name for name, child in self.children.items() if not child.alive]
        for name in ended:
            self.children[name].start()
        return ended

    def _start_children(self) -> None:
        for child in self._plan():
            self.children[child.name] = child
            child.start()
        for child in self.children.values():
            child.await_ready()

    def _plan(self) -> list[Child]:
        mailbox = [
            *(sys.executable, "-m", "tools.mailbox", "--folder", str(self.state / "mail")),
            *("--smtp", str(self.smtp_port), "--http", str(self.mail_port)),
        ]
        ours, of_web, of_live = (
            f"{HOST}:{port}" for port in (self.port, self.web_port, self.live_port)
        )
        web = [sys.executable, "-m", "deploy.serve", "--bind", of_web]
        live = [sys.executable, "-m", "workers.live", "--bind", of_live]
        front = [sys.executable, "-m", "tools.front", "--bind", ours]
        front += ["--web", of_web, "--live", of_live]
        relay = [sys.executable, "-m", "workers.relay"]
        return [
            *self._runner(),
            self._child("mailbox", mailbox, Part.APP, says(r"mailbox ready")),
            self._child("web", web, Part.APP, self._answers),
            self._child("live", live, Part.APP, says(r"hears what happens")),
            self._child("front", front, Part.RUNNER, says(r"front ready")),
            self._child("relay", relay, Part.RELAY, says(r"listening")),
            *(
                self._child(
                    f"worker-{group.name}",
                    [*CELERY, *group.arguments],
                    Part.RELAY if group.with_relay_role else Part.APP,
                    says(LOOKED if CODE in group.queues else r"\bready\."),
                )
                for group in GROUPS
            ),
            self._child("beat", [*CELERY, *BEAT], Part.APP, says(r"beat: Starting")),
        ]

    def _runner(self) -> list[Child]:
        """Sandboxes are made of what only Linux has; elsewhere code waits to be marked."""
        if sys.platform != "linux":
            return []
        socket_path = str(self.services.runner_socket)
        command = [sys.executable, "-m", "workers.sandbox.service", "--socket", socket_path]
        return [self._child("runner", command, Part.RUNNER, says(r"runner ready"))]

    def _child(
        self, name: str, command: list[str], part: Part, ready: Callable[[Child], bool]
    ) -> Child:
        return Child(name, command, self.environment(part), self.logs / f"{name}.log", ready)

    def _answers(self, _: Child) -> bool:
        try:
            return httpx.get(f"http://{HOST}:{self.web_port}/readyz", timeout=5).is_success
        except httpx.TransportError:
            return False

    def _claim_state(self) -> None:
        claim = os.open(self.state / "stack", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(claim)
            raise InUse(f"Assay already runs on {self.state}.") from None
        self._claim = claim

    def _step(self, name: str, words: str, action: Callable[[], object]) -> None:
        self._say(words)
        began = time.monotonic()
        action()
        self.seconds[name] = round(time.monotonic() - began, 2)


def free_port(wanted: int = 0) -> int:
    """The wanted port if it is free, else any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
        return port
