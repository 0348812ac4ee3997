"""Corvid Labs, which hires: its people, its letters, and how a page's question is answered."""

from dataclasses import dataclass, field
from pathlib import Path

import assay
from tools.demo import staff
from tools.demo.browser import Browser
from tools.demo.oracle import Oracle
from tools.demo.people import Person
from tools.demo.post import Post

LIBRARY = Path(assay.__file__).parent / "library"
KINDS = {
    "single": "One choice",
    "multiple": "Several choices",
    "ordering": "Ordering",
    "fillin": "Fill in",
    "output": "What it prints",
}


def person(name):
    return Person(name=name, email=f"{name.split()[0].lower()}@corvid.example")


@dataclass
class Corvid:
    """An organisation with an owner, a recruiter and a hiring manager who have signed in once."""

    base_url: str
    post: Post
    owner: Person = field(default_factory=lambda: person("Edda Rook"))
    recruiter: Person = field(default_factory=lambda: person("Jari Dohle"))
    manager: Person = field(default_factory=lambda: person("Pia Krähe"))
    oracle: Oracle = field(default_factory=lambda: Oracle(LIBRARY))
    slug: str = ""

    def open(self):
        owner = Browser(self.base_url, who=self.owner.email)
        self.slug = staff.open_organisation(owner, self.owner, "Corvid Labs")
        letter = self.post.wait(to=self.owner.email, about="Confirm")
        staff.confirm_address(owner, letter.link("/o/account/"))
        desk = staff.Desk(owner, self.slug)
        for one, role in ((self.recruiter, "recruiter"), (self.manager, "hiring_manager")):
            desk.add_member(one, role)
            letter = self.post.wait(to=one.email)
            browser = Browser(self.base_url, who=one.email)
            staff.set_password(browser, letter.link("/o/account/"), one)
            staff.join(staff.sign_in(browser, one))
            browser.close()
        owner.close()
        return self

    @property
    def home(self):
        return f"{self.base_url}/o/{self.slug}"

    def link(self, email):
        """The address in the invitation's letter, once it has come."""
        return self.post.wait(to=email).link("/sit/i/")

    def right_answer(self, page):
        """What the library's authors say is right, to the question on this page."""
        return self.oracle.answer(page.locator("#stem").inner_text(), right=True)
