"""The form that invites to a resit, with what a member is told of it before."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField

from assay.web.forms.letters_or_links import HAND, LETTER, SEND


class ResitForm(FlaskForm):  # type: ignore[misc]
    """`told`: how many questions the page said would return; `accepts`: that this is all right.

    `letter`: offered as the invitation before was sent, or not.
    """

    letter = RadioField("Letter", choices=LETTER, default=SEND)
    accepts = BooleanField("Invite all the same")
    told = HiddenField()

    @property
    def by_hand(self) -> bool:
        return bool(self.letter.data == HAND)

    @property
    def accepted(self) -> int:
        told = self.told.data or ""
        return int(told) if self.accepts.data and told.isdecimal() else 0
