"""An organisation settles whether its members see every assessment."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisations",
        sa.Column("members_see_all", sa.Boolean(), server_default="true", nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
