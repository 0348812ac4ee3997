"""Sections that lock: which questions of a sitting are open, and when the section that runs ends."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

PLACES = postgresql.ARRAY(sa.SmallInteger())


def upgrade() -> None:
    op.add_column("sittings", sa.Column("open_positions", PLACES))
    op.add_column("sittings", sa.Column("section", sa.SmallInteger()))
    op.add_column("sittings", sa.Column("section_ends_at", sa.DateTime(timezone=True)))
    op.add_column(
        "sittings",
        sa.Column("locked_sections", PLACES, nullable=False, server_default=sa.text("'{}'")),
    )
    for name in ("save_answer", "start"):
        op.execute((Path(__file__).parents[1] / "sql" / f"{name}.sql").read_text("utf-8"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
