"""The forms of a panel that sets a cut score: whom it thinks of, a rating, the cut taken of it."""

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from assay.assessments.angoff import SHARES
from assay.assessments.judging import LONGEST_DEFINITION, LONGEST_RATIONALE
from assay.web.forms.fields import Whole, stripped


class PanelForm(FlaskForm):  # type: ignore[misc]
    definition = TextAreaField(
        "Who is only just competent",
        [DataRequired("Say whom they think of."), Length(max=LONGEST_DEFINITION)],
        filters=[stripped],
    )


class RatingForm(FlaskForm):  # type: ignore[misc]
    share = RadioField(
        "Per cent of the points",
        [InputRequired("Choose a share.")],
        choices={str(share): str(share) for share in SHARES},
    )


class AdoptForm(FlaskForm):  # type: ignore[misc]
    cut = Whole("Cut score", [InputRequired("Give a whole number.")])
    rationale = TextAreaField(
        "Why this cut",
        [DataRequired("Say why this cut."), Length(max=LONGEST_RATIONALE)],
        filters=[stripped],
    )
