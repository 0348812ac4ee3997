"""What an operator looks at, and what is met while an organisation is closed."""

from datetime import timedelta
from uuid import uuid4

from assay.accounts import actions as accounts
from assay.accounts.models import Passkey, User
from assay.accounts.users import reclaim
from assay.audit.actions import SYSTEM, Actor
from assay.core.db import session, transaction
from assay.tenancy.scope import current, scope
from tests.accounts.operating import makes_an_operator
from tests.browser.scene import Scene, press
from tests.visitor import PASSWORD

OPAL, PETRA = "opal@host.example", "petra@corvid.example"
REASON = (
    "The invoices of August and September are open, and nobody has answered our letters since."
    " As soon as they are settled we open it again, with everything as it was."
)
GUESTS = ("Aster Logistics", "Kestrel & Söhne Werkzeugmaschinenvertriebsgesellschaft", "Vänern")


def build(builder):
    """An operator, a closed organisation with somebody who wanted to start, and a few others."""
    with transaction():
        opal = accounts.register(email=OPAL, name="Opal Reyes", password=PASSWORD)
        reclaim(opal)
        session.add(_key(opal, builder.now))
        opal_id = opal.id
    by = Actor(kind="operator", id=opal_id)
    for number, name in enumerate(GUESTS):
        with scope(uuid4()), transaction():
            opened, _ = accounts.open_for(
                name=name, slug=f"guest-{number}", time_zone="UTC", owner="Owner",
                email=f"owner@guest-{number}.example", by=by if number else SYSTEM,
            )  # fmt: skip
            opened.opened_at = builder.now - timedelta(days=number + 1)
    with scope(uuid4()):
        _closed(builder, by)


def _closed(builder, by):
    with transaction():
        builder._open("Corvid Labs", "corvid", PETRA, "Petra Novak")
        owner = builder._actor("owner")
    _, version = builder._published("Data engineer", 45, 60, by=owner)
    builder._invited("Nils Holm", "nils@x.example", version=version, by=owner)
    with transaction():
        accounts.close_organisation(by=by, reason=REASON, contact="billing@host.example")
    builder.house.at["operators-closed"] = f"/o/operators/{current()}"


def _key(user: User, at) -> Passkey:
    """The second factor that the pages ask for."""
    return Passkey(
        user_id=user.id, name="A key", credential_id=uuid4().bytes, public_key=b"", sign_count=0,
        transports=[], device_type="single_device", backup_state=False, usage="first",
        lastuse_datetime=at,
    )  # fmt: skip


def name_the_operator(database):
    """As the owner of the tables does it."""
    makes_an_operator(database, OPAL)


def _first_open(page):
    page.get_by_role("link", name=GUESTS[0]).click()
    page.get_by_role("button", name="Close the organisation").wait_for()


def _close_refused(page):
    _first_open(page)
    press("Close the organisation")(page)
    page.locator(".errors").wait_for()


def _ask_refused(page):
    _first_open(page)
    press("Ask them by letter")(page)
    page.locator(".errors").wait_for()


OPERATED = (
    Scene("operators", "opal", "/o/operators/"),
    Scene("operators-none-fit", "opal", "/o/operators/?q=nobody&state=closed"),
    Scene("operators-open", "opal", "/o/operators/open"),
    Scene("operators-open-refused", "opal", "/o/operators/open", press("Open the organisation")),
    Scene("operators-one", "opal", "/o/operators/", _first_open),
    Scene("operators-ask-refused", "opal", "/o/operators/", _ask_refused),
    Scene("operators-close-refused", "opal", "/o/operators/", _close_refused),
    Scene("operators-closed", "opal", "{operators-closed}"),
    Scene("operators-log", "opal", "/o/operators/log"),
    Scene("closed", "petra", "/o/corvid/assessments"),
    Scene("chooser-closed", "petra", "/o/"),
    Scene("chooser-operator", "opal", "/o/"),
    Scene("landing-closed", "nobody", "{link:nils}"),
)
