"""An assessment may hide its candidates' names from members until they have decided."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assessments",
        sa.Column("hides_names", sa.Boolean(), server_default="false", nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
