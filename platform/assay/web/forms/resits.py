"""The form that invites to a resit, with what a member is told of it before."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField


class ResitForm(FlaskForm):  # type: ignore[misc]
    """`told`: how many questions the page said would return; `accepts`: that this is all right."""

    accepts = BooleanField("Invite all the same")
    told = HiddenField()

    @property
    def accepted(self) -> int:
        told = self.told.data or ""
        return int(told) if self.accepts.data and told.isdecimal() else 0
