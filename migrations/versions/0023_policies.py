"""What each organisation settles for those who sit; a row a version, never changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "policies",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("settled", JSONB(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_policies_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "settled_by"],
            ["members.organisation_id", "members.id"],
            name=op.f("fk_policies_organisation_id_settled_by"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_policies")),
    )
    op.execute("alter table policies enable row level security")
    op.execute("alter table policies force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on policies to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert on policies to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
