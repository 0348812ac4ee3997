"""Previews: a paper as a candidate would be given it, drawn for a look and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from assay.assessments import drawing, queries
from assay.assessments.assembly import Draw, Placed, assemble
from assay.assessments.blueprint import Section, parse
from assay.assessments.models import Assessment, AssessmentVersion
from assay.bank import queries as bank
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`of` the draft or a version of it. The same seed gives the same paper while that stands."""

    of: Assessment | AssessmentVersion
    sections: Sequence[Section]
    questions: Sequence[tuple[Placed, ItemVersion]]

    def section_at(self, position: int) -> Section:
        return self.sections[self.questions[position - 1][0].section]


def preview(assessment: Assessment, *, seed: int, number: int | None = None) -> Preview:
    """Of the version with this number, else of the draft; raises assembly.Shortage.

    What was handed out so far is left alone: it would make the paper another one from day to day.
    """
    of = assessment if number is None else _version(assessment, number)
    draws, items = _draws(of)
    placed = assemble(draws, seed=seed, exposure={})
    found = {item.id: item for item in items}
    return Preview(
        of=of,
        sections=parse(of.blueprint).sections,
        questions=[(one, found[one.ref.item_version_id]) for one in placed],
    )


def _draws(of: Assessment | AssessmentVersion) -> tuple[list[Draw], Sequence[ItemVersion]]:
    if isinstance(of, AssessmentVersion):
        rows = queries.version_items(of.id)
        return drawing.frozen(of, rows), [item for _, item in rows]
    items = bank.published()
    return drawing.offered(parse(of.blueprint), items), items


def _version(assessment: Assessment, number: int) -> AssessmentVersion:
    query = select(AssessmentVersion).where(
        AssessmentVersion.organisation_id == current(),
        AssessmentVersion.assessment_id == assessment.id,
        AssessmentVersion.number == number,
    )
    if (row := session.scalars(query).one_or_none()) is None:
        raise NotFound("AssessmentVersion")
    return row
