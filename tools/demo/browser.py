"""A browser without scripts: cookies, links and forms as the pages offer them, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx
from bs4 import BeautifulSoup, Tag

from tools import loopback

Values = dict[str, list[str]]


class Refused(Exception):
    """The page said no, or is not the page that was expected."""


@dataclass
class Form:
    """One form as it stands on its page; `fill` and `send` it, or `press` one of its buttons."""

    page: Page
    tag: Tag
    values: Values = field(default_factory=dict)

    def __post_init__(self) -> None:
        for control in self._controls():
            for name, value in _given(control):
                self.values.setdefault(name, []).append(value)

    def _controls(self) -> list[Tag]:
        inside = self.tag.select("input, textarea, select")
        if (own_id := self.tag.get("id")) is None:
            return list(inside)
        return [*inside, *self.page.soup.select(f'input[form="{own_id}"]')]

    def fill(self, **values: str | Sequence[str]) -> Form:
        """Type into fields by name; a field that the form doesn't have is an error."""
        names = {control.get("name") for control in self._controls()}
        for name, value in values.items():
            if name not in names:
                raise Refused(f"{self.page.url} has no field named {name}")
            self.values[name] = [value] if isinstance(value, str) else list(value)
        return self

    def press(self, name: str, value: str) -> Page:
        """Send by the button of this name and value."""
        return self.send(**{name: value})

    def send(self, **button: str) -> Page:
        data: dict[str, list[str]] = {**self.values, **{k: [v] for k, v in button.items()}}
        where = urljoin(self.page.url, str(self.tag.get("action") or self.page.url))
        return self.page.browser.post(where, data)


@dataclass
class Page:
    browser: Browser
    url: str
    status: int
    text: str

    def __post_init__(self) -> None:
        self.soup = BeautifulSoup(self.text, "html.parser")

    @property
    def title(self) -> str:
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    @property
    def heading(self) -> str:
        return self.words("h1")

    def words(self, selector: str) -> str:
        found = self.soup.select_one(selector)
        return " ".join(found.get_text(" ", strip=True).split()) if found else ""

    def form(self, action_ends: str = "", *, having: str = "") -> Form:
        """The first form whose action ends so and that holds a control named `having`."""
        for tag in self.soup.select('form[method="post" i]'):
            action = str(tag.get("action") or "")
            if not action.split("?")[0].endswith(action_ends):
                continue
            if having and tag.select_one(f'[name="{having}"]') is None:
                continue
            return Form(self, tag)
        raise Refused(f"{self.url} (“{self.heading}”) has no form for {action_ends or having}")

    def link(self, *, words: str = "", to: str = "") -> str:
        """The address of the first link with these words, or to an address that holds `to`."""
        for tag in self.soup.select("a[href]"):
            said = " ".join(tag.get_text(" ", strip=True).split())
            if (words and words in said) or (to and to in str(tag["href"])):
                return urljoin(self.url, str(tag["href"]))
        raise Refused(f"{self.url} (“{self.heading}”) has no link {words or to}")

    @property
    def complaints(self) -> list[str]:
        """What the page says is wrong."""
        said = self.soup.select(".errors li, .field-error, .notice.error")
        return [" ".join(one.get_text(" ", strip=True).split()) for one in said]


class Browser:
    """One person's. Redirects are followed; a page that is an error raises Refused."""

    def __init__(self, base_url: str, *, who: str) -> None:
        self.who = who
        self.client = loopback.client(base_url, follow_redirects=True)
        self.client.headers["User-Agent"] = "demo"

    def close(self) -> None:
        self.client.close()

    def get(self, url: str) -> Page:
        return self._page(self.client.get(url))

    def post(self, url: str, data: Mapping[str, Any]) -> Page:
        headers = {"Origin": str(self.client.base_url).rstrip("/"), "Referer": url}
        return self._page(self.client.post(url, data=data, headers=headers))

    def download(self, url: str) -> bytes:
        answer = self.client.get(url)
        if answer.status_code != 200:
            raise Refused(f"{url} answered {answer.status_code}")
        return answer.content

    def _page(self, answer: httpx.Response) -> Page:
        page = Page(self, str(answer.url), answer.status_code, answer.text)
        if answer.status_code >= 400 or page.complaints:
            wrong = "; ".join(page.complaints) or page.heading or answer.text[:200]
            raise Refused(f"{answer.request.method} {answer.url} {answer.status_code}: {wrong}")
        return page


def _given(control: Tag) -> list[tuple[str, str]]:
    """What a control would send untouched."""
    name = str(control.get("name") or "")
    if not name or control.has_attr("disabled"):
        return []
    if control.name == "textarea":
        return [(name, control.get_text().removeprefix("\n"))]
    if control.name == "select":
        options = control.select("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not control.has_attr("multiple"):
            chosen = options[:1]
        return [(name, str(option.get("value", option.get_text()))) for option in chosen]
    kind = str(control.get("type") or "text").lower()
    if kind in {"submit", "button", "image", "reset", "file"}:
        return []
    if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
        return []
    return [(name, str(control.get("value", "on" if kind == "checkbox" else "")))]
