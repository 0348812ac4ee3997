"""The papers drawn last are found without sorting all of them."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_papers_newest", "papers", ["organisation_id", "drawn_at", "id"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
