"""A whole installation that may be broken, and sittings whose outcome can be counted."""

import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import httpx
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask
from redis import Redis

from assay.accounts import queries as accounts
from assay.accounts.users import _hashed
from assay.app import create_app
from assay.core import clock
from assay.core.db import session, transaction
from assay.core.settings import Settings
from assay.sittings import actions
from assay.tenancy.scope import scope
from tests.sittings.situation import HOUR, Situation
from tests.visitor import PASSWORD, Page, Visitor
from tools import loopback
from tools.demo.browser import Browser
from tools.services import Part
from tools.stack import HOST, Stack

ONCE = {"results": 1, "marks": 5, "reports": 1, "documents": 1, "receipts": 1, "told": 1}
"""What one sitting that was handed in leads to, whatever happens meanwhile."""
SOON = 60.0


def until(condition: Callable[[], Any], what: str, seconds: float = SOON) -> Any:
    """What the condition says once it is true."""
    deadline = time.monotonic() + seconds
    while not (said := condition()):
        assert time.monotonic() < deadline, f"not in {seconds:.0f} s: {what}"
        time.sleep(0.05)
    return said


@dataclass(frozen=True, kw_only=True)
class Sat:
    """One sitting in an organisation of its own."""

    organisation_id: UUID
    sitting_id: UUID
    link: str
    slug: str
    recruiter: str


class Refusing:
    """A mail server that answers every recipient so, and counts how often it was asked."""

    def __init__(self, answer: str) -> None:
        self.answer, self.asked = answer, 0

    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        self.asked += 1
        return self.answer


class Seat:
    """One candidate in the room, over HTTP."""

    def __init__(self, browser: Browser, sat: Sat) -> None:
        self.browser, self.sat = browser, sat

    def __enter__(self) -> Self:
        self.browser.get(self.sat.link).form("/start").fill(agree="yes").send()
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()

    def save(self, position: int, *, seq: int) -> httpx.Response:
        """The same sequence again is the same save."""
        body = {"seq": seq, "key": f"{position:04}-{seq:08}", "value": {"choice": "a"}}
        return self.browser.client.put(
            f"/sit/answers/{position}", json=body, headers={"X-Assay": "save"}
        )

    def look(self, status: int) -> str:
        """The page of the first question, which answers so."""
        answer = self.browser.client.get("/sit/room/1")
        assert answer.status_code == status
        return answer.text

    def submit(self) -> None:
        self.browser.get("/sit/review").form("/submit").send()


