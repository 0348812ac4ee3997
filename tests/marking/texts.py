"""An exam with texts that people mark, and markers for it."""

from decimal import Decimal

from assay.audit.actions import Actor
from assay.core.db import reading, transaction
from assay.marking import desk, panel, queries, queue
from tests.bank.items import made
from tests.marking.code_exam import CodeExam
from tests.sittings.situation import AT, HOUR, MINUTE

SAID = "What is said is escaped where it is put in."
PROSE = 2
CRITERIA = ("danger", "remedy")
NOW = AT + HOUR


def levels(danger, remedy):
    return {"danger": str(danger), "remedy": str(remedy)}


class TextExam(CodeExam):
    """A choice, and as many texts as asked for; `markers` members who may mark them."""

    def __init__(self, app, folder, *, texts=1, markers=3):
        super().__init__(app, *(made(folder, "facts", name=f"text-{n}") for n in range(texts)))
        self.number = markers

    def _make(self):
        super()._make()
        self.markers = [
            Actor(kind="member", id=self.add_member("marker", f"Mia {n}").id)
            for n in range(self.number)
        ]

    def settle_terms(self, *, markers=2, distance="0.25"):
        with transaction():
            desk.settle_terms(
                self.work.assessment_id, markers=markers, distance=Decimal(distance), by=self.member
            )

    def lay(self, said=SAID, *, name=None, at=NOW):
        """Sit, and let all but the texts be marked. The sitting's id."""
        invitation_id = self.invite(name) if name else None
        texts = {n: {"text": said} for n in range(PROSE, PROSE + len(self.packages))}
        self.sit({1: {"choice": "b"}, **texts}, invitation_id=invitation_id)
        self.mark()
        return self.sitting_id

    def take(self, marker, *, at=NOW):
        """The turn's id, or None."""
        with transaction():
            turn = desk.take(by=self.markers[marker], at=at)
            return turn and turn.id

    def give(self, marker, danger, remedy, *, comment="", at=NOW, turn=None):
        turn = turn or self.take(marker, at=at)
        with transaction():
            desk.give(
                turn, levels(danger, remedy), comment=comment, by=self.markers[marker],
                at=at + MINUTE,
            )  # fmt: skip
        return turn

    def put_back(self, marker, turn, reason="I know who wrote it."):
        with transaction():
            desk.put_back(turn, reason=reason, by=self.markers[marker], at=NOW)

    def text_mark(self):
        """The points that stand for the text, or None."""
        with reading():
            marks = {one.position: one for one in queries.kept(self.sitting_id)}
        return marks[PROSE].points if PROSE in marks else None

    def standing(self):
        with reading():
            return queries.find_result(self.sitting_id)


__all__ = ["CRITERIA", "NOW", "PROSE", "SAID", "TextExam", "levels", "panel", "queue"]
