"""anonymous(): the same report without whom it is about. Pure.

The name goes from every place that we fill, and from what the candidate typed. What somebody tells
of themselves in other words stays: a person who passes a copy on reads it first.
"""

import re
from dataclasses import replace

from assay.invitations.unnamed import GONE, naming
from assay.reports.answers import Answered, Sent
from assay.reports.content import Content, Question


def anonymous(content: Content, *, called: str, also: tuple[str, ...] = ()) -> Content:
    """`called` stands in the name's place; `also`: what else names the candidate, as an address."""
    pattern = naming(content.candidate, *also)
    return replace(
        content,
        candidate=called,
        questions=tuple(_question(one, pattern) for one in content.questions),
        record=replace(content.record, comment=pattern.sub(GONE, content.record.comment)),
    )


def _question(one: Question, pattern: re.Pattern[str]) -> Question:
    return replace(one, answered=_answered(one.answered, pattern)) if one.answered else one


def _answered(told: Answered, pattern: re.Pattern[str]) -> Answered:
    files = tuple(
        Sent(name=pattern.sub(GONE, file.name), text=pattern.sub(GONE, file.text))
        for file in told.files
    )
    return replace(told, text=pattern.sub(GONE, told.text), files=files)
