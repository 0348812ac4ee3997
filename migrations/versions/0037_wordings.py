"""What an organisation's letters to candidates say, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "wordings",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(subject is null) = (body is null)", name=op.f("ck_wordings_whole")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_wordings_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "settled_by"],
            ["members.organisation_id", "members.id"],
            name=op.f("fk_wordings_organisation_id_settled_by"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "kind", "language", "number", name=op.f("pk_wordings")
        ),
    )
    op.execute("alter table wordings enable row level security")
    op.execute("alter table wordings force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on wordings to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert on wordings to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
