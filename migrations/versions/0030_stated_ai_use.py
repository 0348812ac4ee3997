"""What candidates are told about AI tools; what was told to all so far is that they are not allowed."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("assessments", "assessment_versions"):
        op.add_column(
            table, sa.Column("ai_use", sa.Text(), nullable=False, server_default=sa.text("'no'"))
        )
        op.add_column(
            table, sa.Column("ai_note", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        op.create_check_constraint(
            op.f(f"ck_{table}_ai_use"), table, "ai_use in ('no', 'lookup', 'yes')"
        )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
