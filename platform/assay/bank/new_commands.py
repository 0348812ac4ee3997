"""`flask bank new`: begin an item, in a folder whose gaps `flask bank check` names one by one."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from assay.bank.commands import FOLDER, library_option
from assay.bank.content import KINDS
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.skeletons import EXPECTED, LONGEST_SLUG, files_of, is_slug

AREAS = tuple(slug for slug, _ in RESPONSIBILITIES)


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("slug")
@click.option("--responsibility", type=click.Choice(AREAS), default=AREAS[0], show_default=True)
@click.option("--level", type=click.Choice([*EXPECTED]), default="mid", show_default=True)
@library_option
def new(kind: str, slug: str, responsibility: str, level: str, folder: Path) -> None:
    """Begin an item of KIND, named SLUG: small letters, digits and hyphens, which tell no key."""
    if not is_slug(slug):
        words = f"{slug!r} is no name: a-z, 0-9 and single hyphens, at most {LONGEST_SLUG}"
        raise click.BadParameter(words, param_hint="SLUG")
    if there := next(folder.glob(f"*/{slug}"), None):
        raise click.ClickException(f"{there.relative_to(folder)} is there already.")
    texts = files_of(kind, slug, responsibility=responsibility, level=level)
    place = folder / responsibility / slug
    _write(place, texts)
    where = "" if folder == FOLDER else f" --library {folder}"
    click.echo(
        f"{place}: {len(texts)} files. What to write in them is told by: flask bank check{where}"
    )


def _write(place: Path, texts: dict[str, str]) -> None:
    """All of it, or nothing: it is brought to its place whole. OSError where that is taken."""
    place.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".new-") as beside:
        begun = Path(beside) / place.name
        for name, text in texts.items():
            file = begun / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        begun.rename(place)
