"""The forms of operators: open an organisation for somebody, close one."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Email, Length

from assay.accounts import slugs
from assay.accounts.opening import LONGEST_CONTACT, LONGEST_REASON
from assay.web.forms.accounts import NOT_AN_ADDRESS, CloseForm, OrganisationForm
from assay.web.forms.fields import Line, stripped


class OwnerForm(FlaskForm):  # type: ignore[misc]
    """Who is asked to be the owner."""

    owner = Line("Owner’s name", [DataRequired("Give the owner’s name."), Length(max=120)])
    email = Line(
        "Owner’s e-mail", [DataRequired("Give the owner’s e-mail address."), Email(NOT_AN_ADDRESS)]
    )


class OpenForForm(OrganisationForm):
    slug = Line("Address", [Length(max=slugs.LONGEST)])
    owner, email = OwnerForm.owner, OwnerForm.email


class CloseForReasonForm(CloseForm):
    reason = TextAreaField(
        "What its members are told",
        [DataRequired("Give the reason: members are told it."), Length(max=LONGEST_REASON)],
        filters=[stripped],
    )
    contact = Line("Whom they may turn to", [Length(max=LONGEST_CONTACT)])
