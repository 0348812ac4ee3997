"""One candidate: opens the mailed link, starts, answers question by question, hands in or not."""

import json
import uuid
from dataclasses import dataclass

from tools.demo.browser import Browser, Page, Refused
from tools.demo.oracle import Answer, Oracle
from tools.demo.people import Candidate, Manner


@dataclass
class Sat:
    """What the candidate saw of their own sitting."""

    questions: int = 0
    saved: int = 0
    receipt: str = ""


@dataclass
class Chair:
    """A candidate with a browser of their own in front of the room."""

    browser: Browser
    candidate: Candidate
    oracle: Oracle

    def sit(self, link: str) -> Sat:
        """From the mail's link to the receipt; who lets the clock run out stops before it."""
        page = self.browser.get(link).form("/start").fill(agree="yes").send()
        sat = Sat()
        while form := page.soup.select_one("form#answer"):
            sat.questions += 1
            position = int(str(form["data-position"]))
            knows = self.candidate.manner.knows(position)
            answer = self.oracle.answer(page.words("#stem"), right=knows)
            self._save(page, position, answer)
            sat.saved += 1
            page = self.browser.get(str(form["data-next-href"]))
        if self.candidate.manner is not Manner.CLOCK:
            done = page.form("/submit").send()
            sat.receipt = done.words(".receipt")
            if not sat.receipt:
                raise Refused(f"no receipt after handing in: “{done.heading}”")
        return sat

    def _save(self, page: Page, position: int, answer: Answer) -> None:
        """As the room's script does: PUT with the next sequence number and a key of its own."""
        form = page.soup.select_one("form#answer")
        assert form is not None
        body = {"seq": int(str(form["data-seq"])) + 1, "key": uuid.uuid4().hex, "value": answer}
        saved = self.browser.client.put(
            f"/sit/answers/{position}",
            content=json.dumps(body),
            headers={"Content-Type": "application/json", "X-Assay": "save"},
        )
        if saved.status_code != 200 or saved.json()["saved_seq"] != body["seq"]:
            raise Refused(
                f"answer {position} was not saved: {saved.status_code} {saved.text[:200]}"
            )
