"""The forms of an assessment: a new one, and its assembly with sections and rules."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from assay.assessments.ai_use import LONGEST_NOTE, LOOKUP, NO, YES
from assay.assessments.blueprint import LOCKS_AFTER
from assay.bank.content import MACHINE_KINDS
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.web.forms.fields import Boxes, Line, Whole, stripped

LEVELS = {"junior": "Junior", "mid": "Mid", "senior": "Senior"}
KINDS = {
    "single": "One choice",
    "multiple": "Several choices",
    "ordering": "Ordering",
    "fillin": "Fill in",
    "output": "What it prints",
    "matching": "Matching",
    "scenario": "A course of action",
    "hotspot": "Marked lines",
    "code": "Code to write",
    "bugfix": "Code to mend",
    "query": "A query",
    "config": "A configuration",
    "docs": "Documentation",
    "tests": "Tests to write",
    "freetext": "A text to write",
}
DRAWN = {kind: KINDS[kind] for kind in MACHINE_KINDS}
"""What a rule may draw: what only a person can mark is not offered."""
AI_USES = {
    NO: "Nothing: AI tools are not allowed",
    LOOKUP: "Looking up documentation, and nothing else",
    YES: "Anything: AI tools are allowed",
}
MINUTES = "Give whole minutes, from 1 to 600."

Choices = dict[str, dict[str, str]]
"""Questions for a fixed rule: heading -> value -> words."""


class NewForm(FlaskForm):  # type: ignore[misc]
    name = Line("Name", [DataRequired("Give the assessment a name."), Length(max=120)])
    preset = RadioField("Start from", default="mid-45", choices={})


class RuleForm(Form):  # type: ignore[misc]
    kind = HiddenField()
    count = Whole("Questions")
    responsibilities = Boxes("Responsibilities", choices=dict(RESPONSIBILITIES))
    level = SelectField("Level", default="", choices={"": "Any level", **LEVELS})
    kinds = Boxes("Kinds", choices=DRAWN)
    item = SelectField("Question", choices={}, validate_choice=False)
    points = Whole("Points", [Optional(), NumberRange(1, 100, "Give 1 to 100 points.")])

    def validate_count(self, field: Any) -> None:
        if self.kind.data == "pool" and not 1 <= (field.data or 0) <= 50:
            raise ValidationError("Say how many questions to draw, 1 to 50.")

    def validate_item(self, field: Any) -> None:
        if self.kind.data == "fixed" and not field.data:
            raise ValidationError("Choose a question.")


def _given_to_lock(form: Any, field: Any) -> None:
    """Before Optional: what ends after its minutes has some."""
    if form.locks.data and field.data is None and not field.process_errors:
        raise StopValidation(LOCKS_AFTER)


class SectionForm(Form):  # type: ignore[misc]
    title = Line("Title", [DataRequired("Give the section a title."), Length(max=120)])
    minutes = Whole("Minutes", [_given_to_lock, Optional(), NumberRange(1, 600, MINUTES)])
    locks = BooleanField("Ends after its minutes, and can’t be gone back to")
    rules = FieldList(FormField(RuleForm))


class AssessmentForm(FlaskForm):  # type: ignore[misc]
    name = Line("Name", [DataRequired("Give the assessment a name."), Length(max=120)])
    minutes = Whole("Minutes", [InputRequired(MINUTES), NumberRange(1, 600, MINUTES)])
    cut_score = Whole(
        "Cut score", [Optional(), NumberRange(0, 100, "Give a number from 0 to 100.")]
    )
    cut_reason = TextAreaField("Why this cut", [Length(max=2000)], filters=[stripped])
    start_by = DateTimeLocalField("Start by", [Optional()])
    finish_by = DateTimeLocalField("Finish by", [Optional()])
    ai_use = RadioField("What candidates may use AI tools for", default=NO, choices=AI_USES)
    ai_note = Line("In your own words", [Length(max=LONGEST_NOTE)])
    sections = FieldList(FormField(SectionForm))

    def offer(self, items: Choices) -> "AssessmentForm":
        """Give every fixed rule the questions that it may name."""
        for section in self.sections:
            for rule in section.form.rules:
                rule.form.item.choices = {"": "Choose a question", **items}
        return self

    def validate_cut_reason(self, field: Any) -> None:
        if self.cut_score.data is not None and not field.data:
            raise ValidationError("Say how the cut score was set: reports show it.")

    def validate_finish_by(self, field: Any) -> None:
        start, finish = self.start_by.data, field.data
        if start and finish and finish <= start:
            raise ValidationError("Finish by must be later than start by.")


class ShareForm(FlaskForm):  # type: ignore[misc]
    member = SelectField("Share with", [DataRequired("Choose a person.")])

    def offer(self, members: Mapping[str, str]) -> "ShareForm":
        self.member.choices = dict(members)
        return self
