"""An index of the sittings that run, by their ends: what a live board shows."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


NAME = "ix_sittings_running"


def upgrade() -> None:
    """Without holding up who writes meanwhile; one that was broken off is made anew."""
    with op.get_context().autocommit_block():
        op.drop_index(NAME, "sittings", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            NAME,
            "sittings",
            ["organisation_id", "ends_at", "id"],
            postgresql_concurrently=True,
            postgresql_where=sa.text("state = 'started'"),
        )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