@dataclass
class Site:
    stack: Stack
    app: Flask = field(init=False)
    database: sa.Engine = field(init=False)

    def __post_init__(self) -> None:
        settings = Settings.from_env(self.stack.environment(Part.APP))
        self.app = create_app(settings)
        url = self.stack.services.own_postgres.superuser_url("assay")
        self.database = sa.create_engine(url, pool_pre_ping=True)
        self.redis = Redis.from_url(settings.redis_url)

    def sit(
        self, *, at: datetime | None = None, begin: bool = True,
        sections: Sequence[dict[str, Any]] = (),
    ) -> Sat:  # fmt: skip
        """Invited, and unless told otherwise begun (now, or at that instant), two answers saved."""
        at = at or clock.now()
        with Situation(self.app, start_by=clock.now() + HOUR, sections=sections) as room:
            slug = f"o-{room.organisation_id.hex[:12]}"
            recruiter = f"{slug}@northwind.example"
            with transaction():
                user = accounts.user_by_email(recruiter)
                assert user is not None
                user.password, user.confirmed_at = _hashed(PASSWORD), clock.now()
            if begin:
                room.start(at=at)
                room.save(1, {"choice": "b"}, at=at)
                room.save(4, {"text": room.secret}, at=at)
            return Sat(
                organisation_id=room.organisation_id, sitting_id=room.sitting_id, link=room.link,
                slug=slug, recruiter=recruiter,
            )  # fmt: skip

    def submit(self, sat: Sat) -> None:
        with self.app.app_context(), scope(sat.organisation_id), transaction():
            actions.submit(sat.sitting_id, at=clock.now())

    def hand_in(self) -> Sat:
        sat = self.sit()
        self.submit(sat)
        return sat

    def ask(self, sql: str, **values: Any) -> list[Any]:
        """As one who sees everything."""
        with self.database.connect() as connection:
            return list(connection.execute(sa.text(sql), values))

    def ends_in(self, sat: Sat, *, seconds: int) -> None:
        """Let the time of the organisation's sitting end so many seconds from now."""
        query = """
            update sittings
               set limit_seconds = extract(epoch from now() - started_at)::int + :s - extra_seconds,
                   ends_at = started_at + interval '1 second'
                           * (extract(epoch from now() - started_at)::int + :s),
                   next_check_at = now() + interval '1 hour'
             where organisation_id = :o
        """
        with self.database.begin() as connection:
            connection.execute(sa.text(query), {"o": sat.organisation_id, "s": seconds})

    def section_ends_in(self, sat: Sat, *, seconds: int) -> None:
        """Let the time of the section that runs end so many seconds from now."""
        query = """
            update sittings set section_ends_at = now() + :s * interval '1 second'
             where organisation_id = :o
        """
        with self.database.begin() as connection:
            connection.execute(sa.text(query), {"o": sat.organisation_id, "s": seconds})

    def end_of(self, sat: Sat) -> datetime:
        """Of the organisation's sitting."""
        query = "select ends_at from sittings where organisation_id = :o"
        ends_at: datetime = self.ask(query, o=sat.organisation_id)[0][0]
        return ends_at

    def jobs(self, sat: Sat) -> dict[str, str]:
        """Task → its state."""
        query = "select name, state from jobs where organisation_id = :o"
        return dict(tuple(row) for row in self.ask(query, o=sat.organisation_id))

    def is_quiet(self, sat: Sat) -> bool:
        """All of it is done, up to the letter that the report is ready."""
        unsent = "select id from outbox where organisation_id = :o and sent_at is null"
        jobs = self.jobs(sat)
        is_told = "send_letter" in jobs and set(jobs.values()) == {"done"}
        return is_told and not self.ask(unsent, o=sat.organisation_id)

    def outcome(self, sat: Sat, seconds: float = SOON) -> dict[str, int]:
        """What has come of the sitting, once all of it is done."""
        until(lambda: self.is_quiet(sat), f"{self.jobs(sat)}", seconds)
        counts = {
            table: self.ask(
                f"select count(*) from {table} where sitting_id = :s", s=sat.sitting_id
            )[0][0]
            for table in ("results", "marks", "reports")
        }
        receipts = self.letters(lambda letter: str(sat.sitting_id) in letter["message_id"])
        told = self.letters(lambda letter: sat.recruiter in letter["to"])
        return {**counts, "documents": len(self.documents(sat)), "receipts": receipts, "told": told}

    def documents(self, sat: Sat) -> list[str]:
        """Every file that lies in the organisation's folder, half ones too."""
        folder = self.stack.state / "blobs" / "reports" / str(sat.organisation_id)
        return sorted(file.name for file in folder.glob("*"))

    def letters(self, which: Callable[[dict[str, Any]], bool]) -> int:
        with loopback.client(self.stack.mail_url) as client:
            return sum(which(letter) for letter in client.get("/messages").json()["messages"])

    @contextmanager
    def held(self, table: str) -> Iterator[Callable[[], Any]]:
        """Nobody can write to the table; gives a function that is true while somebody waits to."""
        waits = "select pid from pg_locks where not granted and relation = cast(:t as regclass)"
        with self.database.connect() as connection:
            connection.execute(sa.text(f"lock table {table} in share mode"))
            try:
                yield lambda: self.ask(waits, t=table)
            finally:
                connection.invalidate()  # let go of, even where its server was crashed meanwhile

    @contextmanager
    def mail_says(self, answer: str) -> Iterator[Refusing]:
        """The mail server refuses everyone with these words, then takes letters again."""
        self.stack.kill("mailbox")
        refusing = Refusing(answer)
        server = Controller(refusing, hostname=HOST, port=self.stack.smtp_port)
        server.start()
        try:
            yield refusing
        finally:
            server.stop()
            self.stack.revive("mailbox")

    @contextmanager
    def disk_full(self, name: str, size: int = 24 * 1024) -> Iterator[None]:
        """No file of that process may grow beyond so many bytes, nor of those that it started."""
        with ExitStack() as stack:
            for pid in _group(self.stack.children[name].pid):
                before = resource.prlimit(
                    pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)
                )
                stack.callback(resource.prlimit, pid, resource.RLIMIT_FSIZE, before)
            yield

    def desk(self, sat: Sat) -> tuple[Visitor, str]:
        """The recruiter of that organisation, signed in, and the address of the work that waits."""
        visitor = Visitor(self.app, self.stack.base_url)
        page: Page = visitor.sign_in(sat.recruiter)
        assert page.status == 302, page.words()
        return visitor, f"/o/{sat.slug}/work"

    def try_again(self, visitor: Visitor, page: str) -> None:
        """One click for each line of the page."""
        for form in visitor.get(page).soup.select("tbody form"):
            assert visitor.fill(page, to=str(form["action"])).status == 303

    def seat(self, sat: Sat) -> "Seat":
        """The candidate's browser, in the room."""
        return Seat(Browser(self.stack.base_url, who="candidate"), sat)

    def found(self, sat: Sat) -> Sat:
        """With the sitting that was begun through the door."""
        query = "select id from sittings where organisation_id = :o"
        return replace(sat, sitting_id=self.ask(query, o=sat.organisation_id)[0][0])

    def answers(self, sat: Sat) -> dict[int, int]:
        """Position → the sequence that counts."""
        query = "select position, seq from answers where organisation_id = :o"
        return dict(tuple(row) for row in self.ask(query, o=sat.organisation_id))

    @contextmanager
    def no_database(self) -> Iterator[None]:
        self.stack.crash_database()
        try:
            yield
        finally:
            self.stack.revive_database()

    def close(self) -> None:
        with self.app.app_context():
            session.remove()
        self.database.dispose()
        self.redis.close()


def _group(pid: int) -> list[int]:
    """The processes of that group."""
    running = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [each for each in running if _group_of(each) == pid]


def _group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
