"""A candidate at a browser without a screen or scripts."""

import json
from typing import Any
from uuid import uuid4

from tests.visitor import Page, Visitor


class Sight(Page):
    """One page, with its heading and its forms."""

    @property
    def heading(self) -> str:
        found = self.soup.select_one("h1")
        return " ".join(found.get_text(" ").split()) if found else ""


class Chair(Visitor):
    def __init__(self, room: Any) -> None:
        super().__init__(room.app)
        self.room = room

    @property
    def cookies(self) -> list[Any]:
        return list(self.client._cookies.values())

    def get(self, path: str, *, follow: bool = False) -> Sight:
        return Sight(self.client.get(path, base_url=self.base_url, follow_redirects=follow))

    def start(self) -> Sight:
        """From the link into the room."""
        page = self.press(self.get(self.room.link), "/start", agree="yes")
        self.room.find_sitting()
        return page

    def press(self, page: Page, which: str, *, to: str | None = None, **fields: Any) -> Sight:
        """Fill the form (by #id or by the end of its address), send it, follow where it leads."""
        forms = page.soup.select("form")
        form = next(
            form
            for form in forms
            if f"#{form.get('id')}" == which or form["action"].endswith(which)
        )
        hidden = {box["name"]: box["value"] for box in form.select("input[type=hidden]")}
        return Sight(
            self.client.post(
                to or form["action"],
                data={**hidden, **fields},
                base_url=self.base_url,
                follow_redirects=True,
            )
        )

    def put(
        self, position: int, value: Any, *, seq: int, key: str = "", headers: Any = None
    ) -> Any:
        body = {"seq": seq, "key": key or uuid4().hex, "value": value}
        return self.put_raw(position, json.dumps(body).encode(), headers)

    def put_raw(self, position: int, body: bytes, headers: Any = None) -> Any:
        told = {"Content-Type": "application/json", "X-Assay": "save", **(headers or {})}
        return self.client.put(
            f"/sit/answers/{position}", data=body, headers=told, base_url=self.base_url
        )
