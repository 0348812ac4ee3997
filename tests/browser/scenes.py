"""Every page and state there is to look at: who looks, where, and what they do there first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.browser.building import address_of
from tests.visitor import PASSWORD

OTHERS = {"sigrid": "sigrid@bluefjord.example", "olga": "olga@hofmann.example"}
Act = Callable[[Any], object]


@dataclass(frozen=True)
class Scene:
    """`where` is an address, or a name of the house's with a rest: `{main}/candidates`."""

    name: str
    who: str
    where: str
    act: Act | None = None


def press(words: str) -> Act:
    return lambda page: page.get_by_role("button", name=words, exact=True).first.click()


def _refused_sign_in(page):
    page.get_by_label("E-mail").fill("nobody@northwind.example")
    page.get_by_label("Password").fill("not the one")
    page.get_by_role("button", name="Sign in").click()


def _refused_sheet(page):
    rows = b"name,email,time_zone\nAmara,not an address,Europe/Lisbon\n,two@x.example,Mars/Base\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": rows}
    )
    page.get_by_role("button", name="Read the file").click()


def _open_drop(page):
    page.locator(".drop > summary").first.click()


def _open_details(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


def _unsaved_rules(page):
    page.get_by_label("Minutes").first.fill("0")
    page.get_by_role("button", name="Save draft").click()


def _wrong_colour(page):
    page.locator("#accent").fill("raspberry")
    page.get_by_role("button", name="Take this colour").click()


def _answer_one(page):
    page.locator(".opt").first.click()
    page.locator("#saved:has-text('Saved')").wait_for()


def _lose_the_line(page):
    page.context.set_offline(True)
    page.get_by_label("Your answer").fill("typed in a tunnel")
    page.locator("#saved:has-text('Offline')").wait_for()
    page.get_by_role("button", name="Next").last.click()
    page.locator("#notice:visible").wait_for()
    page.context.set_offline(False)


STAFF = (
    Scene("sign-in", "nobody", "/o/account/login"),
    Scene("sign-in-refused", "nobody", "/o/account/login", _refused_sign_in),
    Scene("forgot-password", "nobody", "/o/account/reset"),
    Scene("open-organisation", "nobody", "/o/open"),
    Scene("open-organisation-refused", "nobody", "/o/open", press("Open the organisation")),
    Scene("chooser", "owner", "/o/"),
    Scene("change-password", "owner", "/o/account/change"),
    Scene("members", "owner", "{home}/members"),
    Scene("members-refused", "owner", "{home}/members", press("Add the member")),
    Scene("assessments", "recruiter", "{home}/assessments"),
    Scene("assessments-empty", "sigrid", "{empty}/assessments"),
    Scene("assessments-shared", "hiring_manager", "{home}/assessments"),
    Scene("assessment-new", "recruiter", "{home}/assessments/new"),
    Scene("new-refused", "recruiter", "{home}/assessments/new", press("Create assessment")),
    Scene("assembly", "recruiter", "{main}/edit"),
    Scene("assembly-drop", "recruiter", "{main}/edit", _open_drop),
    Scene("assembly-refused", "recruiter", "{draft}/edit", _unsaved_rules),
    Scene("assembly-bare", "recruiter", "{bare}/edit"),
    Scene("assessment", "recruiter", "{main}"),
    Scene("assessment-draft", "recruiter", "{draft}"),
    Scene("preview", "recruiter", "{practice}/preview"),
    Scene("preview-empty", "recruiter", "{bare}/preview"),
    Scene("invite", "recruiter", "{main}/invite"),
    Scene("invite-refused", "recruiter", "{main}/invite", press("Invite")),
    Scene("sheet-refused", "recruiter", "{main}/invite", _refused_sheet),
    Scene("candidates", "recruiter", "{main}/candidates"),
    Scene("candidates-unpublished", "recruiter", "{draft}/candidates"),
    Scene("candidates-practice", "recruiter", "{practice}/candidates"),
    Scene("invitation-decided", "hiring_manager", "{invitation:amara.okafor}"),
    Scene("invitation-open", "hiring_manager", "{invitation:lukas.brandt}"),
    Scene("invitation-refused", "hiring_manager", "{invitation:lukas.brandt}", press("Decide")),
    Scene("invitation-before", "recruiter", "{invitation:priya}"),
    Scene("invitation-link", "recruiter", "{invitation:priya}", press("Make a link to copy")),
    Scene("invitation-long-name", "recruiter", "{invitation:maximiliane}"),
    Scene("invitation-right-to-left", "recruiter", "{invitation:abdulrahman}"),
    Scene("report", "hiring_manager", "{report:lukas.brandt}"),
    Scene("report-above", "hiring_manager", "{report:amara.okafor}"),
    Scene("answer", "owner", "{answer}"),
    Scene("library", "author", "{home}/library"),
    Scene("library-code", "author", "{item-code}", _open_details),
    Scene("brand", "owner", "{home}/brand"),
    Scene("brand-tried", "owner", "{home}/brand?accent=%237a1f5c"),
    Scene("brand-refused", "owner", "{home}/brand", _wrong_colour),
    Scene("branded", "olga", "{hofmann}/brand"),
    Scene("branded-candidates", "olga", "{hofmann-main}/candidates"),
    Scene("account", "owner", "/o/account/"),
    Scene("browsers", "owner", "/o/account/sessions"),
    Scene("organisation", "owner", "{home}/organisation"),
    Scene("member", "owner", "{member}"),
    Scene("leave", "recruiter", "{home}/leave"),
    Scene("work", "owner", "{home}/work"),
    Scene("verify", "nobody", "/verify"),
    Scene("components", "nobody", "/dev/components"),
    *(Scene(f"error-{status}", "nobody", f"/o/broken/{status}")
      for status in (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)),
)  # fmt: skip

CANDIDATE = (
    Scene("landing", "nobody", "{link:tomtom}"),
    Scene("landing-extra-time", "nobody", "{link:priya}"),
    Scene("landing-branded", "nobody", "{link:liv}"),
    Scene("waiting", "nobody", "{link:ola}"),
    Scene("resume", "nobody", "{link:tom}"),
    *(Scene(f"room-{kind}", "tom", f"{{room:{kind}}}")
      for kind in ("single", "multiple", "ordering", "fillin", "output", "hotspot", "bugfix")),
    Scene("room-files", "tom", "{room:bugfix}", _open_details),
    Scene("room-saved", "tom", "{room:output}", _answer_one),
    Scene("room-offline", "tom", "{room:fillin}", _lose_the_line),
    Scene("room-review", "tom", "/sit/review"),
    Scene("done", "nobody", "{link:amara.okafor}"),
    Scene("time-is-up", "nobody", "{link:ines}"),
    Scene("missed", "nobody", "{link:jan}"),
    Scene("withdrawn", "nobody", "{link:mei}"),
    Scene("unknown-link", "nobody", "/sit/i/not-a-link-that-was-ever-minted"),
    Scene("lost", "nobody", "/sit/"),
    *(Scene(f"room-error-{status}", "nobody", f"/sit/broken/{status}")
      for status in (403, 404, 413, 429, 500)),
)  # fmt: skip

SCENES = (*STAFF, *CANDIDATE)


def _complaints(page: Any) -> list[str]:
    """Fills with what breaks on the page, and with what its policy refuses."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and heard.append(said.text))
    return heard


class Visit:
    """One browser's visits to one house: each person signs in once."""

    def __init__(self, chromium, house) -> None:
        self.chromium, self.house = chromium, house
        self._states: dict[str, Any] = {}

    def address(self, where: str) -> str:
        house = self.house
        names = dict(house.at)
        names |= {f"link:{name}": link for name, link in house.links.items()}
        names |= {f"room:{kind}": f"/sit/room/{n}" for kind, n in house.positions.items()}
        for name, path in names.items():
            where = where.replace("{" + name + "}", path)
        return house.address + where

    @contextmanager
    def page(self, scene: Scene, **options: Any) -> Iterator[Any]:
        """The scene's page, acted on."""
        options = {"reduced_motion": "reduce", **options}
        context = self.chromium.new_context(storage_state=self.state(scene.who), **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.complaints = _complaints(page)
        answer = page.goto(self.address(scene.where))
        assert answer.status < 500 or "error" in scene.name, f"{scene.name}: {answer.status}"
        if scene.act:
            scene.act(page)
            page.wait_for_load_state("load")
        try:
            yield page
        finally:
            context.close()

    def state(self, who: str) -> Any:
        """The cookies of a person who has come in."""
        if who == "nobody":
            return None
        if who not in self._states:
            context = self.chromium.new_context()
            page = context.new_page()
            if who == "tom":
                page.goto(self.address("{link:tom}"))
                page.get_by_role("button", name="Go on here").click()
            else:
                self._sign_in(page, who)
            self._states[who] = context.storage_state()
            context.close()
        return self._states[who]

    def _sign_in(self, page: Any, who: str) -> None:
        page.goto(self.address("/o/account/login"))
        email = OTHERS.get(who) or address_of(who)
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/o/**")
