"""The form of a fault that was found in a question: what is done about it, and where."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from assay.web.forms.fields import Boxes, stripped

DOES = {
    "key": "Correct its key",
    "full": "Give everybody its points",
    "left_out": "Leave it out of the scoring",
    "as_it_was": "Mark it by its own key again",
}
HELP = {
    "key": "What was given is held against the corrected key.",
    "full": "Whatever was answered, and where nothing was.",
    "left_out": "It is marked for nobody: the score is made of the other questions.",
    "as_it_was": "An earlier correction is taken back.",
}
EVERYWHERE = ""


class CorrectionForm(FlaskForm):  # type: ignore[misc]
    """Which of its fields there are, and what may be chosen, the page says."""

    does = RadioField("What is done about it", [DataRequired("Choose what is to be done.")])
    right = Boxes("Options that count as right")
    accept = TextAreaField("Texts that are accepted as well")
    where = SelectField("Where it counts")


class ReasonForm(CorrectionForm):
    reason = TextAreaField(
        "What is wrong with the question",
        [
            DataRequired("Give the reason: reports show it."),
            Length(max=1000, message="Keep it under 1,000 characters."),
        ],
        filters=[stripped],
    )
