"""`flask bank show`: one item of a library as a candidate sees it, in the terminal or as a page."""

import base64
import re
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from markupsafe import Markup

from assay.bank import evidence, keys, plain_text
from assay.bank.commands import library_option
from assay.bank.evidence import Damaged, Evidence
from assay.bank.package import Package
from assay.bank.view import candidate_view
from assay.bank.words import difficulty_words, evidence_words
from assay.web import bundles, library
from assay.web.forms.assessments import KINDS, LEVELS
from workers.bank_commands import items_of

FACE = re.compile(r"@font-face\{[^}]*\}")
FONT = re.compile(r'url\("\./(fonts/[^"]*-latin-wght-normal-[^"]*)"\)')
"""Other letters than these fall back to the reader's own fonts; with all the page would be 1 MB."""


@click.command()
@click.argument("item")
@library_option
@click.option("--key", "with_key", is_flag=True, help="Add the key, the whys and the evidence.")
@click.option(
    "--page", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write a page instead."
)
def show(item: str, folder: Path, with_key: bool, out: Path | None) -> None:
    """Show ITEM as a candidate sees it; nothing of its key unless that is asked for."""
    found = _item(folder, item)
    proved = _evidence(folder, found) if with_key else None
    if out is None:
        click.echo(plain_text.question(found), nl=False)
        if with_key:
            click.echo(plain_text.key(found, proved), nl=False)
        return
    out.write_text(_page(found, proved, with_key=with_key), "utf-8")
    click.echo(f"{out} has the question{', with its key' if with_key else ''}.")


def _item(folder: Path, name: str) -> Package:
    items, refused = items_of(folder, [name])
    for one in refused:
        raise click.ClickException(f"{name} is no item yet.\n{one}")
    return next(one for one in items if name in (one.id, one.slug))


def _evidence(folder: Path, item: Package) -> Evidence | None:
    try:
        return evidence.read(folder).of(item.id, item.digest)
    except Damaged as error:
        raise click.ClickException(str(error)) from error


@with_appcontext
def _page(item: Package, proved: Evidence | None, *, with_key: bool) -> str:
    """A page that asks nothing of any other file, by the parts of the staff's preview."""
    about = {
        "item": item,
        "called": KINDS[item.kind],
        "area": library.AREAS[item.responsibility],
        "level": LEVELS[item.level],
        "difficulty": difficulty_words(item.difficulty),
        "proved": evidence_words(proved.to_json()) if proved else plain_text.CHANGED,
        **library.told(item.kind, item.content, keys.key_to_json(item.key)),
    }
    return current_app.jinja_env.get_template("library/alone.html").render(
        view=candidate_view(item.content),
        points=item.points,
        minutes=item.minutes,
        style=_style(),
        key=about if with_key else None,
    )


def _style() -> Markup:
    """The staff's style sheet with its fonts in it. Nothing of an item is in it."""
    built = bundles.FOLDER
    try:
        css = (built / "assay.css").read_text("utf-8")
    except FileNotFoundError as error:
        words = "the style sheet is not built: npm run build"
        raise click.ClickException(words) from error
    css = FACE.sub(lambda face: face[0] if FONT.search(face[0]) else "", css)
    return Markup(FONT.sub(lambda font: _embedded(built / font[1]), css))  # noqa: S704


def _embedded(font: Path) -> str:
    data = base64.b64encode(font.read_bytes()).decode()
    return f'url("data:font/woff2;base64,{data}")'
