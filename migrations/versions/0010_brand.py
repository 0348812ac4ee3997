"""Each organisation's colour and logo."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "brands",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("accent", sa.Text(), nullable=True),
        sa.Column("logo_key", sa.Text(), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name=op.f("ck_brands_accent")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_brands_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_brands")),
    )
    op.execute("alter table brands enable row level security")
    op.execute("alter table brands force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on brands to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on brands to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
