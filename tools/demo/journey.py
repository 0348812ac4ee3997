"""The main job, step by step, through the front doors only: HTTP and SMTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.demo import results, staff
from tools.demo.browser import Browser, Page, Refused
from tools.demo.oracle import Oracle
from tools.demo.people import Candidate, Cast, Manner
from tools.demo.post import Letter, Post
from tools.demo.show import Show
from tools.demo.sitting import Chair, Sat

MAIN = "Flask developer, mid level"
SHORT = "Flask developer, one minute"
RESPONSIBILITIES = 15


@dataclass
class Journey:
    """What is known so far; each method is one stage."""

    base_url: str
    post: Post
    oracle: Oracle
    folder: Path
    show: Show
    cast: Cast = field(default_factory=Cast)
    slug: str = ""
    neighbour_slug: str = ""
    main: str = ""
    short: str = ""
    links: dict[str, str] = field(default_factory=dict)
    rows: list[results.Row] = field(default_factory=list)
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def run(self) -> None:
        """Everything, in order. StepFailed is raised with the name of the step that failed."""
        try:
            self.open_organisations()
            self.let_members_in()
            self.assemble()
            self.invite()
            self.sit()
            self.collect()
        finally:
            for browser in self._browsers.values():
                browser.close()

    def browser(self, who: str) -> Browser:
        """One browser for each person."""
        if who not in self._browsers:
            self._browsers[who] = Browser(self.base_url, who=who)
        return self._browsers[who]

    def desk(self, who: str) -> staff.Desk:
        return staff.Desk(self.browser(who), self.slug)

    def open_organisations(self) -> None:
        with self.show.step("organisations", "Two organisations open"):
            owner, neighbour = self.cast.owner, self.cast.neighbour
            self.slug = staff.open_organisation(
                self.browser(owner.email), owner, "Northwind Robotics"
            )
            self.neighbour_slug = staff.open_organisation(
                self.browser(neighbour.email), neighbour, "Bluefjord Analytics"
            )
        with self.show.step("organisations", "The owner confirms her address by mailed link"):
            letter = self.post.wait(to=owner.email, about="Confirm")
            staff.confirm_address(self.browser(owner.email), letter.link("/o/account/"))

    def let_members_in(self) -> None:
        cast = self.cast
        with self.show.step("members", "The owner adds a recruiter and a hiring manager"):
            for person, role in ((cast.recruiter, "recruiter"), (cast.manager, "hiring_manager")):
                self.desk(cast.owner.email).add_member(person, role)
        with self.show.step("members", "Both set a password by mailed link, sign in and say yes"):
            for person in (cast.recruiter, cast.manager):
                letter = self.post.wait(to=person.email)
                browser = self.browser(person.email)
                staff.set_password(browser, letter.link("/o/account/"), person)
                staff.join(staff.sign_in(browser, person))

    def assemble(self) -> None:
        desk = self.desk(self.cast.recruiter.email)
        with self.show.step("assembly", f"The recruiter assembles and publishes “{MAIN}”"):
            self.main = desk.assemble(MAIN, preset="mid-60", minutes=60, cut_score=60)
            questions = _questions(desk.browser.get(f"{self.main}/preview"))
            if questions < RESPONSIBILITIES:
                raise Refused(f"the paper has {questions} questions")
            desk.publish(self.main)
            desk.share(self.main, self.cast.manager)
        with self.show.step("assembly", f"… and “{SHORT}”"):
            self.short = desk.assemble(SHORT, preset="mid-45", minutes=1, cut_score=60)
            desk.publish(self.short)
            desk.share(self.short, self.cast.manager)

    def invite(self) -> None:
        desk, clocked = self.desk(self.cast.recruiter.email), self.cast.clocked
        with self.show.step("invitations", "Four candidates are invited by rows, a fifth by hand"):
            desk.invite_one(self.short, clocked.name, clocked.email, clocked.time_zone)
            desk.invite_sheet(self.main, self.cast)
        with self.show.step("invitations", "Papers are drawn; five letters arrive"):
            for candidate in (clocked, *self.cast.sheet):
                letter = self.post.wait(to=candidate.email)
                self.links[candidate.email] = letter.link("/sit/i/")

    def sit(self) -> None:
        """Everyone at the same time, each in a thread with a browser of their own."""
        sitting = [one for one in self.cast.candidates if one.manner is not Manner.ABSENT]
        words = f"{len(sitting)} candidates sit at the same time"
        with self.show.step("sitting", words), ThreadPoolExecutor(len(sitting)) as room:
            sat = list(room.map(self._sit, sitting))
        for candidate, seen in zip(sitting, sat, strict=True):
            end = f"receipt {seen.receipt[:12]}…" if seen.receipt else "lets the clock run out"
            self.show.note(f"{candidate.name}: {seen.saved} answers saved, {end}")

    def _sit(self, candidate: Candidate) -> Sat:
        chair = Chair(self.browser(candidate.email), candidate, self.oracle)
        return chair.sit(self.links[candidate.email])

    def collect(self) -> None:
        """The results: waited for by the letters that say that a report is ready."""
        with self.show.step("marking", "Three are marked; their reports are made and signed"):
            reports = [self._report_letter(seconds=120) for _ in range(3)]
        with self.show.step("clock", "The clock runs out: saved answers are marked as well"):
            reports.append(self._report_letter(seconds=150))
            if not any(self.cast.clocked.name in report.subject for report in reports):
                raise Refused(f"no report is on {self.cast.clocked.name}")
        with self.show.step("results", "The hiring manager reads the results"):
            browser = self.browser(self.cast.manager.email)
            for assessment in (self.main, self.short):
                self.rows += results.rows(browser, assessment)
            self._check_rows()
        with self.show.step("reports", "… downloads the signed PDFs, and decides on one candidate"):
            for row in self.rows:
                results.download(browser, row, into=self.folder)
            results.decide(browser, self._row(self.cast.sheet[0]))
        with self.show.step("isolation", "The second organisation finds none of it"):
            neighbour = self.browser(self.cast.neighbour.email).client
            for path in (self.main, f"{self.main}/candidates", f"/o/{self.slug}/members"):
                if (status := neighbour.get(path).status_code) != 404:
                    raise Refused(f"the neighbour got {status} for {path}")

    def _report_letter(self, *, seconds: float = 60) -> Letter:
        return self.post.wait(to=self.cast.recruiter.email, about="report", seconds=seconds)

    def _row(self, candidate: Candidate) -> results.Row:
        (row,) = [row for row in self.rows if row.candidate == candidate.name]
        return row

    def _check_rows(self) -> None:
        """Better knowledge gives the better score, and who never came has none."""
        strong, middling, weak, absent = (self._row(one) for one in self.cast.sheet)
        if not strong.number > middling.number > weak.number:
            raise Refused("the scores do not follow the answers")
        if absent.score or not self._row(self.cast.clocked).score:
            raise Refused("the absent have a score, or the saved answers have none")


def _questions(preview: Page) -> int:
    return len(preview.soup.select(".paper > li"))
