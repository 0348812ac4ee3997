"""The form of an assessment's public link."""

from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length, Optional

from assay.web.forms.fields import Line, Moment, Whole


class SignUpForm(FlaskForm):  # type: ignore[misc]
    places = Whole("Places", [InputRequired("Give a number of places.")])
    opens_at = Moment("Opens", [Optional()])
    closes_at = Moment("Closes", [Optional()])
    domains = Line("Domains of addresses", [Length(max=2000)])
