"""The choice whether letters are sent, or links passed on by hand."""

from flask_wtf import FlaskForm
from wtforms import RadioField

SEND, HAND = "send", "hand"
LETTERS = {SEND: "Send the letters", HAND: "Create only; I pass on the links myself"}
LETTER = {SEND: "Send the letter", HAND: "Create only; I pass on the link myself"}


class LettersForm(FlaskForm):  # type: ignore[misc]
    """For many at once: a sheet, or a file."""

    letters = RadioField("Letters", choices=LETTERS, default=SEND)

    @property
    def by_hand(self) -> bool:
        return bool(self.letters.data == HAND)
