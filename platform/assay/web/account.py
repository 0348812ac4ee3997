"""The page of one's own account: how one signs in, and where."""

from flask import Blueprint

from assay.web.answering import page
from assay.web.guards import signed_in

pages = Blueprint("account", __name__, url_prefix="/o/account")


@pages.get("/")
@signed_in
def index() -> str:
    return page("accounts/account.html")
