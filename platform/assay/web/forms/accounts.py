"""The forms of organisations and members."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField
from wtforms.validators import DataRequired, Email, Length

from assay.accounts.configuration import SHORTEST_PASSWORD
from assay.accounts.rules import ROLES, may_grant
from assay.web.forms.fields import Line
from assay.web.forms.invitations import zones

NOT_AN_ADDRESS = "This is not an e-mail address that a letter could reach."


class OrganisationForm(FlaskForm):  # type: ignore[misc]
    """For somebody who has signed in."""

    organisation = Line("Organisation", [DataRequired("Name the organisation."), Length(max=80)])
    time_zone = SelectField("Time zone", default="UTC")

    def offer(self) -> Self:
        self.time_zone.choices = [(zone, zone.replace("_", " ")) for zone in zones()]
        return self


class OpenForm(OrganisationForm):
    """For somebody who has no account yet."""

    name = Line("Your name", [DataRequired("Give your name."), Length(max=120)])
    email = Line("E-mail", [DataRequired("Give your e-mail address."), Email(NOT_AN_ADDRESS)])
    password = PasswordField(
        "Password",
        [
            DataRequired("Choose a password."),
            Length(SHORTEST_PASSWORD, 200, f"Use at least {SHORTEST_PASSWORD} characters."),
        ],
    )


class RoleForm(FlaskForm):  # type: ignore[misc]
    role = SelectField("Role", [DataRequired("Choose a role.")], default="recruiter")

    def offer(self, own_role: str) -> Self:
        """The roles that somebody of this role may give."""
        self.role.choices = [(role, ROLES[role]) for role in ROLES if may_grant(own_role, role)]
        return self


class MemberForm(RoleForm):
    name = Line("Name", [DataRequired("Give the person’s name."), Length(max=120)])
    email = Line("E-mail", [DataRequired("Give an e-mail address."), Email(NOT_AN_ADDRESS)])


class CloseForm(FlaskForm):  # type: ignore[misc]
    name = Line("Its name", [DataRequired("Type the organisation’s name.")])

    def is_named(self, name: str) -> bool:
        """Whether the name was typed that is to be closed; blamed where not."""
        if self.validate() and self.name.data != name:
            self.name.errors = [f"Type “{name}” to close it."]
        return not self.errors
