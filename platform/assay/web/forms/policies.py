"""The form of what an organisation settles; what may be in it the policy itself decides."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired

from assay.core.languages import LANGUAGES, OURS
from assay.tenancy.policies import EVENTS, Policy
from assay.web.forms.fields import Boxes, Whole, stripped

NEEDED = "Give a whole number."


class PolicyForm(FlaskForm):  # type: ignore[misc]
    extra_percent = Whole("Extra time without asking, in per cent", [InputRequired(NEEDED)])
    outage_minutes = Whole("Most minutes given back for an outage", [InputRequired(NEEDED)])
    records = Boxes(
        "What is noted of a sitting",
        choices=[SelectChoice(name, words) for name, words in EVENTS.items()],
    )
    shows_result = BooleanField("Candidates see their result")
    decides_in_days = Whole("Days until you write to them", [InputRequired(NEEDED)])
    keeps_days = Whole("Days that answers are kept", [InputRequired(NEEDED)])
    reminds_before = Whole("Days before the last moment to start", [InputRequired(NEEDED)])
    reminds_after = Whole("Days after the invitation", [InputRequired(NEEDED)])
    resits = Whole("Resits at most", [InputRequired(NEEDED)])
    resits_after = Whole("Days after the sitting before", [InputRequired(NEEDED)])
    language = SelectField("Language", choices=LANGUAGES, default=OURS)
    purpose = TextAreaField("Your words in the notice", filters=[stripped])

    @classmethod
    def of(cls, policy: Policy) -> "PolicyForm":
        return cls(formdata=None, **policy.to_json())

    def policy(self) -> Policy:
        told: dict[str, Any] = {name: self[name].data for name in Policy().to_json()}
        told["records"] = tuple(told["records"] or ())
        told["purpose"] = told["purpose"] or ""
        return Policy(**told)
