"""Panels that set a cut score: in a second round, closed, adopted, and overtaken by the draft."""

from datetime import timedelta

from assay.assessments import actions as assessments
from assay.assessments import judging, panels
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.assessments.models import Assessment
from assay.core.db import transaction
from assay.insights.facility import FEWEST
from assay.sittings import actions as sittings
from assay.tenancy.queries import fetch
from tests.browser.code import the
from workers import tasks

WHOM = (
    "Keeps a Flask service that others have built running and mends what breaks in it, with a"
    " senior developer to ask once a day. Does not yet design one."
)
WHY = "A candidate just at the cut did the first month’s work unaided in both past rounds."
KINDS = ("single", "multiple", "ordering", "fillin", "output", "scenario")
"""No code: where a house is long in building, its runner counts as unheard of by now."""
JUDGES = ("owner", "author", "recruiter")
LEANS = {"owner": 5, "author": -10, "recruiter": 0}
"""By how much each is kinder than the others."""


def write(builder):
    """house.at: panel-open, panel-question, panel-closed, panel-adopted, panel-lacking."""
    house = builder.house
    for name, title in (
        ("open", "Panel under way"), ("closed", "Panel that is closed"),
        ("adopted", "Panel that was adopted"), ("lacking", "Panel that was overtaken"),
    ):  # fmt: skip
        made, version = builder._published(title, 40, 60, _asking())
        home = house.at[f"panel-{name}"] = f"/o/northwind/assessments/{made}"
        items = _judged(builder, made)
        by, overtaking = builder._actor("recruiter"), _asking(Pool(count=2, level="senior"))
        with transaction():
            panel = panels.going(made)
            if name == "open":
                judging.ask_again(panel.id, after_round=1, by=by)
            if name == "adopted":
                judging.adopt(panel.id, 62, rationale=WHY, by=by)
            if name == "lacking":
                assessments.rearrange(made, lambda _, to=overtaking: to, by=by)
        if name == "adopted":
            _sit(builder, version)
        if name == "open":
            _rate(builder, panel.id, items, "recruiter")
            _rate(builder, panel.id, items[:3], "owner")
            house.at["panel-question"] = f"{home}/cut/questions/{items[0]}"
            house.at["panel-code"] = f"{home}/cut/questions/{items[-1]}"


def _asking(*more):
    """A pool and a question with long options."""
    pool = Pool(count=3, responsibilities=("deployment",), level="mid", kinds=KINDS)
    rules = (pool, the("boats-that-are-asked-for"), *more)
    return Blueprint(sections=(Section(title="Core", rules=rules),))


def _judged(builder, assessment_id):
    by = builder._actor("recruiter")
    with transaction():
        panel = judging.open_panel(assessment_id, definition=WHOM, by=by)
        items = list(panels.asked(fetch(Assessment, assessment_id)))
    for role in JUDGES:
        _rate(builder, panel.id, items, role)
    with transaction():
        judging.close(panel.id, by=by)
    return items


def _rate(builder, panel_id, items, role):
    """They differ by who they are, and more from question to question."""
    by = builder._actor(role)
    with transaction():
        for n, item in enumerate(items):
            share = 60 + LEANS[role] * (n % 4) + 5 * (n % 3)
            judging.rate(panel_id, item, min(100, max(0, share)), by=by)


def _sit(builder, version):
    """As many as make a question's facility be told to those who rate it a second time."""
    for n in range(FEWEST):
        who = f"sat-{n}@candidates.example"
        one = builder._invited(f"Sat {n}", who, version=version, seed=n, sent=False)
        sitting_id = builder._sat(one, lambda position, n=n: (position * 5 + n) % 7 < 4, hours=30)
        with transaction():
            sittings.submit(sitting_id, at=builder.now - timedelta(hours=29))
        tasks.mark_sitting(builder.means, sitting_id=sitting_id)


def _open_details(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


def scenes(scene, press):
    """`scene` and `press` are those of scenes.py."""
    return (
        scene("panel-none", "recruiter", "{draft}/cut"),
        scene("panel-none-refused", "recruiter", "{draft}/cut", press("Open the panel")),
        scene("panel-open", "owner", "{panel-open}/cut", _open_details),
        scene("panel-question", "author", "{panel-question}", _open_details),
        scene("panel-question-refused", "author", "{panel-code}", press("Keep, and the next")),
        scene("panel-closed", "recruiter", "{panel-closed}/cut"),
        scene("panel-adopt-refused", "recruiter", "{panel-closed}/cut", press("Adopt this cut")),
        scene("panel-adopted", "author", "{panel-adopted}/cut"),
        scene("panel-lacking", "recruiter", "{panel-lacking}/cut"),
        scene("panel-publish", "recruiter", "{panel-adopted}/publish"),
    )
