"""A paper with a question of every kind, to be sat in a browser."""

from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from tests.bank.code_items import make_code
from tests.bank.items import made
from tests.sittings.situation import CONTENTS, Situation, pool

OTHERS = ("matched", "consequences", "exploits", "facts")
KINDS = (
    "single", "multiple", "ordering", "fillin", "output",
    "bugfix", "matching", "scenario", "hotspot", "freetext",
)  # fmt: skip
"""In the order of the paper."""


def paper_of_everything(app, folder):
    """The situation, to be entered; the items are made in the folder."""
    packages = [make_code(folder), *(made(folder, name, name=name) for name in OTHERS)]
    room = Situation(app, start_by=clock.now().replace(year=2090))
    title = "Everything that there is, in one section"
    room.sections = [{"title": title, "minutes": 45, "rules": [pool(len(KINDS))]}]
    made_here = [(one.kind, to_json(one.content), keys.key_to_json(one.key)) for one in packages]
    room.contents = [*CONTENTS, *made_here]
    assert tuple(kind for kind, _, _ in room.contents) == KINDS
    return room
