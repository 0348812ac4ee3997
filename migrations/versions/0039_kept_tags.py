"""Tags may be called otherwise, and removed."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("grant update (name), delete on candidate_tags to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
