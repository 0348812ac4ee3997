"""What authors' tests are given: `client`, `subject`, `make_subject`, `rng`."""

import contextlib
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from workers.sandbox.inside.link import Link, Proxy, SubjectError


class Subject:
    """The candidate's application in a fresh folder. All that it says is data, never a verdict."""

    def __init__(self, link: Link, config: Mapping[str, Any] | None, env: Mapping[str, str] | None):
        self._link = link
        self._link.ask("open", config=config, env=env)

    def client(self, **options: Any) -> Client:
        """A werkzeug test client; its requests go to the application."""
        return Client(Proxy(self._link), Response, **options)

    def probe(self, code: str, **args: Any) -> Any:
        """Run code beside the application: it sees `app` and the args by name, and sets `result`.

        Comes back as what JSON can say.
        """
        return self._link.ask("probe", code=code, args=args).get("value")

    def statements(self, code: str, **args: Any) -> Any:
        """As probe: {"value": …, "statements": [the SQL that went to a database meanwhile]}."""
        return self._link.ask("statements", code=code, args=args).get("value")

    def cli(self, *args: str) -> Any:
        """One of the application's own Flask commands: {"exit_code": …, "output": …}."""
        return self._link.ask("cli", args=list(args)).get("value")

    def run(self, *argv: str) -> Any:
        """A program of the runtime in the candidate's folder: {"exit_code": …, "output": …}."""
        return self._link.ask("run", args=list(argv)).get("value")

    def read(self, name: str) -> str:
        """The text of a file of the candidate's folder. FileNotFoundError where it has none."""
        try:
            return str(self._link.ask("read", name=name).get("value"))
        except SubjectError as error:
            raise FileNotFoundError(f"{name}: {error}") from None

    def close(self) -> None:
        """End it, and all that it started."""
        with contextlib.suppress(SubjectError):  # it can't be more ended than that
            self._link.ask("close", patiently=True)


class Fixtures:
    """A pytest plugin."""

    def __init__(self, link: Link, seed: int) -> None:
        self._link = link
        self._seed = seed

    @pytest.fixture
    def make_subject(self) -> Iterator[Any]:
        """Makes one with a configuration and environment of the test's own; one at a time."""
        made: list[Subject] = []

        def make(
            *, config: Mapping[str, Any] | None = None, env: Mapping[str, str] | None = None
        ) -> Subject:
            made.append(Subject(self._link, config, env))
            return made[-1]

        yield make
        if made:
            made[-1].close()

    @pytest.fixture
    def subject(self, make_subject: Any) -> Subject:
        return make_subject()  # type: ignore[no-any-return]

    @pytest.fixture
    def client(self, subject: Subject) -> Client:
        return subject.client()

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> random.Random:
        """The same in each run with this seed, and another for each test."""
        return random.Random(f"{self._seed} {request.node.nodeid}")  # noqa: S311
