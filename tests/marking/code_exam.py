"""An exam with answers of files among its questions, their jobs, and a runner that believes."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from assay.bank import keys
from assay.bank.content import to_json
from assay.bank.models import Item, ItemVersion
from assay.bank.package import Package
from assay.bank.runner import Runner
from assay.core.db import reading, session
from assay.marking.models import CodeRun
from tests.bank.code_items import runner
from tests.marking.exam import Asked, Exam
from tests.sittings.situation import AT, _added
from workers import tasks
from workers.means import Means

ALL = "first second third gate"


class CodeExam(Exam):
    """The first question is a choice ("b" is right); each of `packages` is one more."""

    def __init__(self, app: Any, *packages: Package, by: Runner | None = None) -> None:
        super().__init__(app, [Asked(points=2), *(Asked(points=8) for _ in packages)])
        self.packages = packages
        self.runner = by or runner(self.settings)
        self.means = Means(
            settings=self.settings, mailer=None, sealer=None, blobs=None, printed=None,
            runner=self.runner,
        )  # fmt: skip

    def _item(self, number: int, asked: Asked) -> ItemVersion:
        if number == 1:
            return super()._item(number, asked)
        one = self.packages[number - 2]
        return _added(
            ItemVersion(
                item_id=_added(Item(slug=f"item-{number}")).id, number=1, kind=one.kind,
                responsibility=one.responsibility, level=one.level, skill=one.skill,
                title=one.title, minutes=one.minutes, points=one.points, difficulty=0.5,
                content=to_json(one.content), key=keys.key_to_json(one.key), digest=one.digest,
                published_at=AT,
            )
        )  # fmt: skip

    def mark(self) -> None:
        """The first task, as its worker does it."""
        tasks.mark_sitting(self.means, sitting_id=self.sitting_id)

    def run(self) -> None:
        """Every run that was asked for, as their workers do it."""
        for run_id in self.run_ids():
            tasks.mark_code(self.means, run_id=run_id)

    def run_ids(self) -> list[UUID]:
        with reading():
            return list(session.scalars(select(CodeRun.id).order_by(CodeRun.position)))

    def runs(self) -> list[CodeRun]:
        with reading():
            return list(session.scalars(select(CodeRun).order_by(CodeRun.position)))
