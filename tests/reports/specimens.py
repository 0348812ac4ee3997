"""Reports' contents of every kind of candidate, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from assay.bank.responsibilities import RESPONSIBILITIES
from assay.marking.scoring import summary
from assay.reports.content import Change, Content, Line, Noted, Proof, Question, Record, Status
from tests.reports.asked import answered

REPORT_ID = UUID("1e8a6cdf-9473-54a2-9943-f6ffd861c5f6")
NAMES = tuple(name for _, name in RESPONSIBILITIES)
EVIDENCE = {"right": 1, "partly": Decimal("0.6"), "wrong": 0, "none": 0, "person": 0}
TITLES = (
    "How long does g live?", "What a view may return", "What a POST-only rule answers",
    "One value in two templates", "Two broken JSON requests", "Counting before the commit",
    "Reading, setting and protecting cookies", "Order of middleware and hooks",
    "Names and addresses from outside", "Who answers an unhandled exception",
    "Looking at the request after a test", "External links behind a proxy",
    "Which lines reach the log", "What flask --help tells of a command",
    "Code from an older tutorial",
)  # fmt: skip
KINDS = ("single", "multiple", "ordering", "fillin", "code")


def content(
    statuses: list[Status], *, areas: int = 15, cut: int | None = 60, **other: object
) -> Content:
    """Questions of these statuses, spread over so many responsibilities."""
    questions = tuple(
        Question(
            position=n,
            responsibility=NAMES[(n - 1) % areas],
            title=TITLES[(n - 1) % len(TITLES)],
            kind=KINDS[(n - 1) % len(KINDS)],
            points=Decimal(2) * EVIDENCE[status],
            out_of=Decimal(2),
            status=status,
            evidence="4 of 5 statements" if status == "partly" else "",
            level="mid",
            answered=answered(KINDS[(n - 1) % len(KINDS)], status),
        )
        for n, status in enumerate(statuses, start=1)
    )
    whole = summary([one.points for one in questions], [one.out_of for one in questions], cut)
    told = Content(
        report_id=REPORT_ID,
        organisation="Northwind Robotics",
        candidate="Inês Duarte",
        assessment="Flask developer, mid level",
        version=3,
        paper="9f" * 32,
        sat_on=date(2026, 11, 22),
        marked_on=date(2026, 11, 22),
        nth=1,
        round=1,
        ran_out=False,
        points=whole.points,
        out_of=whole.out_of,
        effective_n=whole.effective_n,
        measure=whole.measure,
        cut_score=cut,
        cut_reason="The mean of two Angoff rounds with three senior developers.",
        ai_use="lookup",
        ai_note="Name the tool in a comment.",
        lines=_lines(questions),
        questions=questions,
        engines=("multiple 1", "single 1"),
        record=Record(saves=2 * len(questions), late=0, moves=0),
        proof=Proof(questions=len(questions), versions=("flask 3.1.3", "Python 3.11.7")),
    )
    return replace(told, **other)


def _lines(questions: tuple[Question, ...]) -> tuple[Line, ...]:
    found = []
    for name in NAMES:
        mine = [one for one in questions if one.responsibility == name]
        if mine:
            score = summary([one.points for one in mine], [one.out_of for one in mine])
            found.append(
                Line(
                    name=name,
                    items=len(mine),
                    points=score.points,
                    out_of=score.out_of,
                    measure=score.measure,
                )
            )
    return tuple(found)


def strong() -> Content:
    return content(["right"] * 14 + ["partly"])


def weak() -> Content:
    return content((["wrong"] * 4 + ["partly"]) * 3, record=Record(saves=31, moves=1))


def silent() -> Content:
    return content(["none"] * 15)


def clocked() -> Content:
    statuses = ["right"] * 6 + ["wrong", "none"] * 4 + ["none"]
    return content(statuses, ran_out=True, record=Record(saves=22, late=2))


def unmarked() -> Content:
    return content(["right"] * 8 + ["person"] * 2 + ["wrong"] * 5, measure=None)


def few() -> Content:
    return content(["right", "wrong", "partly"])


def long(questions: int = 60) -> Content:
    return content((["right", "right", "partly", "wrong", "none"] * 20)[:questions])


def five_pages() -> Content:
    """As long as most are: what a sitting of three quarters of an hour asks."""
    return long(8)


def uncut() -> Content:
    return content(["right", "wrong"] * 8, cut=None, cut_reason=None)


def noted() -> Content:
    """Much was noticed, an outage was ours, and the sitting was marked again."""
    record = Record(
        saves=61, late=1, moves=1, given_back=260, comment="My router restarted twice.",
        noted=(
            Noted(what="Page left", times=4),
            Noted(what="Pasted", times=3, questions=(2, 5, 11)),
            Noted(what="Nothing heard: the network was away", times=2),
        ),
    )  # fmt: skip
    why = "an answer that came in after the end was accepted by a person, and counts now"
    changes = (Change(position=3, why=why, before=Decimal(0), after=Decimal("1.2")),)
    return content(["right", "partly", "wrong"] * 5, record=record, round=2, changes=changes)


CANDIDATES = {
    "strong": strong,
    "weak": weak,
    "none answered": silent,
    "ran out": clocked,
    "human mark due": unmarked,
    "too few questions": few,
    "long": long,
    "no cut": uncut,
    "noted": noted,
}
PEOPLE = {
    "long": "Maximiliane Theodora Freifrau von Hohenstein-Wittelsbach zu Schwarzburg-Rudolstadt",
    "Vietnamese": "Nguyễn Thị Hồng Phượng",
    "Greek": "Ελένη Παπαδοπούλου",
    "Russian": "Наталья Кузнецова",
    "Chinese": "欧阳锋",
    "Japanese": "渡辺 さくら",
    "Korean": "김서연",
    "Arabic": "عبد الرحمن بن خالد",
    "Hebrew": "נועה לוי",
    "Devanagari": "श्रीनिवास क्षत्रिय",
    "Thai": "กัญญารัตน์ ศรีสุข",
    "mixed": "Omar عمر Al-Rashid (عمّان)",
}
HOSTILE = "<script>alert('&amp;')</script><b>Bold</b> \"O'Neil\" {{ 7*7 }} </title>"
