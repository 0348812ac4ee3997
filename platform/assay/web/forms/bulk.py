"""The forms of acts on many candidates: what is asked before each, and what pages call it."""

from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from assay.accounts.models import Member
from assay.accounts.rules import may
from assay.decisions.bulk import MOST_DAYS
from assay.decisions.picking import NEEDS
from assay.web.forms.decisions import DecisionForm, TagForm
from assay.web.forms.fields import Whole

EXPORT = "export"


class _Numbered(FlaskForm):  # type: ignore[misc]
    """`how_many` the member was shown."""

    how_many = IntegerField(widget=HiddenInput(), default=0)


class PlainForm(_Numbered):
    """Nothing more is asked."""


class PutOnForm(TagForm, _Numbered):
    pass


class TakeOffForm(_Numbered):
    tag = SelectField("Tag to take off", [InputRequired("Choose the tag.")])


class PostponeForm(_Numbered):
    days = Whole(
        "More days",
        [
            InputRequired("Give the days."),
            NumberRange(1, MOST_DAYS, message=f"Give 1 to {MOST_DAYS} days."),
        ],
        default=7,
    )


class DecideForm(DecisionForm, _Numbered):
    pass


@dataclass(frozen=True, kw_only=True)
class Act:
    """`words` in the list of acts, `title` above the page; `did` with a number before it.

    `says` tells what happens, before it does.
    """

    words: str
    title: str
    did: str
    says: str
    form: type[_Numbered] = PlainForm
    danger: bool = False


ACTS = {
    "tag": Act(
        words="Tag", title="Tag candidates", did="tagged", form=PutOnForm,
        says="Members find candidates by their tags; candidates never see them.",
    ),
    "untag": Act(
        words="Take a tag off", title="Take a tag off candidates", did="rid of the tag",
        form=TakeOffForm, says="The tag itself stays, and whoever else has it keeps it.",
    ),
    "decide": Act(
        words="Decide", title="Decide about candidates", did="decided", form=DecideForm,
        says="Each gets a decision of their own with your name and this reason. Nobody is told"
        " by it: the candidates hear from you.",
    ),
    "postpone": Act(
        words="Give more days", title="Give more days", did="given more days", form=PostponeForm,
        says="Counted from the day by which each has to begin, or from today where that has"
        " passed. Each gets a letter with the new day and a new link.",
    ),
    "resend": Act(
        words="Send the letter again", title="Send the letter again", did="written to again",
        says="Each gets the invitation’s letter once more, with a new link.",
    ),
    "withdraw": Act(
        words="Withdraw", title="Withdraw invitations", did="withdrawn", danger=True,
        says="Their links open nothing any more. This can’t be taken back; they would have to be"
        " invited anew.",
    ),
    "archive": Act(
        words="Put into the archive", title="Put candidates into the archive",
        did="put into the archive",
        says="They are in no list but the archive’s. Nothing else of them changes.",
    ),
    "restore": Act(
        words="Take out of the archive", title="Take candidates out of the archive",
        did="taken out of the archive", says="They are in the table again.",
    ),
}  # fmt: skip


def acts(viewer: Member) -> dict[str, str]:
    """What this member may do to many, and to take them along."""
    return {kind: act.words for kind, act in ACTS.items() if may(viewer.role, NEEDS[kind])} | {
        EXPORT: "Export as CSV"
    }


def told(form: Any) -> dict[str, Any]:
    """What was said, for the room."""
    return {name: form[name].data for name in ("tag", "verdict", "reason", "days") if name in form}
