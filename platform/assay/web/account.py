"""The page of one's own account: how one signs in, and where."""

from flask import Blueprint, request
from flask_login import current_user

from assay.tenancy import entrances
from assay.web.answering import page
from assay.web.guards import signed_in

pages = Blueprint("account", __name__, url_prefix="/o/account")


@pages.get("/")
@signed_in
def index() -> str:
    """`?needed_by=` names an organisation that asks for a second factor, or the operators."""
    asking = request.args.get("needed_by")
    names = [one.name for one in entrances.memberships(current_user.id) if one.slug == asking]
    return page(
        "accounts/account.html",
        needed_by=names[0] if names else None,
        operates=asking == "operators",
    )
