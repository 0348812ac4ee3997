"""Who is invited without a letter in the browser's house, a letter that waits, files of people."""

from datetime import timedelta
from uuid import uuid4

from assay.core.db import transaction
from assay.invitations import importing
from assay.invitations.checking import Counts
from assay.invitations.columns import Person, to_line
from assay.invitations.csv_import import Row
from assay.invitations.files import Look
from tests.browser.scene import Scene

HEADINGS = ["Vorname", "Nachname", "E-Mail", "Notiz"]
PEOPLE = [
    ["Rosa", "Klein", "rosa@x.example", "Met at the fair in Lisbon."],
    ["Ali", "Demir", "ali@x.example", ""],
    ["Maximiliane-Alexandra", "von der Grünen Au zu Hohenlohe", "max@x.example", ""],
    ["Amara", "Okafor", "not an address", ""],
]
FINE = 3
SAID = ["first", "last", "email", "note"]


def put_in(builder):
    """By name: the hand-out, one person of it, a file that waits for a word, one that is done."""
    by, version_id = builder._actor("recruiter"), builder.practice_version
    home = f"/o/northwind/assessments/{builder.practice}"
    waiting, done = _file(builder, "applicants.csv"), _file(builder, "school-of-design.csv")
    lines = [to_line(_person(cells)).encode() for cells in PEOPLE[:FINE]]
    with transaction():
        importing.confirm(done, by_hand=True, by=by)
        batch = importing.invite_batch(done, lines)
    rosa = batch.new[0][0].id
    builder._invited(
        "Uma Iyer", "uma@x.example", version=version_id, sent=False,
        send_at=builder.now + timedelta(days=2),
    )  # fmt: skip
    return {
        "handout": f"{home}/links/{done}",
        "file-waiting": f"{home}/import/{waiting}",
        "file-done": f"{home}/import/{done}",
        "invitation:rosa": f"/o/northwind/invitations/{rosa}",
    }


def _file(builder, name):
    by, import_id = builder._actor("recruiter"), uuid4()
    with transaction():
        importing.begin(
            import_id, builder.practice_version, file_name=name,
            look=Look(kind="csv", encoding="utf-8", delimiter=";"), headings=HEADINGS,
            first=list(enumerate(PEOPLE, start=2)), by=by,
        )  # fmt: skip
        importing.map_columns(import_id, SAID, by=by)
        importing.keep_check(import_id, SAID, Counts(fine=FINE, faulty=1))
    return import_id


def _person(cells):
    first, last, email, note = cells
    return Person(row=Row(number=2, name=f"{first} {last}", email=email), note=note)


def _open_address(page):
    page.locator("#mail summary").click()


def _create_only(page):
    page.get_by_label("Create only; I pass on the link myself").check()
    page.get_by_role("button", name="Invite", exact=True).click()


BY_HAND = (
    Scene("by-hand-refused", "recruiter", "{main}/invite", _create_only),
    Scene("by-hand", "recruiter", "{invitation:rosa}", _open_address),
    Scene("handout", "recruiter", "{handout}"),
    Scene("file-waiting", "recruiter", "{file-waiting}"),
    Scene("file-done", "recruiter", "{file-done}"),
)
