"""Whose address is known to be theirs. Who has an account already is taken at their word."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("confirmed_at", sa.DateTime(timezone=True)))
    op.execute("update users set confirmed_at = created_at")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
