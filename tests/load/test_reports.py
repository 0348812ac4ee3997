"""Signed reports a minute and core, for a short and a five-page one; and that memory stays flat.

Everything that the report worker does after the database: HTML, JSON, PDF, signature, proof of the
type. The time is CPU time of this process, which has one thread at work; where other processes
share its core it still goes up, so each report is measured beside a floor: the bare renderer, on
the same page, in the same moment. Bar: 80 a minute and core for a five-page report; aim: 120.
"""

import io
import os
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles

import pypdf
import pytest
from weasyprint import HTML

from assay.reports import html
from tests.reports import specimens
from tests.reports.issuing import VERIFY, printed
from workers.press import warm

BAR, AIM = 80, 120
REPORTS = int(os.environ.get("ASSAY_LOAD_REPORTS", "40"))
FLAT = int(os.environ.get("ASSAY_LOAD_REPORTS_FLAT", "500"))
"""Over how many reports memory has to be flat."""
KEPT_MB = 3
"""What all of them may leave behind."""
SPECIMENS = {"short": specimens.strong(), "five pages": specimens.five_pages()}


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    warm()
    return tmp_path_factory.mktemp("keys") / "keys"


def cost(work: Callable[[], object]) -> float:
    """CPU seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def bare(content) -> bytes:
    """The same page by the renderer as it comes: no archive, no tags, no data, no signature."""
    page = f"<style>{html.style()}</style>" + html.render(content, verify_url=VERIFY)
    told: bytes = HTML(string=page).write_pdf()
    return told


def measured(content, keys, n):
    """(ours, the floor's): CPU seconds of n reports each, every one on somebody else, by turns."""
    ours, floor = [], []
    for number in range(n):
        told = replace(content, candidate=f"{content.candidate} {number}")
        ours.append(cost(lambda told=told: printed(told, keys)))
        floor.append(cost(lambda told=told: bare(told)))
    return ours, floor


def told(name, pages, ours, floor):
    low, middle, high = quantiles(ours, n=4)
    quarters = "-".join(f"{1000 * each:.0f}" for each in (low, middle, high))
    rate, slow, fast, worst, best = (
        f"{60 / each:.0f}" for each in (middle, high, low, max(ours), min(ours))
    )
    print(f"\n{name}: {pages} pages, n = {len(ours)}, CPU {quarters} ms (quartiles)")
    print(f"{rate} a minute and core ({slow} to {fast}; worst {worst}, best {best})")
    print(f"bar {BAR}, aim {AIM}; the bare renderer: {1000 * median(floor):.0f} ms")
    ratio = median(one / other for one, other in zip(ours, floor, strict=True))
    print(f"a signed report costs {ratio:.2f} of it")
    return 60 / middle


@pytest.mark.parametrize("name", SPECIMENS)
def test_signed_reports_a_minute_and_core(name, keys):
    content = SPECIMENS[name]
    pages = len(pypdf.PdfReader(io.BytesIO(printed(content, keys).pdf)).pages)
    if name == "five pages":
        assert pages == 5
    bare(content)
    assert told(name, pages, *measured(content, keys, REPORTS)) >= BAR


def resident():
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_memory_is_flat_over_many_reports(keys):
    some = FLAT // 10
    found = []
    for turn in range(11):  # the first fills what is made once
        for number in range(some):
            person = f"Cai Example {turn}-{number}"
            printed(replace(SPECIMENS["short"], candidate=person), keys)
        found.append(resident())
    print(f"\nresident MB after each {some} reports: {', '.join(f'{each:.1f}' for each in found)}")
    assert found[-1] - found[0] < KEPT_MB
