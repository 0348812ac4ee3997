"""What the house writes itself: drafts of two kinds, and a folder whose proof does not hold."""

from pathlib import Path

from assay.bank import authoring, bringing, package, proving
from assay.bank.prover import Lane, Part, proved
from assay.core.db import transaction
from tests.bank.items import AREA, GOOD, toml

WHY = "A session is a signed cookie: who holds it is signed in until it runs out."
TEXT = {
    "title": "Where a session ends", "responsibility": "security-measures", "level": "senior",
    "skill": "evaluate", "minutes": "12", "points": "12", "expected": "45", "valid": "flask >=3.0",
    "stem": "A member has lost a laptop. **Say how their sessions are ended**, and what it costs:"
    "\n\n```python\nsession.permanent = True\n```",
    "words": "200", "why": WHY,
    "criteria-0-says": "What a signed cookie can’t do is named", "criteria-0-weight": "2",
    "criteria-0-anchors-0-text": "Nothing is said of it, or the cookie is said to be encrypted.",
    "criteria-0-anchors-1-text": "The server can’t take it back; why is not said.",
    "criteria-0-anchors-2-text": "The server keeps nothing of it: it has nothing to forget.",
    "criteria-1-says": "A way is shown that works", "criteria-1-weight": "1",
    "criteria-1-anchors-0-text": "There is none, or one that ends everybody’s sessions.",
    "criteria-1-anchors-1-text": "A number for each member, which stands in every session.",
}  # fmt: skip
CHOICE = {
    "title": "كم مرة يُقرأ الرأس", "responsibility": "routing-and-views", "level": "mid",
    "skill": "apply", "minutes": "2", "points": "2", "expected": "55", "valid": "flask >=3.0",
    "stem": "`request.headers` was read twice. The second time it gives nothing.",
    "options-0-text": "It always gives the same", "options-0-right": "y", "options-0-why": WHY,
    "options-1-text": "It never gives the same", "options-1-why": WHY,
    "options-2-text": "It gives a list of both, however long the name of the header is and however"
    " often it was sent by whoever stands between the browser and the application",
    "options-2-why": WHY,
}  # fmt: skip
BARE = {f"options-{n}-text": "" for n in range(3)}
FAILED = "the key says 'a b', observed 'ab'"


def write(builder):
    """house.at: draft-text, draft-choice, draft-bare, own-failed."""
    by, at, house = builder._actor("author"), builder.now, builder.house
    for name, kind, told in (
        ("text", "freetext", TEXT), ("choice", "single", CHOICE), ("bare", "single", BARE),
    ):  # fmt: skip
        values = {field: [text] for field, text in told.items()}
        with transaction():
            draft = authoring.begin(kind, values, by=by, at=at)
        house.at[f"draft-{name}"] = f"/o/northwind/library/own/{draft.item_id}/write"
    with transaction():
        (item_id,) = bringing.bring(_folder("text-without-tags"), by=by, at=at)
        version = authoring.actions.newest_of(authoring.fetch(authoring.Item, item_id))
        run = proving.last_run(version.id)
        one = proving.package_of(version)
        parts = [
            Part(kind="range", ok=True, seconds=0.0),
            Part(kind="secrecy", ok=True, seconds=0.0),
            Part(kind="experiment", ok=False, seconds=1.2, why=FAILED),
        ]
        for part in parts:
            proving.note(run.id, part)
        proving.settle(run.id, proved(one, Lane(python="3.11", packages={}), parts), at=at)
    house.at["own-failed"] = f"/o/northwind/library/own/{item_id}"


def scenes(scene, press):
    """`scene` and `press` are those of scenes.py."""
    here = "{home}/library"
    return (
        scene("own", "author", f"{here}/own"),
        scene("own-nothing", "author", f"{here}/own?title=nobody+writes+this"),
        scene("own-failed", "author", "{own-failed}"),
        scene("write-begin", "author", f"{here}/write"),
        scene("write-text", "author", "{draft-text}"),
        scene("write-choice", "author", "{draft-choice}"),
        scene("write-refused", "author", "{draft-bare}", press("Publish")),
        scene("bring", "author", f"{here}/bring"),
        scene("bring-refused", "author", f"{here}/bring", press("Bring it in")),
    )


def _folder(name):
    told, stem, files = GOOD["experiment"]
    texts = {"item.toml": toml({"id": name, **told}), "stem.md": stem, **files}
    return package.from_files(
        Path(AREA) / name, {path: text.encode() for path, text in texts.items()}
    )
