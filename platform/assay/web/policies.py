"""The page of what the organisation settles for all who sit its assessments."""

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from assay.accounts import actions
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.tenancy import queries
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.policies import PolicyForm
from assay.web.guards import member

pages = Blueprint("policies", __name__, url_prefix="/o/<slug>/policies")

SHOW = "policies/show.html"


@pages.get("")
@member("organisation.edit")
def show() -> str:
    policy = queries.policy()
    return page(SHOW, form=PolicyForm.of(policy), number=policy.number)


@pages.post("")
@member("organisation.edit")
def settle() -> Response:
    """Take what the form says; those who sit now keep what they agreed to."""
    form, before = PolicyForm(), queries.policy()
    if not form.validate():
        return refused(SHOW, form=form, number=before.number)
    try:
        with transaction():
            actions.settle_policy(form.policy(), by=acting(), at=clock.now())
    except Invalid as refusal:
        blame(form, refusal)
        return refused(SHOW, form=form, number=before.number)
    flash("The policies are settled.", "success")
    return go("policies.show")
