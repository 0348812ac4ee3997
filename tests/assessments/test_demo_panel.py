"""The demo's panel: three judges, two rounds, and a cut that is its mean."""

from assay.assessments import panels
from assay.audit.actions import Actor
from assay.core.db import reading
from tests.assessments.test_judging import room  # noqa: F401
from tools.demo.judges import set_cut


def test_three_judges_set_the_drafts_cut_in_two_rounds(room):  # noqa: F811
    judges = [Actor(kind="member", id=one) for one in room.judges]
    set_cut(room.assessment.id, judges, by=room.by)
    with reading():
        panel = panels.newest(room.assessment.id)
        rounds = [panels.ratings(panel, number=number) for number in (1, 2)]
    for said in rounds:
        assert said.keys() == set(room.judges)
        assert {len(shares) for shares in said.values()} == {4}
    assert rounds[0] != rounds[1]
    mean = room.outcome(panel.id).mean
    assert (panel.state, panel.cut_score, room.now().cut_score) == (
        "adopted", round(mean), round(mean),
    )  # fmt: skip
    assert room.now().cut_reason.startswith("Set by a modified Angoff panel of 3 in 2 rounds:")
