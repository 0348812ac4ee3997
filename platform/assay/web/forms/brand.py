"""The forms of an organisation's look; what may be in them the room of accounts decides."""

from flask_wtf import FlaskForm
from wtforms import FileField

from assay.web.forms.fields import Line


class ColourForm(FlaskForm):  # type: ignore[misc]
    accent = Line("Colour")


class LogoForm(FlaskForm):  # type: ignore[misc]
    logo = FileField("Picture")
