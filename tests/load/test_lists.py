"""Pages of lists in an organisation of two hundred thousand candidates, beside one of two thousand.

`./run load lists`. Both are among fifty in one database, with row-level security, and are asked as
the web asks. Their pages are fetched in turn, so that what else the machine does hits both; as many
rows are on them. Counts that have run out are made anew once an answer is away (ADR 0029): that is
not waited for, and told apart. ASSAY_LOAD_MANY, ASSAY_LOAD_FEW, ASSAY_LOAD_OTHERS and
ASSAY_LOAD_ASKED say how much.
"""

import os
import time
from dataclasses import dataclass, field
from statistics import median

import pytest
from sqlalchemy import event

from assay.core.db import db
from tests.load import crowd
from tests.load.hall import machine
from tests.visitor import Visitor

MANY = int(os.environ.get("ASSAY_LOAD_MANY", "200000"))
FEW = int(os.environ.get("ASSAY_LOAD_FEW", "2000"))
OTHERS = int(os.environ.get("ASSAY_LOAD_OTHERS", "48"))
ASKED = int(os.environ.get("ASSAY_LOAD_ASKED", "100"))
BAR, GOAL = 1.5, 1.1
"""p95 in the large organisation, in those of the small one."""
PAGES = {
    "assessments": "/o/{slug}/assessments",
    "assessments, next": "/o/{slug}/assessments > next",
    "candidates": "/o/{slug}/assessments/{assessment}/candidates",
    "candidates, next": "/o/{slug}/assessments/{assessment}/candidates > next",
    "candidates, by score": "/o/{slug}/assessments/{assessment}/candidates?sort=score",
    "by score, next": "/o/{slug}/assessments/{assessment}/candidates?sort=score > next",
    "candidates, by name": "/o/{slug}/assessments/{assessment}/candidates?sort=name",
    "candidates, by end": "/o/{slug}/assessments/{assessment}/candidates?sort=ended",
    "candidates, at a stage": "/o/{slug}/assessments/{assessment}/candidates?stage=missed",
    "candidates, in a band": "/o/{slug}/assessments/{assessment}/candidates?band=above",
    "candidates, decided": "/o/{slug}/assessments/{assessment}/candidates?decision=hold",
    "candidates, searched": "/o/{slug}/assessments/{assessment}/candidates?search=candidate-1",
    "candidates, one": "/o/{slug}/assessments/{assessment}/candidates?search=candidate-1999@",
    "overdue": "/o/{slug}/overdue",
    "versions": "/o/{slug}/assessments/{assessment}/versions",
    "audit": "/o/{slug}/audit",
    "audit, next": "/o/{slug}/audit > next",
    "audit, one verb": "/o/{slug}/audit?verb=invitation.send",
    "audit, candidates": "/o/{slug}/audit?who=candidate",
    "audit, nothing": "/o/{slug}/audit?verb=no.such",
    "work": "/o/{slug}/work",
}


@dataclass
class Took:
    """Milliseconds of each page, those of them that the database took, and those after it."""

    page: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    afterwards: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)


class Stopwatch:
    """Adds up what each statement of the app takes."""

    def __init__(self, app):
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", self._begins)
        event.listen(engine, "after_cursor_execute", self._ends)
        self.clear()

    def clear(self):
        self.spent, self.asked = 0.0, 0

    def _begins(self, *_):
        self._began = time.perf_counter()

    def _ends(self, *_):
        self.spent += time.perf_counter() - self._began
        self.asked += 1


class Reader(Visitor):
    """A member of one of the organisations, who opens pages."""

    def __init__(self, hall, name):
        super().__init__(hall.app, hall.stack.base_url)
        self.slug = self.open_organisation(name, f"{name.lower()}@x.example")

    def gather(self, hall, many):
        self.crowd = crowd.gather(hall, self.slug, many)

    def address(self, wanted):
        told = {"slug": self.slug, "assessment": self.crowd.assessment_id}
        path, _, following = wanted.partition(" > ")
        path = path.format(**told)
        return self.following(path) if following else path

    def following(self, path):
        (link,) = self.get(path).soup.select("a[rel=next]")
        return link["href"]

    def time(self, path, watch, took):
        watch.clear()
        began = time.perf_counter()
        answer = self.client.get(path, base_url=self.base_url)
        took.page.append((time.perf_counter() - began) * 1000)
        took.database.append(watch.spent * 1000)
        took.asked.append(watch.asked)
        assert answer.status_code == 200, (path, answer.status_code)
        began = time.perf_counter()
        answer.close()
        took.afterwards.append((time.perf_counter() - began) * 1000)


@pytest.fixture(scope="module")
def readers(hall):
    large, small = Reader(hall, "Large"), Reader(hall, "Small")
    began = time.monotonic()
    large.gather(hall, MANY)
    small.gather(hall, FEW)
    for number in range(OTHERS):
        Reader(hall, f"Other-{number}").gather(hall, FEW)
    hall.vacuum()
    print(
        f"\n{MANY:,} and {FEW:,} among {OTHERS + 2}: {time.monotonic() - began:.0f} s; {machine()}"
    )
    return large, small


@pytest.fixture(scope="module")
def took(hall, readers):
    """Name → (large, small)"""
    watch, found = Stopwatch(hall.app), {}
    for name, wanted in PAGES.items():
        paths = [reader.address(wanted) for reader in readers]
        found[name] = (Took(), Took())
        for number in range(ASKED + 5):
            for reader, path, took in zip(readers, paths, found[name], strict=True):
                reader.time(path, watch, took if number >= 5 else Took())
    print(table(found))
    return found


def percentile(numbers, share):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ratio(large, small, share=0.95):
    return percentile(large.page, share) / percentile(small.page, share)


def table(found):
    lines = [
        f"{'':24}{'large':>14}{'small':>14}{'ratio':>14}{'of them db':>16}{'queries':>9}"
        f"{'afterwards':>12}",
        f"{f'n {ASKED} each, ms':24}{'p50':>7}{'p95':>7}{'p50':>7}{'p95':>7}{'p50':>7}{'p95':>7}"
        f"{'large':>8}{'small':>8}{'':9}{'large, max':>12}",
    ]
    for name, (large, small) in found.items():
        of = [percentile(one.page, share) for one in (large, small) for share in (0.5, 0.95)]
        lines.append(
            f"{name:24}" + "".join(f"{one:7.1f}" for one in of)
            + f"{ratio(large, small, 0.5):7.2f}{ratio(large, small):7.2f}"
            + f"{median(large.database):8.1f}{median(small.database):8.1f}{max(large.asked):9}"
            + f"{max(large.afterwards):12.1f}"
        )  # fmt: skip
    return "\n".join(lines)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_longer_where_there_is_a_hundred_times_as_much(took, name):
    assert ratio(*took[name]) <= BAR


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_the_database_as_often(took, name):
    """But for the few in which counts had run out, once a minute; and for what is asked about those
    alone who wait, for a letter or a marker, where one of them is on the page."""
    large, small = took[name]
    assert abs(median(large.asked) - median(small.asked)) <= 2
