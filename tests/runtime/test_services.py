"""The servers and secrets of one installation, and who is told what."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from assay.core.settings import Settings
from tools.services import LONGEST_SOCKET, Part, Services

RELAY, OWNER = "ASSAY_RELAY_DATABASE_URL", "ASSAY_OWNER_DATABASE_URL"
OUTER = {"PATH": os.environ["PATH"], "ASSAY_BASE_URL": "http://localhost:5000", OWNER: "leaked"}


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    state = Path(tempfile.mkdtemp(prefix="assay-test-"))
    state.chmod(0o755)
    with Services(state, fast=True, environ=OUTER) as started:
        yield started
    shutil.rmtree(state)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (Part.APP, set()),
        (Part.RELAY, {RELAY}),
        (Part.OWNER, {OWNER}),
        (Part.EVERYTHING, {RELAY, OWNER}),
    ],
)
def test_a_part_is_told_its_own_credentials_and_no_others(
    services: Services, part: Part, told: set[str]
) -> None:
    environment = services.environment(part)
    assert environment.keys() & {RELAY, OWNER} == told
    assert "leaked" not in environment.values()


def test_the_runner_is_told_nothing_but_where_its_runtimes_are() -> None:
    outer = {**OUTER, "ASSAY_RUNTIME_FOLDER": "/runtimes", "ASSAY_SECRET_KEY": "s" * 40}
    environment = Services(Path("/nowhere"), environ=outer).environment(Part.RUNNER)
    assert {name for name in environment if "ASSAY" in name} == {"ASSAY_RUNTIME_FOLDER"}


def test_a_socket_lies_in_the_state_or_where_its_path_is_short_enough() -> None:
    assert Services(Path("/state"), environ=OUTER).runner_socket == Path("/state/runner.socket")
    deep = Path("/", *["deeper"] * 20)
    assert len(str(Services(deep, environ=OUTER).runner_socket)) <= LONGEST_SOCKET


def test_the_environment_is_all_that_the_settings_need(services: Services) -> None:
    settings = Settings.from_env(services.environment(Part.APP))
    assert settings.database_url.startswith("postgresql+psycopg://assay_app:")
    assert settings.relay_database_url is None


def test_every_role_can_log_in(services: Services) -> None:
    environment = services.environment(Part.EVERYTHING)
    for name in ("ASSAY_DATABASE_URL", RELAY, OWNER):
        with psycopg.connect(environment[name].replace("+psycopg", "")) as connection:
            (user,) = connection.execute("SELECT current_user").fetchone() or ("",)
            assert f"//{user}:" in environment[name]


def test_secrets_stay_the_same_and_are_nobody_elses_to_read(services: Services) -> None:
    again = Services(services.state, fast=True, environ=OUTER)
    with again:
        assert again.environment(Part.EVERYTHING) == services.environment(Part.EVERYTHING)
    assert stat.S_IMODE((services.state / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((services.state / "keys").stat().st_mode) == 0o700


def test_a_postgres_elsewhere_must_come_with_all_three_roles(tmp_path: Path) -> None:
    given = {"ASSAY_DATABASE_URL": "postgresql+psycopg://x/y", "ASSAY_REDIS_URL": "redis://x"}
    with pytest.raises(SystemExit, match="all three roles"):
        Services(tmp_path, environ=given).start()
