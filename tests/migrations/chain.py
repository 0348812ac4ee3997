"""The revisions, as Alembic reads them."""

from pathlib import Path

from alembic.config import Config
from alembic.script import Script, ScriptDirectory

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
VERSIONS = MIGRATIONS / "versions"
FIRST_ROWS = "0002"
"""The revision from which on an installation could have had rows."""


def config(url: str = "", *more_versions: Path) -> Config:
    made = Config(str(MIGRATIONS / "alembic.ini"))
    made.set_main_option("script_location", str(MIGRATIONS))
    if more_versions:
        made.set_main_option("path_separator", "os")
        places = ":".join(map(str, (VERSIONS, *more_versions)))
        made.set_main_option("version_locations", places)
    made.attributes["url"] = url
    return made


def directory() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def chain() -> list[Script]:
    """Oldest first."""
    return list(directory().walk_revisions())[::-1]


def later() -> list[str]:
    """The revisions that meet rows."""
    return [one.revision for one in chain() if one.revision > FIRST_ROWS]
