"""The embedded servers: shared, private, and gone with their last user, however that one went."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from tools.embedded import NotStarted, Postgres, Valkey

ROOT = Path(__file__).resolve().parents[2]
USER = """
import sys
from pathlib import Path
from tools.embedded import Postgres, Valkey
server = Valkey(Path(sys.argv[2])) if sys.argv[1] == "valkey" else Postgres(Path(sys.argv[2]), True)
with server:
    print("using", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(kind: str, state: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process of its own that uses the server; it leaves in order when its input ends."""
    command = [sys.executable, "-c", USER, kind, str(state)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=environment, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def hears(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(params=["postgres", "valkey"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that the server's account can reach, which pytest's own are not for root's."""
    folder = Path(tempfile.mkdtemp(prefix="assay-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def server(kind: str, state: Path) -> Postgres | Valkey:
    return Valkey(state) if kind == "valkey" else Postgres(state, fast=True)


def test_a_server_is_up_between_start_and_stop(kind: str, state: Path) -> None:
    one = server(kind, state / "s")
    assert not one.running
    with one:
        assert one.running
    assert not one.running


def test_a_killed_user_takes_its_server_along(kind: str, state: Path) -> None:
    with another_process(kind, state / "s") as user:
        assert hears(user) == "using"
        seen = server(kind, state / "s")
        assert seen.running
        user.send_signal(signal.SIGKILL)
        assert eventually(lambda: not seen.running)


def test_two_starts_at_once_share_one_server(kind: str, state: Path) -> None:
    with another_process(kind, state / "s") as one, another_process(kind, state / "s") as other:
        assert [hears(one), hears(other)] == ["using", "using"]
    assert eventually(lambda: not server(kind, state / "s").running)


def test_the_server_stays_while_one_of_two_users_is_left(kind: str, state: Path) -> None:
    with another_process(kind, state / "s") as starter:
        assert hears(starter) == "using"
        with server(kind, state / "s") as joined:
            starter.kill()
            starter.wait()
            time.sleep(0.3)
            assert joined.running
            assert joined.ready()
        assert not joined.running


def test_a_killed_keeper_takes_its_server_along(kind: str, state: Path) -> None:
    with server(kind, state / "s") as one:
        os.kill(keeper_of(state / "s"), signal.SIGKILL)
        assert eventually(lambda: not one.running)
    with server(kind, state / "s") as again:
        assert again.ready()


def keeper_of(state: Path) -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            words = words_of(entry)
            if any(word.endswith("keeper.py") for word in words) and f"{state}/alive" in words:
                return int(entry.name)
    raise AssertionError("there is no keeper")


def words_of(process: Path) -> list[str]:
    """Its command line; nothing where it has ended meanwhile."""
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def test_what_was_written_is_there_after_the_next_start(state: Path) -> None:
    with Postgres(state / "p") as postgres:
        owner = plain(postgres.provide("assay").owner)
        with psycopg.connect(owner) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with Postgres(state / "p"), psycopg.connect(owner) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    with Valkey(state / "v") as valkey:
        redis.Redis.from_url(valkey.url).set("kept", 7)
    with Valkey(state / "v") as valkey:
        assert redis.Redis.from_url(valkey.url).get("kept") == b"7"


def test_a_path_longer_than_a_socket_may_have_works(state: Path) -> None:
    deep = state / ("long" * 20) / ("longer" * 10)
    with (
        Postgres(deep, fast=True) as postgres,
        psycopg.connect(postgres.superuser_conninfo()) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stat.S_IMODE(postgres.socket_folder.stat().st_mode) == 0o700
    shutil.rmtree(postgres.socket_folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets a home that another can't enter")
def test_root_may_keep_its_state_behind_a_closed_home(state: Path) -> None:
    home = state / "home"
    home.mkdir(mode=0o700)
    with Postgres(home / "p", fast=True) as postgres:
        assert postgres.running
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    shutil.rmtree(postgres.folder)


def test_the_three_roles_can_bypass_nothing(state: Path) -> None:
    with Postgres(state / "p", fast=True) as postgres:
        postgres.provide("assay")
        postgres.provide("assay")
        with psycopg.connect(postgres.superuser_conninfo("assay")) as connection:
            roles = connection.execute(
                "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
                " WHERE rolname LIKE 'assay%' ORDER BY rolname"
            ).fetchall()
    bound = (True, False, False, False)
    assert roles == [(role, *bound) for role in ("assay_app", "assay_owner", "assay_relay")]


def test_roles_are_made_in_two_databases_at_once(state: Path) -> None:
    with Postgres(state, fast=True) as server, ThreadPoolExecutor(4) as pool:
        names = [f"one_of_many_{number}" for number in range(12)]
        made = list(pool.map(server.provide, names))
    assert [name for name, roles in zip(names, made, strict=True) if name in roles.app] == names


def test_only_the_owner_may_make_tables(state: Path) -> None:
    with Postgres(state / "p", fast=True) as postgres:
        roles = postgres.provide("assay")
        with psycopg.connect(plain(roles.owner)) as connection:
            connection.execute("CREATE TABLE mine (a int)")
        for url in (roles.app, roles.relay):
            with (
                psycopg.connect(plain(url)) as connection,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute("CREATE TABLE theirs (a int)")


def test_passwords_are_nobody_elses_to_read(state: Path) -> None:
    with Postgres(state / "p", fast=True) as postgres, Valkey(state / "v"):
        postgres.provide("assay")
        secrets = [*(state / "p").glob("*password"), state / "p" / "roles.json"]
        secrets.append(state / "v" / "valkey.conf")
        assert len(secrets) == 3
        assert {stat.S_IMODE(secret.stat().st_mode) for secret in secrets} == {0o600}


def test_without_the_password_valkey_says_nothing(state: Path) -> None:
    with (
        Valkey(state / "v") as valkey,
        redis.Redis(port=valkey.port) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


def test_a_server_that_can_not_start_shows_its_log(state: Path) -> None:
    state = state / "p"
    with Postgres(state, fast=True) as postgres:
        data = postgres.data
    (data / "postgresql.conf").write_text("no_such_setting = on\n")
    with pytest.raises(NotStarted, match="no_such_setting"):
        Postgres(state, fast=True).start()


def plain(url: str) -> str:
    """SQLAlchemy's URL as psycopg takes it."""
    return url.replace("postgresql+psycopg:", "postgresql:")
