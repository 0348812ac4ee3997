"""The forms that an item is written on, one for each kind; the rules are those of item.schema.json.

A draft is kept whatever stands in it. What a form's validators ask for, publishing asks for.
"""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp
from wtforms.validators import ValidationError as Wrong

from assay.bank.folder import NAME
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.rubrics import FEWEST_CRITERIA, FEWEST_LEVELS, HEAVIEST, MOST_CRITERIA, MOST_LEVELS
from assay.bank.written import lines_of, versions_of
from assay.web.forms.assessments import LEVELS
from assay.web.forms.fields import Boxes, Line, Whole, stripped

SKILLS = {
    "remember": "Remember: know a fact",
    "understand": "Understand: say what it means",
    "apply": "Apply: use it in a new place",
    "analyse": "Analyse: find out why",
    "evaluate": "Evaluate: judge between ways",
    "create": "Create: make something",
}
NORMALISERS = {
    "strip": "Blanks around it",
    "collapse_space": "Several blanks in a row",
    "casefold": "Capitals",
    "strip_quotes": "Quotation marks around it",
}
MOST = {
    "options": 7, "steps": 7, "pairs": 8, "decoys": 2, "lines": 24,
    "criteria": MOST_CRITERIA, "anchors": MOST_LEVELS,
}  # fmt: skip
"""Rows that there may be, by the name of the list."""
FILE_NAME, NO_NAME = NAME.pattern + r"\Z", "Give a file’s name: views.py"
SHORTEST_WHY = "Say why, in 20 to 1,000 characters."


