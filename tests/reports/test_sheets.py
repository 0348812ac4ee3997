"""Results to take along: what was typed is never a formula, and what is signed stays as it is."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import date

import pytest

from assay.audit.queries import entries_about
from assay.core.db import reading
from assay.marking.scoring import summary
from assay.reports import exporting, sheets
from tests.marking.exam import Counted, Exam, visits
from tests.reports.issuing import issued
from tests.reports.test_sharing import outside
from tests.sittings.situation import AT, HOUR


def row(candidate="Cai Example", **other):
    score = summary([2, 2, 2, 0], [2, 2, 2, 2], 60)
    line = sheets.Line(points=6, out_of=8, measure=score.measure)
    told = {
        "candidate": candidate, "email": "cai@x.example", "version": 1, "nth": 2,
        "sat_on": date(2026, 1, 5), "ran_out": False, "points": 6.0, "out_of": 8.0,
        "measure": score.measure, "cut_score": 60, "decision": "",
        "report_id": None, "blob_key": None, "lines": {"testing": line},
    }  # fmt: skip
    return sheets.Row(**(told | other))


NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(rows):
    """The sheet's cells by their address."""
    book = zipfile.ZipFile(io.BytesIO(sheets.as_xlsx(rows)))
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return {cell.get("r"): cell for cell in sheet.iter(f"{NS}c")}


def read(data):
    text = data.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_a_line_for_each_sitting_with_its_error_and_its_parts():
    head, line = read(sheets.as_csv([row()]))
    told = dict(zip(head, line, strict=True))
    assert (told["Candidate"], told["Score"], told["Band"]) == ("Cai Example", "75.0", "review")
    assert float(told["Likely from"]) < 60 < 75 < float(told["Likely to"])
    assert told["Testing: points"] == "6"
    assert (told["Sitting"], told["Sat on"]) == ("2", "2026-01-05")


def test_what_was_not_measured_is_empty_and_no_zero():
    head, line = read(sheets.as_csv([row(measure=None, lines={})]))
    assert dict(zip(head, line, strict=True))["Score"] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_was_typed_is_no_formula(sign):
    typed = f'{sign}HYPERLINK("https://evil.example")'
    _, line = read(sheets.as_csv([row(typed, email=typed)]))
    assert line[0].startswith("'")
    found = cells([row(typed, email=typed)])
    assert [name for name, cell in found.items() if cell.find(f"{NS}f") is not None] == []
    assert found["A2"].get("t") in ("s", "inlineStr")


def test_a_sheet_has_days_and_numbers_as_what_they_are():
    found = cells([row()])
    assert found["I2"].findtext(f"{NS}v") == "75"
    assert found["E2"].get("t") is None


def test_three_sittings_cost_as_many_queries_as_one(app):
    costs = []
    for candidates in (1, 3):
        with Exam(app) as exam:
            exam.result(right=4)
            for n in range(candidates - 1):
                invitation_id = exam.invite(f"Bo {n}")
                exam.result(right=3, invitation_id=invitation_id, at=AT + (n + 1) * 24 * HOUR)
            viewer = exam.member_of_role("owner")
            with Counted() as said, reading():
                rows = exporting.results(exam.work.assessment_id, viewer=viewer)
            assert len(rows) == candidates
            costs.append(len(said))
    assert costs[0] == costs[1] <= 6


def test_the_archive_holds_each_signed_file_as_it_is_and_the_table(app, settings):
    with Exam(app, name="../Cai: Ex/ample") as exam:
        exam.result(right=4)
        report = issued(exam, settings)
        recruiter, manager = exam.account("recruiter"), exam.account("hiring_manager", shared=True)
        path = f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/export"

        def ask():
            visitor = visits(app, recruiter)
            sent = {"csrf_token": visitor.get(path).token()}
            told = visitor.client.post(f"{path}/reports.zip", data=sent)
            return told.data, visits(app, manager).get(path).status

        data, status = outside(ask)
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert status == 403
        names = archive.namelist()
        assert names == ["results.csv", f"Cai Ex ample {str(report.id)[:8]}.pdf"]
        assert len(archive.read(names[1])) == report.size
        with reading():
            (entry,) = entries_about("assessment", exam.work.assessment_id)
        assert (entry.verb, entry.details) == ("results.export", {"what": "zip", "rows": 1})
