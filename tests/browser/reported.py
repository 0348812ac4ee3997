"""Reports: shared, replaced, without a name; and of every kind of candidate, as others see them.

The kinds are printed by nobody: their contents are the specimens', on the page that a link opens.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from assay.assessments import actions as assessments
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.core.db import reading, transaction
from assay.marking import overriding
from assay.marking import queries as marking
from assay.reports import queries as reports
from assay.reports import sharing
from assay.sittings import actions as sittings
from assay.web.guards import public
from tests.browser.scene import Scene, press
from tests.reports import specimens
from tests.reports.drawn import drawn
from workers import tasks

DAY = timedelta(days=1)
WHY = (
    "Two of the options are right since Flask 3.1, as its changes say; the candidate chose the one"
    " that the key did not have."
)
BOARD = "The hiring board of the subsidiary in Wittgenbach, by way of Frau von Hohenstein"
KINDS = {
    "strong": (specimens.strong, "Vietnamese"),
    "weak": (specimens.weak, "long"),
    "uneven": (specimens.noted, "mixed"),
    "silent": (specimens.silent, "Arabic"),
    "few": (specimens.few, "Chinese"),
    "unmarked": (specimens.unmarked, "Greek"),
    "many": (specimens.long, "Devanagari"),
    "uncut": (specimens.uncut, "Hebrew"),
}
"""What each is like, and in which script the name is written."""


def make(builder):
    """What no other part of the house has of reports; house.at: where each of it is."""
    _twice(builder)
    _nameless(builder)
    _shared(builder)


def _sat(builder, name, email, version):
    """The sitting of someone who answered about half, marked."""
    invitation_id = builder._invited(name, email, version=version, seed=5)
    sitting_id = builder._sat(invitation_id, lambda position: position % 2, hours=7)
    with transaction():
        sittings.submit(sitting_id, at=builder.now - timedelta(hours=6))
    tasks.mark_sitting(builder.means, sitting_id=sitting_id)
    return sitting_id


def _issued(builder, sitting_id):
    """The number of the report on the newest marking."""
    tasks.issue_report(builder.means, sitting_id=sitting_id)
    with reading():
        return reports.reserved_id(marking.result_of(sitting_id).id)


def _twice(builder):
    """A report that was replaced, since a person gave other points; and what replaced it."""
    section = Section(title="Core", rules=(Pool(count=9, kinds=("single",)),))
    _, version = builder._published("Support engineer", 30, 50, Blueprint(sections=(section,)))
    sitting_id = _sat(builder, specimens.PEOPLE["Chinese"], "ouyang@x.example", version)
    first = _issued(builder, sitting_id)
    by, at = builder._actor("owner"), builder.now - timedelta(hours=2)
    with transaction():
        overriding.override(sitting_id, 2, Decimal("0.5"), reason=WHY, by=by, at=at)
    second = _issued(builder, sitting_id)
    builder.house.at |= {
        "report-first": f"/o/northwind/reports/{first}",
        "report-second": f"/o/northwind/reports/{second}",
        "shared-first": _link(builder, first, shows="full"),
    }


def _nameless(builder):
    """A report on somebody whose name is hidden until there is a decision."""
    section = Section(title="Core", rules=(Pool(count=5, kinds=("single",)),))
    assessment_id, version = builder._published(
        "By code alone", 30, 50, Blueprint(sections=(section,))
    )
    with transaction():
        assessments.hide_names(assessment_id, True, by=builder._actor("owner"))
    report_id = _issued(builder, _sat(builder, "Ida Holm", "ida@x.example", version))
    builder.house.at["report-nameless"] = f"/o/northwind/reports/{report_id}"


def _shared(builder):
    """Links to one report in every state, and those that scenes open."""
    told = builder.house.at
    report_id = UUID(told["report:lukas.brandt"].rpartition("/")[2])
    told["shared-full"] = _link(builder, report_id, shows="full", for_whom=BOARD)
    told["shared-score"] = _link(builder, report_id, shows="score", for_whom="إدارة التوظيف")
    _link(builder, report_id, shows="full", days=1, at=builder.now - 3 * DAY)
    _link(builder, report_id, shows="score", for_whom="Taken back", at=builder.now - DAY)
    with transaction():
        links = {link.for_whom: link.id for link in sharing.links(report_id)}
        by, at = builder._actor("recruiter"), builder.now
        sharing.unshare(report_id, links["Taken back"], by=by, at=at)
        for minutes in (3, 2, 1):
            at = builder.now - timedelta(minutes=minutes)
            sharing.open_shared(links[BOARD], took="page", at=at)


def _link(builder, report_id, *, shows, days=14, for_whom="", at=None):
    with transaction():
        token = sharing.share(
            report_id, shows=shows, days=days, for_whom=for_whom,
            by=builder._actor("recruiter"), at=at or builder.now - timedelta(minutes=30),
        )  # fmt: skip
    return f"/shared/{token}"


def add_specimens(app):
    """An address for each of KINDS, drawn as the page that a link opens."""

    @app.get("/dev/specimens/<kind>")
    @public
    def specimen(kind):
        made, script = KINDS[kind]
        return drawn(replace(made(), candidate=specimens.PEOPLE[script]))


def _too_long(page):
    page.get_by_label("It opens for").fill("900")
    page.get_by_label("For whom").fill("x" * 119)
    page.get_by_role("button", name="Make a link").click()


def _open_answers(page):
    for summary in page.locator("main details > summary").all()[:3]:
        summary.click()


REPORTS = (
    Scene("report-links", "recruiter", "{report:lukas.brandt}"),
    Scene("report-link-made", "recruiter", "{report:amara.okafor}", press("Make a link")),
    Scene("report-link-refused", "recruiter", "{report-second}", _too_long),
    Scene("report-copy", "recruiter", "{report-first}", press("Make an anonymous copy")),
    Scene("report-replaced", "recruiter", "{report-first}"),
    Scene("report-replaces", "recruiter", "{report-second}", _open_answers),
    Scene("report-nameless", "recruiter", "{report-nameless}"),
    Scene("report-long-name", "recruiter", "{report:maximiliane}"),
    Scene("report-right-to-left", "recruiter", "{report:abdulrahman}"),
    Scene("export", "recruiter", "{main}/export"),
    Scene("shared-ask", "nobody", "{shared-full}"),
    Scene("shared-ask-score", "nobody", "{shared-score}"),
    Scene("shared", "nobody", "{shared-full}", press("Open the report")),
    Scene("shared-score", "nobody", "{shared-score}", press("Open the score")),
    Scene("shared-replaced", "nobody", "{shared-first}", press("Open the report")),
    Scene("shared-gone", "nobody", "/shared/never-was-one"),
    *(Scene(f"specimen-{kind}", "nobody", f"/dev/specimens/{kind}") for kind in KINDS),
)