class Prose(TextAreaField):  # type: ignore[misc]
    """Some lines, without space around them."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[stripped], **kwargs)


def reason(label: str = "Why", *, may_miss: bool = False) -> Any:
    return Prose(label, [Length(0 if may_miss else 20, 1000, SHORTEST_WHY)], default="")


def worded(label: str, words: str, most: int = 1000) -> Any:
    return Prose(label, [DataRequired(words), Length(max=most)], default="")


def whole(label: str, least: int, most: int, default: int | None = None) -> Any:
    words = f"Give a whole number from {least} to {most}."
    return Whole(label, [InputRequired(words), NumberRange(least, most, words)], default=default)


class OptionRow(Form):  # type: ignore[misc]
    text = worded("Option", "Write the option, or remove it.")
    right = BooleanField("Right")
    why = reason()


class StepRow(Form):  # type: ignore[misc]
    text = worded("Step", "Write the step, or remove it.")
    why = reason("Why it stands here")


class PairRow(Form):  # type: ignore[misc]
    text = worded("Line", "Write the line, or remove it.", 500)
    match = worded("What belongs to it", "Write what belongs to it.")
    why = reason()


class DecoyRow(Form):  # type: ignore[misc]
    text = worded("Belongs to no line", "Write it, or remove it.")
    why = reason("Why it fits none")


class LineRow(Form):  # type: ignore[misc]
    number = whole("Line", 1, 999)
    flaw = BooleanField("Has a flaw")
    why = reason()


class AnchorRow(Form):  # type: ignore[misc]
    text = Prose("How it shows", [Length(20, 400, "Say how it shows, in 20 to 400 characters.")])


class CriterionRow(Form):  # type: ignore[misc]
    says = Prose(
        "What is looked for", [Length(8, 160, "Say what is looked for, in 8 to 160 characters.")]
    )
    weight = whole("Weight", 1, HEAVIEST, 1)
    anchors = FieldList(FormField(AnchorRow))

    def validate_says(self, field: Any) -> None:
        if len(self.anchors) < FEWEST_LEVELS:
            raise Wrong(f"Give it {FEWEST_LEVELS} levels at least.")
        texts = [row.form.text.data for row in self.anchors]
        if len(set(texts)) < len(texts):
            raise Wrong("Two of its levels read the same.")


class ItemForm(FlaskForm):  # type: ignore[misc]
    """What every kind has."""

    title = Line("Title", [Length(3, 80, "Give it a title of 3 to 80 characters.")], default="")
    responsibility = SelectField(
        "Responsibility",
        [DataRequired("Choose a responsibility.")],
        default="",
        choices={"": "Choose one", **dict(RESPONSIBILITIES)},
    )
    level = SelectField("Level", default="mid", choices=LEVELS)
    skill = SelectField("Skill", default="apply", choices=SKILLS)
    minutes = whole("Minutes", 1, 30, 3)
    points = whole("Points", 1, 30, 3)
    expected = whole("Expected share", 5, 95, 55)
    stem = Prose("Question", [DataRequired("Write the question."), Length(max=12_000)], default="")
    valid = Prose("Holds for", [DataRequired("Say what it holds for.")], default="python >=3.11")

    def validate_valid(self, field: Any) -> None:
        try:
            for name, versions in versions_of(field.data).items():
                if not versions or not NAME.fullmatch(name):
                    raise InvalidSpecifier
                SpecifierSet(versions)
        except InvalidSpecifier:
            raise Wrong("Give a package and its versions in each line: flask >=3.0") from None


class ChoiceForm(ItemForm):
    options = FieldList(FormField(OptionRow))
    fixed_order = BooleanField("Always in this order, as numbers are")

    def validate_options(self, field: Any) -> None:
        if not 3 <= len(field) <= MOST["options"]:
            raise Wrong(f"Give 3 to {MOST['options']} options.")
        if sum(row.form.right.data for row in field) != 1:
            raise Wrong("Say which option is right: exactly one is.")


class SeveralForm(ChoiceForm):
    def validate_options(self, field: Any) -> None:
        if not 3 <= len(field) <= MOST["options"]:
            raise Wrong(f"Give 3 to {MOST['options']} options.")
        if not 2 <= sum(row.form.right.data for row in field) < len(field):
            raise Wrong("Say which options are right: two at least, and not all.")


class OutputForm(ChoiceForm):
    program = Prose("Program", [DataRequired("Write the program."), Length(max=20_000)], default="")


class OrderForm(ItemForm):
    steps = FieldList(FormField(StepRow))

    def validate_steps(self, field: Any) -> None:
        if not 3 <= len(field) <= MOST["steps"]:
            raise Wrong(f"Give 3 to {MOST['steps']} steps.")


class MatchForm(ItemForm):
    pairs = FieldList(FormField(PairRow))
    decoys = FieldList(FormField(DecoyRow))

    def validate_pairs(self, field: Any) -> None:
        if not 3 <= len(field) <= MOST["pairs"]:
            raise Wrong(f"Give 3 to {MOST['pairs']} lines.")

    def validate_decoys(self, field: Any) -> None:
        if len(field) > MOST["decoys"]:
            raise Wrong("At most two belong to no line.")


class FillForm(ItemForm):
    accept = Prose("Accepted answers", default="")
    reject = Prose("Near misses", default="")
    normalise = Boxes("Passed over when comparing", choices=NORMALISERS, default=["strip"])
    why = reason()

    def validate_accept(self, field: Any) -> None:
        if not 1 <= len(lines_of(field.data or "")) <= 40:
            raise Wrong("Give at least one answer that is right, one a line.")

    def validate_reject(self, field: Any) -> None:
        if not 3 <= len(lines_of(field.data or "")) <= 40:
            raise Wrong("Give three answers at least that people may type and that are wrong.")


class HotspotForm(ItemForm):
    file_name = Line("File’s name", [Regexp(FILE_NAME, 0, NO_NAME)], default="views.py")
    file_text = TextAreaField(
        "The file", [DataRequired("Write the file."), Length(max=20_000)], default=""
    )
    most = whole("Lines that may be marked", 2, 12, 3)
    lines = FieldList(FormField(LineRow))

    def validate_lines(self, field: Any) -> None:
        numbers = [row.form.number.data for row in field]
        flaws = sum(row.form.flaw.data for row in field)
        if len(numbers) < 2 or not flaws or flaws == len(numbers):
            raise Wrong("Name a line with a flaw, and one that only looks so.")
        if len(set(numbers)) < len(numbers):
            raise Wrong("A line is named twice.")
        if self.most.data is not None and flaws >= self.most.data:
            raise Wrong("More lines may be marked than have a flaw: raise their number.")
        there = len((self.file_text.data or "").splitlines())
        if any(number is not None and number > there for number in numbers):
            raise Wrong(f"The file has {there} lines.")


class TextForm(ItemForm):
    words = whole("At most so many words", 40, 600, 200)
    why = reason("What the question is after")
    criteria = FieldList(FormField(CriterionRow))

    def validate_criteria(self, field: Any) -> None:
        if not FEWEST_CRITERIA <= len(field) <= MOST_CRITERIA:
            raise Wrong(f"Give {FEWEST_CRITERIA} to {MOST_CRITERIA} criteria.")


FORMS: Mapping[str, type[ItemForm]] = {
    "single": ChoiceForm,
    "multiple": SeveralForm,
    "output": OutputForm,
    "ordering": OrderForm,
    "matching": MatchForm,
    "fillin": FillForm,
    "hotspot": HotspotForm,
    "freetext": TextForm,
}


def begun(kind: str) -> dict[str, list[str]]:
    """What stands on the page before anything is written: rows to begin with."""
    rows = {
        "single": {"options": 4}, "multiple": {"options": 5}, "output": {"options": 4},
        "ordering": {"steps": 4}, "matching": {"pairs": 4}, "hotspot": {"lines": 3},
    }  # fmt: skip
    long = {"hotspot": "8", "freetext": "8"}
    values = {
        name: [str(field.data)]
        for name, field in FORMS[kind](formdata=None)._fields.items()
        if isinstance(field.data, str | int) and not isinstance(field.data, bool)
    }
    values.pop("csrf_token", None)
    values |= {name: [long[kind]] for name in ("minutes", "points") if kind in long}
    for name, count in rows.get(kind, {}).items():
        for n in range(count):
            values[f"{name}-{n}-{'number' if name == 'lines' else 'text'}"] = [""]
    if kind == "fillin":
        values["normalise"] = ["strip"]
    if kind == "freetext":
        for n in range(2):
            values |= {f"criteria-{n}-says": [""], f"criteria-{n}-weight": ["1"]}
            values |= {f"criteria-{n}-anchors-{level}-text": [""] for level in range(3)}
    return values
