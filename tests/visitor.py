"""A person at a browser without a screen: reads pages, fills forms, follows what they say."""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from assay.accounts import queries
from assay.accounts.configuration import FRESH
from assay.accounts.users import reclaim
from assay.core.db import transaction

PASSWORD = "four words long enough"


class Page:
    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.soup = BeautifulSoup(response.text, "html.parser")

    @property
    def path(self) -> str:
        return self.response.request.path

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    def words(self) -> str:
        """What can be read on the page, in one line."""
        return " ".join((self.soup.body or self.soup).get_text(" ").split())

    def unnumbered(self) -> str:
        """The same without the request's own number, to be compared with another's."""
        return self.words().replace(self.response.headers["X-Request-Id"], "")

    def token(self) -> str:
        return str(self.soup.find("input", {"name": "csrf_token"})["value"])


class Visitor:
    """Follows redirects only where asked: `then()` is the next page."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = base_url

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, base_url=self.base_url))

    def then(self, page: Page) -> Page:
        """Where the page sends us."""
        to = urlsplit(page.location)
        return self.get(to.path + (f"?{to.query}" if to.query else ""))

    def fill(self, path: str, to: str | None = None, **fields: Any) -> Page:
        """Open the page with the form, and send it (to another address where it says so)."""
        token = self.get(path).token()
        return self.post(to or path, csrf_token=token, **fields)

    def post(self, path: str, **fields: Any) -> Page:
        answer = self.client.post(path, data=fields, base_url=self.base_url)
        answer.request.environ["wsgi.input"].close()  # a large one lies in a file
        return Page(answer)

    def sign_in(self, email: str, password: str = PASSWORD) -> Page:
        return self.fill("/o/account/login", email=email, password=password)

    def leaves_the_desk(self) -> None:
        """Long enough that dangerous acts need a word first."""
        with self.client.session_transaction("/o/", base_url=self.base_url) as cookie:
            cookie["fs_paa"] -= FRESH.total_seconds() + 1

    def sign_out(self) -> Page:
        return self.fill("/o/", to="/o/account/logout")

    def open_organisation(self, name: str, email: str, *, confirmed: bool = True) -> str:
        """Sign up and open one; its slug. The address counts as confirmed unless said otherwise."""
        page = self.fill(
            "/o/open",
            organisation=name,
            time_zone="Europe/Lisbon",
            name=email.partition("@")[0].title(),
            email=email,
            password=PASSWORD,
        )
        assert page.status == 303, page.words()
        if confirmed:
            with self.app.app_context(), transaction():
                reclaim(queries.user_by_email(email))
        return urlsplit(page.location).path.split("/")[2]
