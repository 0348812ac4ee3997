"""A suite of tests held against right applications and faulty ones.

The suite is the hostile side here: it can forge what each single run says, but not know which
application it speaks to unless it asks over HTTP, which is testing.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assay.bank.runner import Files, Grade, Status, SuiteGrade

TWICE = 2
LEAST_REFERENCES = 2
GONE_WELL = {"passed", "skipped"}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One application that the suite is held against."""

    name: str
    files: Files
    is_right: bool


def held(
    hold: Callable[[Files], Grade],
    references: Mapping[str, Files],
    mutants: Mapping[str, Files],
) -> SuiteGrade:
    """`hold` runs the suite in fresh sandboxes; twice for each variant, in an order of chance.

    Ends at the first run that makes the suite invalid.
    """
    variants = [
        Variant(name=name, files=files, is_right=True) for name, files in references.items()
    ]
    variants += [Variant(name=name, files=files, is_right=False) for name, files in mutants.items()]
    order = variants * TWICE
    random.SystemRandom().shuffle(order)
    caught: dict[str, bool] = {}
    grades: list[Grade] = []
    why = "" if len(references) >= LEAST_REFERENCES else "there are fewer than two references"
    for variant in order if not why else []:
        grades.append(hold(variant.files))
        why = _wrong(variant, grades[-1], caught)
        if why:
            break
    return _summed(grades, mutants, caught, why)


def _wrong(variant: Variant, grade: Grade, caught: dict[str, bool]) -> str:
    """Why this run makes the suite invalid, else "" and what it said is kept in `caught`."""
    if grade.status != "ok":
        return f"it did not run to an end: {grade.status}"
    said = _says_faulty(grade)
    if said is None:
        return "its tests neither pass nor fail" if grade.total else "it has no test"
    if variant.is_right and said:
        return "it fails on an application that is right"
    if caught.setdefault(f"{variant.is_right} {variant.name}", said) != said:
        return "it says now this, now that, of the same application"
    return ""


def _says_faulty(grade: Grade) -> bool | None:
    """True where a test failed, False where all went well and one passed; None of anything else."""
    verdicts = {told.verdict for told in grade.tests.values()}
    if "failed" in verdicts:
        return True
    return False if "passed" in verdicts and verdicts <= GONE_WELL else None


def _summed(
    grades: Sequence[Grade], mutants: Mapping[str, Files], caught: Mapping[str, bool], why: str
) -> SuiteGrade:
    bad = next((grade.status for grade in grades if grade.status != "ok"), None)
    status: Status = bad or "ok"
    last = grades[-1] if grades else None
    return SuiteGrade(
        status=status,
        valid=not why,
        killed=[] if why else sorted(name for name in mutants if caught.get(f"False {name}")),
        mutants=sorted(mutants),
        why=why,
        test_output=last.test_output if last else "",
        seconds=round(sum(grade.seconds for grade in grades), 3),
        runtime=last.runtime if last else "",
        engine=last.engine if last else "",
    )
