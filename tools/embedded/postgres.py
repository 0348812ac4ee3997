"""Embedded Postgres: the wheel's programs, our own start, roles and clean end.

It listens on a Unix socket in a private folder only. Root hands the server to `postgres` or
`nobody` (Postgres refuses root), and moves the state to /var/tmp where that account could not
reach it.
"""

import contextlib
import hashlib
import json
import os
import pwd
import secrets
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tools.embedded.binaries import copied, postgres_major, postgres_programs
from tools.embedded.kept import POLL, Account, Kept, NotStarted

ROLES_SQL = Path(__file__).resolve().parents[2] / "deploy" / "sql" / "roles.sql"
ROLES = ("assay_owner", "assay_app", "assay_relay")
PORT = 5432
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path has 107 bytes on Linux, 103 on macOS
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Roles:
    """SQLAlchemy URLs of the three roles for one database."""

    owner: str
    app: str
    relay: str


class Postgres(Kept):
    """One server for the folder `state`; `fast` gives up durability (tests)."""

    stop_signal = signal.SIGINT  # Postgres: end the sessions, then shut down cleanly

    def __init__(self, state: Path, fast: bool = False) -> None:
        state = state.absolute()
        self.fast = fast
        self.programs = postgres_programs()
        self.account = _unprivileged() if os.geteuid() == 0 else Account()
        if self.account.uid and not self._reaches(_existing(state)):
            state = _public_place(state)
        super().__init__(state)
        self.major = postgres_major(self.programs)
        self.data = state / f"data{self.major}"
        self.port = PORT

    @cached_property
    def socket_folder(self) -> Path:
        """Where the socket is: in the state, or in /tmp where the path would be too long."""
        folder = self.folder / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return Path("/tmp") / f"assay-{os.geteuid()}-{_short(self.folder)}"

    def superuser_url(self, database: str = "postgres") -> str:
        """SQLAlchemy URL of the superuser, whom no row-level security binds: for set-up only."""
        return self.url("postgres", self._password_file.read_text(), database)

    def superuser_conninfo(self, database: str = "postgres") -> str:
        """The same for psycopg."""
        return self.conninfo("postgres", self._password_file.read_text(), database)

    def url(self, user: str, password: str, database: str) -> str:
        """SQLAlchemy URL through the socket."""
        folder, port = self.socket_folder, self.port
        return f"postgresql+psycopg://{user}:{password}@/{database}?host={folder}&port={port}"

    def conninfo(self, user: str, password: str, database: str) -> str:
        """psycopg conninfo through the socket."""
        return psycopg.conninfo.make_conninfo(
            user=user,
            password=password,
            dbname=database,
            host=str(self.socket_folder),
            port=self.port,
        )

    def role_passwords(self) -> Mapping[str, str]:
        """Passwords of the three roles, made at the first call and kept in a private file."""
        file = self.folder / "roles.json"
        if not file.exists():
            made = {role: secrets.token_urlsafe(24) for role in ROLES}
            _keep_private(file, json.dumps(made))
        kept: dict[str, str] = json.loads(file.read_text())
        return kept

    def roles(self, database: str) -> Roles:
        """URLs of the three roles for a database."""
        passwords = self.role_passwords()
        return Roles(*(self.url(role, passwords[role], database) for role in ROLES))

    def provide(self, database: str) -> Roles:
        """Make the database and the roles if they are absent; owned by assay_owner. Idempotent."""
        with psycopg.connect(self.superuser_conninfo(), autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, [database]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        with psycopg.connect(self.superuser_conninfo(database), autocommit=True) as connection:
            for role, password in self.role_passwords().items():
                connection.execute(
                    "SELECT set_config(%s, %s, false)", [f"assay.password_of_{role}", password]
                )
            connection.execute(ROLES_SQL.read_bytes())
        return self.roles(database)

    def prepare(self) -> None:
        """Own the folders, make the cluster the first time, end a server that lost its keeper."""
        if self.account.uid:
            self.folder.chmod(0o711)  # the server's account walks through, nobody lists
            if not self._reaches(self.programs / "postgres"):
                self.programs = copied(self.programs, self.folder / "programs")
        for folder in (self.data, self.socket_folder):
            self._own(folder)
        self._end_orphan()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()

    def command(self) -> Sequence[str]:
        """The server, on a socket only, with the settings that tests and the demo need."""
        settings = {
            "listen_addresses": "",
            "port": str(self.port),
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "120",
            "logging_collector": "off",
        } | (FAST if self.fast else {})
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), *chosen]

    def ready(self) -> bool:
        """Does the postmaster say that it takes connections?"""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return lines[7].strip() == "ready" and _lives(int(lines[0]))
        except (OSError, IndexError, ValueError):
            return False

    def crash(self) -> None:
        """End it at once, as a fault would: nothing is flushed; the next start recovers."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        while self.running:
            time.sleep(POLL)

    @property
    def _password_file(self) -> Path:
        return self.folder / f"superuser-{self.major}.password"

    def _make_cluster(self) -> None:
        file = self._password_file
        _write_private(file, secrets.token_urlsafe(24))
        if self.account.uid:
            os.chown(file, self.account.uid, self.account.gid)
        arguments = ["-D", str(self.data), "-U", "postgres", "-E", "UTF8", f"--pwfile={file}"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        arguments += ["--auth=scram-sha-256", *(["--no-sync"] if self.fast else [])]
        made = self._run(str(self.programs / "initdb"), *arguments)
        if self.account.uid:
            os.chown(file, 0, 0)
        if made.returncode:
            raise NotStarted(f"initdb failed:\n{made.stdout[-600:]}\n{made.stderr[-900:]}")

    def _end_orphan(self) -> None:
        """Wait for a server whose keeper was killed; tell it to stop, as the kernel may not."""
        told = False
        while self._takes_calls():
            if not told:
                pid = (self.data / "postmaster.pid").read_text().splitlines()[0]
                os.kill(int(pid), self.stop_signal)
                told = True
            time.sleep(POLL)

    def _takes_calls(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_folder / f".s.PGSQL.{self.port}"))
            except OSError:
                return False
        return (self.data / "postmaster.pid").exists()

    def _own(self, folder: Path) -> None:
        """A folder of the server's account alone; one that somebody else made is refused."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner = folder.lstat().st_uid
        if owner not in {os.geteuid(), self.account.uid} or folder.is_symlink():
            raise NotStarted(f"{folder} belongs to somebody else.")
        if self.account.uid:
            os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def _reaches(self, path: Path) -> bool:
        """May the server's account walk or run that?"""
        try:
            return self._run("/usr/bin/test", "-x", str(path)).returncode == 0
        except OSError:
            return False

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        account: dict[str, Any] = {}
        if self.account.uid:
            account = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd="/", **account
        )


def _unprivileged() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NotStarted("Postgres refuses to run as root, and there is no account postgres or nobody.")


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _public_place(state: Path) -> Path:
    """A folder of root's in /var/tmp for a state that lies behind a closed home."""
    place = Path("/var/tmp") / f"assay-{_short(state)}"
    place.mkdir(mode=0o711, exist_ok=True)
    facts = place.lstat()
    if facts.st_uid != 0 or not stat.S_ISDIR(facts.st_mode):
        raise NotStarted(f"{place} belongs to somebody else.")
    return place


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _write_private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)


def _keep_private(file: Path, text: str) -> None:
    """Whole and once: of several who write it the first one's stays."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=f".{file.name}-") as made:
        made.write(text)
        made.flush()
        with contextlib.suppress(FileExistsError):
            os.link(made.name, file)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
