"""What an organisation of populated.py writes: a draft, and a folder whose proof was asked for."""

from pathlib import Path
from typing import Any
from uuid import UUID

from assay.bank import authoring, bringing, package
from assay.core import clock
from tests.bank.items import AREA, GOOD, toml


def write_items(made: Any) -> list[UUID]:
    """The ids of both items; neither is offered."""
    values = {"title": [f"A draft of {made.word}"], "stem": [f"What is written at {made.word}?"]}
    draft = authoring.begin("single", values, by=made.by, at=clock.now())
    told, stem, files = GOOD["experiment"]
    slug = f"{made.slug}-brought"
    texts = {
        "item.toml": toml({"id": slug, **told, "title": f"Brought by {made.word}"}),
        "stem.md": stem,
        **files,
    }
    folder = {name: text.encode() for name, text in texts.items()}
    brought = package.from_files(Path(AREA) / slug, folder)
    return [draft.item_id, *bringing.bring(brought, by=made.by, at=clock.now())]
