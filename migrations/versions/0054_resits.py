"""A further sitting of the same assessment: linked to the one before, on other questions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0054"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("papers", sa.Column("met", JSONB(), server_default="[]", nullable=False))
    op.add_column("invitations", sa.Column("former_id", sa.Uuid(), nullable=True))
    op.execute("alter table invitations no force row level security")
    op.create_foreign_key(
        op.f("fk_invitations_organisation_id_former_id"),
        "invitations",
        "invitations",
        ["organisation_id", "former_id"],
        ["organisation_id", "id"],
    )
    op.execute("alter table invitations force row level security")
    op.create_index(
        "ix_invitations_former_id",
        "invitations",
        ["organisation_id", "former_id"],
        unique=True,
        postgresql_where=sa.text("former_id is not null and withdrawn_at is null"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
