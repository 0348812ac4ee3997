"""Every page and state there is to look at: who looks, where, and what they do there first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser import authored, bringing, judged, many
from tests.browser.building import address_of
from tests.browser.by_hand import BY_HAND
from tests.browser.choosing import CHOOSING
from tests.browser.mail_scenes import MAIL
from tests.browser.operated import OPAL, OPERATED, PETRA
from tests.browser.records import RECORDS
from tests.browser.reported import REPORTS
from tests.browser.scene import Scene, press
from tests.visitor import PASSWORD

OTHERS = {
    "sigrid": "sigrid@bluefjord.example", "olga": "olga@hofmann.example",
    "opal": OPAL, "petra": PETRA,
}  # fmt: skip


def _refused_sign_in(page):
    page.get_by_label("E-mail").fill("nobody@northwind.example")
    page.get_by_label("Password").fill("not the one")
    page.get_by_role("button", name="Sign in").click()


def _open_menu(page):
    page.get_by_role("button", name="More for One of each kind").click()


def _open_drop(page):
    page.locator(".drop > summary").first.click()


def _open_details(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


def _open_legends(page):
    for summary in page.locator(".room-legend > summary").all():
        summary.click()


def _open_first(page):
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/library/*/*")


def _say_yes(page):
    page.get_by_role("button", name="Correct it, and mark again").click()


def _unsaved_rules(page):
    page.get_by_label("Minutes").first.fill("0")
    page.get_by_role("button", name="Save draft").click()


def _wrong_colour(page):
    page.locator("#accent").fill("raspberry")
    page.get_by_role("button", name="Take this colour").click()


def _too_much_time(page):
    page.get_by_label("Extra time without asking").fill("500")
    page.get_by_role("button", name="Settle").click()


def _speak_german(page):
    page.get_by_role("button", name="Deutsch", exact=True).click()
    page.locator("html[lang=de]").wait_for(state="attached")


def _speak_spanish(page):
    page.get_by_role("button", name="Español", exact=True).click()
    page.locator("html[lang=es]").wait_for(state="attached")


def _answer_one(page):
    page.locator(".opt").first.click()
    page.locator("#saved:has-text('Saved')").wait_for()


def _match_some(page):
    for place in (1, 3):
        page.locator(f"#pair-{place}").select_option(index=place)
    page.locator("#saved:has-text('Saved')").wait_for()


def _write_too_much(page):
    page.get_by_label("Your answer").fill("It is said in many words. " * 60)
    page.locator("#answer-words[data-tone=bad]").wait_for()
    page.locator("#saved:has-text('Saved')").wait_for()


def _plain_files(page):
    page.get_by_role("button", name="Use plain text boxes").click()
    _open_details(page)


def _edit_a_file(page):
    page.get_by_role("textbox", name="app.py").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("# a line of mine")
    page.get_by_role("button", name="Mark changes").click()
    page.get_by_role("button", name="Find").click()
    page.keyboard.type("line")
    page.locator("#saved:has-text('Saved')").wait_for()


def _nearly_reset(page):
    _edit_a_file(page)
    page.get_by_role("button", name="Reset file").click()
    page.get_by_role("dialog").wait_for()


def _wait_for_the_verdict(page):
    page.locator("#verdict[data-tone]").wait_for()


def _lose_the_line(page):
    page.context.set_offline(True)
    page.get_by_label("Your answer").fill("typed in a tunnel")
    page.locator("#saved:has-text('Offline')").wait_for()
    page.get_by_role("button", name="Next").last.click()
    page.locator("#notice:visible").wait_for()
    page.context.set_offline(False)


def _in_german(page):
    here = page.url
    page.get_by_role("button", name="Deutsch").click()
    page.goto(here)


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
    Scene("assessments-menu", "recruiter", "{home}/assessments", _open_menu),
    Scene("assessments-none-fit", "recruiter", "{home}/assessments?starts=nobody+asks+this"),
    Scene("assessments-empty", "sigrid", "{empty}/assessments"),
    Scene("assessments-shared", "hiring_manager", "{home}/assessments"),
    Scene("assessment-new", "recruiter", "{home}/assessments/new"),
    Scene("new-refused", "recruiter", "{home}/assessments/new", press("Create assessment")),
    Scene("assembly", "recruiter", "{main}/edit"),
    Scene("assembly-drop", "recruiter", "{main}/edit", _open_drop),
    Scene("assembly-refused", "recruiter", "{draft}/edit", _unsaved_rules),
    *(Scene(*told) for told in CHOOSING),
    Scene("assembly-bare", "recruiter", "{bare}/edit"),
    Scene("assessment", "recruiter", "{main}"),
    Scene("assessment-draft", "recruiter", "{draft}"),
    Scene("publish-first", "recruiter", "{bare}/publish"),
    Scene("publish-next", "recruiter", "{changed}/publish", _open_details),
    Scene("publish-nothing", "recruiter", "{main}/publish"),
    Scene("versions", "recruiter", "{changed}/versions", _open_details),
    Scene("versions-none", "recruiter", "{bare}/versions"),
    Scene("preview", "recruiter", "{practice}/preview"),
    Scene("preview-empty", "recruiter", "{bare}/preview"),
    Scene("invite", "recruiter", "{main}/invite"),
    Scene("invite-refused", "recruiter", "{main}/invite", press("Invite")),
    Scene("sheet-refused", "recruiter", "{main}/invite", bringing.refused_sheet),
    Scene("file-too-large", "recruiter", "{main}/invite", bringing.upload(bringing.TOO_MUCH)),
    Scene("file-columns", "recruiter", "{main}/invite", bringing.upload(bringing.PEOPLE)),
    Scene("file-looked-at", "recruiter", "{main}/invite", bringing.looked_at),
    *BY_HAND,
    Scene("candidates", "recruiter", "{main}/candidates"),
    Scene("overdue", "recruiter", "{home}/overdue"),
    Scene("candidates-unpublished", "recruiter", "{draft}/candidates"),
    Scene("candidates-nobody", "recruiter", "{main}/candidates?search=nobody&stage=decided"),
    Scene("candidates-columns", "owner", "{main}/candidates", many.all_columns),
    Scene("compare", "recruiter", "{main}/candidates", many.compare_three),
    Scene("compare-refused", "recruiter", "{main}/compare"),
    Scene("many-decide", "recruiter", "{main}/candidates", many.ask("decide")),
    Scene("many-refused", "recruiter", "{main}/candidates", many.ask_and_press("decide")),
    Scene("many-nobody", "recruiter", "{main}/candidates", many.ask("archive", "ticked")),
    Scene("many-tagged", "recruiter", "{main}/candidates", many.tag_many),
    Scene("many-lately", "recruiter", "{main}/candidates", many.found_again),
    Scene("invitation-remarks", "owner", "{invitation:khai.nguyen}", many.tag_and_note),
    Scene("invitation-tag-refused", "recruiter", "{invitation:lukas.brandt}", press("Add")),
    Scene("tags", "recruiter", "{home}/tags", _open_details),
    Scene("tags-onto", "recruiter", "{home}/tags", many.rename_onto),
    Scene("tags-none", "sigrid", "{empty}/tags"),
    Scene("candidates-practice", "recruiter", "{practice}/candidates"),
    Scene("invitation-decided", "hiring_manager", "{invitation:amara.okafor}"),
    Scene("invitation-open", "hiring_manager", "{invitation:lukas.brandt}"),
    Scene("invitation-refused", "hiring_manager", "{invitation:lukas.brandt}", press("Decide")),
    Scene("resit-ask", "recruiter", "{resit-voided}/resit"),
    Scene("resit-ask-refused", "recruiter", "{resit-voided}/resit", press("Invite to the resit")),
    Scene("resit-too-early", "recruiter", "{invitation:amara.okafor}/resit"),
    Scene("resit-first", "recruiter", "{resit-first}"),
    Scene("resit-second", "recruiter", "{resit-second}"),
    Scene("resit-candidates", "recruiter", "{resits}/candidates"),
    Scene("after", "recruiter", "{invitation:lukas.brandt}/after", _open_details),
    Scene("after-refused", "recruiter", "{invitation:amara.okafor}/after", press("Take in")),
    Scene("invitation-before", "recruiter", "{invitation:priya}"),
    Scene("invitation-link", "recruiter", "{invitation:priya}", press("Make a link to copy")),
    Scene("invitation-long-name", "recruiter", "{invitation:maximiliane}"),
    Scene("invitation-right-to-left", "recruiter", "{invitation:abdulrahman}"),
    Scene("report", "hiring_manager", "{report:lukas.brandt}"),
    Scene("report-above", "hiring_manager", "{report:amara.okafor}"),
    Scene("answer", "owner", "{answer}"),
    Scene("answer-pairs", "owner", "{answer-pairs}"),
    Scene("answer-text", "owner", "{answer-text}"),
    Scene("answer-other-points", "owner", "{answer}", _open_details),
    Scene("desk", "owner", "{home}/marking"),
    Scene("desk-answer", "owner", "{turn}"),
    Scene("desk-refused", "owner", "{turn}", press("Keep, and stop")),
    Scene("desk-put-back", "owner", "{turn}", _open_details),
    Scene("agreement", "recruiter", "{main}/marking"),
    Scene("library-pairs", "author", "{item-pairs}"),
    Scene("library-text", "author", "{item-text}"),
    Scene("library", "recruiter", "{home}/library"),
    Scene("library-found", "recruiter", "{home}/library?level=mid&kind=hotspot&title="),
    Scene("library-nothing", "recruiter", "{home}/library?title=nobody+asks+this&level=senior"),
    Scene("library-choice", "recruiter", "{home}/library?kind=single", _open_first),
    Scene("library-long-title", "author", "{item-a-long-title}"),
    Scene("library-right-to-left", "author", "{item-from-right-to-left}"),
    Scene("library-code", "author", "{item-code}", _open_details),
    Scene("faults", "recruiter", "{faulty}"),
    Scene("faults-none", "recruiter", "{sound}"),
    Scene("faults-refused", "recruiter", "{sound}", press("See who changes")),
    Scene("faults-who", "recruiter", "{sound}/preview?does=left_out&where="),
    Scene("faults-no-reason", "recruiter", "{sound}/preview?does=left_out&where=", _say_yes),
    Scene("live", "recruiter", "{practice}/live"),
    Scene("live-refused", "recruiter", "{practice}/live", press("Send")),
    Scene("live-nobody", "recruiter", "{bare}/live"),
    Scene("live-looked-at", "hiring_manager", "{main}/live"),
    Scene("brand", "owner", "{home}/brand"),
    Scene("brand-tried", "owner", "{home}/brand?accent=%237a1f5c"),
    Scene("brand-refused", "owner", "{home}/brand", _wrong_colour),
    Scene("branded", "olga", "{hofmann}/brand"),
    Scene("branded-candidates", "olga", "{hofmann-main}/candidates"),
    Scene("policies", "owner", "{home}/policies"),
    Scene("policies-refused", "owner", "{home}/policies", _too_much_time),
    Scene("account", "owner", "/o/account/"),
    Scene("browsers", "owner", "/o/account/sessions"),
    Scene("organisation", "owner", "{home}/organisation"),
    Scene("member", "owner", "{member}"),
    Scene("leave", "recruiter", "{home}/leave"),
    Scene("usage", "owner", "{home}/usage"),
    Scene("usage-nobody", "sigrid", "{empty}/usage"),
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
    Scene("landing-refused", "nobody", "{link:tomtom}", press("Start")),
    Scene("needs", "nobody", "{link:tomtom}/needs"),
    Scene("needs-granted", "nobody", "{link:priya}/needs"),
    Scene("decline", "nobody", "{link:tomtom}/decline"),
    Scene("check", "nobody", "{link:tomtom}/check", _wait_for_the_verdict),
    Scene("practice", "nobody", "{link:tomtom}/practice/1"),
    Scene("practice-told", "nobody", "{link:tomtom}/practice/1", press("Show what is right")),
    Scene("room-browsers", "nobody", "/sit/browsers"),
    Scene("waiting", "nobody", "{link:ola}"),
    Scene("resume", "nobody", "{link:tom}"),
    *(Scene(f"room-{kind}", "tom", f"{{room:{kind}}}")
      for kind in ("single", "multiple", "ordering", "fillin", "output", "matching", "scenario",
                   "hotspot", "bugfix", "freetext")),
    Scene("room-pairs", "tom", "{room:matching}", _match_some),
    Scene("room-too-many-words", "tom", "{room:freetext}", _write_too_much),
    Scene("room-files", "tom", "{room:bugfix}", _plain_files),
    Scene("room-editor", "tom", "{room:bugfix}", _edit_a_file),
    Scene("room-editor-reset", "tom", "{room:bugfix}", _nearly_reset),
    Scene("room-allowed", "tom", "{room:output}", _open_legends),
    Scene("room-saved", "tom", "{room:output}", _answer_one),
    Scene("room-offline", "tom", "{room:fillin}", _lose_the_line),
    Scene("room-review", "tom", "/sit/review"),
    Scene("section-before", "sena", "/sit/section/1"),
    Scene("section-within", "rui", "/sit/room/1"),
    Scene("section-leave", "rui", "/sit/section/1/leave"),
    Scene("done", "nobody", "{link:amara.okafor}"),
    Scene("receipt", "nobody", "{link:amara.okafor}", _open_details),
    Scene("result", "nobody", "{link:amara.okafor}/result"),
    Scene("result-asked", "nobody", "{link:lukas.brandt}/result"),
    Scene("result-refused", "nobody", "{link:amara.okafor}/result", press("Ask")),
    Scene("result-not-yet", "nobody", "{link:ines}/result"),
    Scene("more", "nobody", "{link:amara.okafor}/more"),
    Scene("more-refused", "nobody", "{link:amara.okafor}/more", press("Ask for it")),
    Scene("more-done", "nobody", "{link:lukas.brandt}/more"),
    Scene("time-is-up", "nobody", "{link:ines}"),
    Scene("missed", "nobody", "{link:jan}"),
    Scene("withdrawn", "nobody", "{link:mei}"),
    Scene("unknown-link", "nobody", "/sit/i/not-a-link-that-was-ever-minted"),
    Scene("lost", "nobody", "/sit/"),
    *(Scene(f"room-error-{status}", "nobody", f"/sit/broken/{status}")
      for status in (403, 404, 413, 429, 500)),
    Scene("landing-german", "nobody", "{link:priya}", _speak_german),
    Scene("result-german", "nobody", "{link:lukas.brandt}/result", _in_german),
    Scene("more-german", "nobody", "{link:amara.okafor}/more", _in_german),
    Scene("room-spanish", "tom", "{room:ordering}", _speak_spanish),
)  # fmt: skip
"""The last ones leave a language behind them."""

SCENES = (*STAFF, *MAIL, *RECORDS, *OPERATED, *REPORTS,
    *authored.scenes(Scene, press), *judged.scenes(Scene, press),
    *CANDIDATE)  # fmt: skip


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
            if who in self.house.links:
                page.goto(self.house.address + self.house.links[who])
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
