"""In the populated organisation: a file of people, looked at and not confirmed; somebody invited
without a letter; a public link."""

from typing import Any
from uuid import uuid4

from assay.assessments import queries as assessed
from assay.core import clock
from assay.core.db import transaction
from assay.invitations import actions as invitations
from assay.invitations import importing, signing_up
from assay.invitations.csv_import import Row
from assay.invitations.files import opened
from assay.invitations.signing_up import Terms
from workers import tasks
from workers.means import Means


def bring_a_file(made: Any, means: Means) -> None:
    rows = (
        f"E-mail,Name\n{made.email('from-a-file')},From a file of {made.word}\n"
        f"nobody at {made.word},Nobody\n"
    )
    data, import_id = rows.encode(), uuid4()
    means.blobs.put(importing.blobs_of(import_id).file, data)
    file = opened(data)
    with transaction():
        version = assessed.latest_version(made.assessments[0])
        importing.begin(
            import_id, version.id, file_name=f"people of {made.word}.csv", look=file.look,
            headings=file.headings, first=list(file.rows), by=made.by,
        )  # fmt: skip
        importing.map_columns(import_id, ["email", "name"], by=made.by)
    tasks.check_import(means, import_id=import_id)
    made.import_id = import_id
    with transaction():
        row = Row(number=1, name=f"By hand of {made.word}", email=made.email("by-hand"))
        invitations.invite_many(version.id, [row], by=made.by, handout_id=made.handout_id)
    with transaction():
        terms = Terms(places=20, domains=(f"{made.slug}.example",))
        signing_up.make(made.assessments[0], terms, by=made.by, at=clock.now())
