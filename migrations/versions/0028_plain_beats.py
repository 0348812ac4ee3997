"""A plain sign of life in one round trip."""

from pathlib import Path

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute((Path(__file__).parents[1] / "sql" / "beat.sql").read_text("utf-8"))
    op.execute("alter table beats set (fillfactor = 70)")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
