"""What the people of an organisation do, each through the pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.demo.browser import Browser, Page
from tools.demo.people import Cast, Person

CHOSEN = "Chosen by the recruiter, who knows the work; no panel has rated these questions."


def sign_in(browser: Browser, person: Person) -> Page:
    page = browser.get("/o/account/login")
    return page.form(having="password").fill(email=person.email, password=person.password).send()


def open_organisation(browser: Browser, person: Person, organisation: str) -> str:
    """A person signs up and opens an organisation; its slug."""
    form = browser.get("/o/open").form(having="organisation")
    page = form.fill(
        organisation=organisation, name=person.name, email=person.email, password=person.password
    ).send()
    return slug_of(page)


def confirm_address(browser: Browser, link: str) -> Page:
    """Who signed up by themselves opens the mailed link and presses its button."""
    return browser.get(link).form(having="csrf_token").send()


def slug_of(page: Page) -> str:
    """`/o/<slug>/…` of the page's address."""
    return urlsplit(page.url).path.split("/")[2]


def set_password(browser: Browser, link: str, person: Person) -> Page:
    """A new member opens the mailed link and chooses a password."""
    form = browser.get(link).form(having="password")
    return form.fill(password=person.password, password_confirm=person.password).send()


def join(chooser: Page) -> Page:
    """Who was asked in says yes, on the page that signing in leads to."""
    return chooser.form("/join").send()


@dataclass
class Desk:
    """A member's browser inside their organisation."""

    browser: Browser
    slug: str

    def at(self, path: str) -> str:
        return f"/o/{self.slug}/{path}"

    def add_member(self, person: Person, role: str) -> None:
        form = self.browser.get(self.at("members")).form(having="role")
        form.fill(name=person.name, email=person.email, role=role).send()

    def assemble(self, name: str, *, preset: str, minutes: int, cut_score: int) -> str:
        """A new assessment from a preset, saved as a draft; its address."""
        form = self.browser.get(self.at("assessments/new")).form(having="preset")
        page = form.fill(name=name, preset=preset).send()
        edit = page.form(having="minutes").fill(
            minutes=str(minutes),
            cut_score=str(cut_score),
            cut_reason=CHOSEN,
        )
        return urlsplit(edit.press("do", "save").url).path.removesuffix("/edit")

    def publish(self, assessment: str) -> Page:
        return self.browser.get(f"{assessment}/publish").form("/publish").send()

    def share(self, assessment: str, person: Person) -> Page:
        form = self.browser.get(assessment).form("/share")
        options = form.tag.select('[name="member"] option')
        (chosen,) = [one for one in options if person.name in one.get_text()]
        return form.fill(member=str(chosen["value"])).send()

    def invite_sheet(self, assessment: str, cast: Cast) -> Page:
        form = self.browser.get(f"{assessment}/invite").form(having="text")
        return form.fill(text=cast.as_csv()).send()

    def invite_one(self, assessment: str, name: str, email: str, time_zone: str) -> Page:
        form = self.browser.get(f"{assessment}/invite").form(having="email")
        return form.fill(name=name, email=email, time_zone=time_zone).send()
