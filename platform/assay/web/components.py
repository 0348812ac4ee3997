"""/dev/components: every part of the look in every state, on one page. Only where one develops."""

from typing import Any

from flask import Blueprint, render_template
from wtforms import (
    BooleanField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    TextAreaField,
)

from assay.marking.scoring import Score, summary
from assay.web.forms.fields import Boxes, Line, Whole
from assay.web.guards import public

pages = Blueprint("components", __name__, url_prefix="/dev")

COLOURS = (
    "ink", "ink-2", "ink-3", "paper", "ground", "line", "line-strong", "accent", "accent-deep",
    "accent-ink", "accent-soft", "above", "above-soft", "review", "review-soft", "below",
    "below-soft", "cut", "focus", "code-ground",
)  # fmt: skip
SPACES = tuple(f"s{number}" for number in range(1, 9))
CUT = 60
LONG = "Maximiliane Theodora von Hohenstein-Wittgenbach Featherstonehaugh de la Cruz"
RIGHT_TO_LEFT = "عبد الرحمن محمد الخطيب"


class Sample(Form):  # type: ignore[misc]
    """A field of every sort."""

    line = Line("A line of text")
    number = Whole("Minutes")
    secret = PasswordField("Password")
    lines = TextAreaField("Several lines")
    one = SelectField("One of a list", choices={"a": "The first", "b": "The second"})
    verdict = RadioField(
        "One of a few", choices={"advance": "Advance", "hold": "Hold", "reject": "Reject"}
    )
    some = Boxes("Any of several", choices={"x": "Routing", "y": "Testing", "z": "Deployment"})
    agreed = BooleanField("I have read this")
    file = FileField("A file")


def sample(prefix: str, *, wrong: bool = False) -> Sample:
    """Filled; where wrong, every field says why."""
    form = Sample(
        prefix=f"{prefix}-",
        data={"line": "Flask developer", "number": 45, "lines": "Two\nlines", "one": "b",
              "verdict": "hold", "some": ["x", "z"], "agreed": True},
    )  # fmt: skip
    if wrong:
        for field in form:
            field.errors = [f"{field.label.text}: say what is wrong, and what would be right."]
    return form


def measured(right: int, of: int, *, cut: int | None = CUT) -> Score:
    """So many questions of one point each, so many of them right."""
    return summary([1] * right + [0] * (of - right), [1] * of, cut)


GAUGES: tuple[tuple[str, Score, int | None], ...] = (
    ("Above", measured(18, 20), CUT),
    ("Review, over the cut", measured(13, 20), CUT),
    ("Review, under the cut", measured(11, 20), CUT),
    ("Below", measured(5, 20), CUT),
    ("Without a cut", measured(13, 20, cut=None), None),
    ("Nothing right", measured(0, 20), CUT),
    ("Everything right", measured(20, 20), CUT),
    ("Four questions: wide", measured(2, 4), CUT),
    ("Two hundred: narrow", measured(120, 200), CUT),
)
"""The gauge in every case there is; under four questions there is none."""


@pages.get("/components")
@public
def index() -> str:
    shown: dict[str, Any] = {
        "colours": COLOURS,
        "spaces": SPACES,
        "fields": sample("right"),
        "wrong": sample("wrong", wrong=True),
        "gauges": GAUGES,
        "few": measured(2, 3),
        "cut": CUT,
        "long": LONG,
        "right_to_left": RIGHT_TO_LEFT,
    }
    return render_template("components/index.html", **shown)
