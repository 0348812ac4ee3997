"""Assessments are found by how their name begins, and listed by when they were last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assessments",
        sa.Column("name_lower", sa.Text(), sa.Computed("lower(name)", persisted=True)),
    )
    op.alter_column("assessments", "name_lower", nullable=False)
    op.add_column("assessments", sa.Column("changed_at", sa.DateTime(timezone=True)))
    op.execute("alter table assessments no force row level security")
    op.execute("update assessments set changed_at = created_at")
    op.execute("alter table assessments force row level security")
    op.alter_column("assessments", "changed_at", nullable=False)
    op.create_index("ix_invitations_start_by", "invitations", ["organisation_id", "start_by"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
