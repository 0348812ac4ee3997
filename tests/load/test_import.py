"""Files of 5,000 and of 50,000 people, from the upload to the last invitation: time and memory.

`./run load import`. One worker's functions in this process; memory is the process's own, at its
highest while the file was at work. It must not grow with the rows.
"""

import io
import os
import time
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from openpyxl import Workbook

from assay.core.db import reading, transaction
from assay.core.storage import FolderBlobs
from assay.invitations import importing
from assay.invitations.files import opened
from tests.assessments.bench import Bench
from workers import importing as tasks

FEW = int(os.environ.get("ASSAY_LOAD_FEW", "5000"))
MANY = int(os.environ.get("ASSAY_LOAD_MANY", "50000"))
ROOM = 64
"""MB that ten times the rows may take more: the file's own bytes, and which addresses were seen."""


def highest():
    """MB of this process at its highest since the last call."""
    told = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def people(number):
    for n in range(number):
        yield [f"person-{n:05}@people.example", f"Person {n:05} of Many", "de", "Fair", "", "30"]


def as_text(number):
    rows = [["E-mail", "Name", "Language", "Tags", "Note", "Extra minutes"], *people(number)]
    return "\r\n".join(";".join(row) for row in rows).encode()


def as_workbook(number):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(["E-mail", "Name", "Language", "Tags", "Note", "Extra minutes"])
    for row in people(number):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("make", [as_text, as_workbook], ids=["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(app, settings, tmp_path, make):
    means = SimpleNamespace(settings=settings, blobs=FolderBlobs(tmp_path))
    peaks = {}
    for number in (FEW, MANY):
        data = make(number)
        with Bench(app) as bench:
            bench.make_item()
            version, import_id = bench.published(), uuid4()
            highest()
            began = time.monotonic()
            file = opened(data)
            uploaded = time.monotonic() - began
            means.blobs.put(importing.blobs_of(import_id).file, data)
            with transaction():
                importing.begin(
                    import_id, version.id, file_name="people", look=file.look,
                    headings=file.headings, first=[next(file.rows)], by=bench.by,
                )  # fmt: skip
                columns = ["email", "name", "language", "tags", "note", "extra_minutes"]
                importing.map_columns(import_id, columns, by=bench.by)
            began = time.monotonic()
            tasks.check_import(means, import_id=import_id)
            checked, looked = time.monotonic() - began, highest()
            with transaction():
                importing.confirm(import_id, by=bench.by)
            began, parts = time.monotonic(), 0
            while True:
                tasks.run_import(means, import_id=import_id)
                parts += 1
                with reading():
                    found = importing.by_id(import_id)
                    state, done = found.state, found.invited
                if state != "running":
                    break
            invited, worked = time.monotonic() - began, highest()
        assert (state, done) == ("done", number)
        peaks[number] = max(looked, worked)
        print(
            f"{make.__name__} {number:,}: {len(data) / 1e6:.1f} MB; headings {uploaded:.2f} s,"
            f" rows {checked:.1f} s at {looked:.0f} MB, invitations {invited:.1f} s"
            f" in {parts} parts at {worked:.0f} MB"
        )
    assert peaks[MANY] - peaks[FEW] < ROOM
