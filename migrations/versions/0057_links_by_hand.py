"""Invitations without a letter: a member passes the links on, of all that were made at once."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("handout_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_invitations_handout_id",
        "invitations",
        ["organisation_id", "handout_id"],
        postgresql_where=sa.text("handout_id is not null"),
    )
    op.add_column(
        "imports", sa.Column("by_hand", sa.Boolean(), server_default="false", nullable=False)
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
