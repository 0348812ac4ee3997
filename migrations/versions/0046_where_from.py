"""The audit says where from, and keeps what was found when its chain was looked through."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
FOUND = "checked_at, sealed, sealed_at, hash, broken_at"


def upgrade() -> None:
    op.add_column("audit_entries", sa.Column("network", sa.Text(), nullable=True))
    op.create_table(
        "chain_checks",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=True),
        sa.Column("broken_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_chain_checks_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asked_by"],
            ["members.organisation_id", "members.id"],
            name=op.f("fk_chain_checks_organisation_id_asked_by"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_chain_checks")),
    )
    op.create_index("ix_chain_checks_asked", "chain_checks", ["organisation_id", "asked_at"])
    mine = f"organisation_id = {SCOPE}"
    op.execute("alter table chain_checks enable row level security")
    op.execute("alter table chain_checks force row level security")
    op.execute(f"create policy own on chain_checks to assay_app using ({mine}) with check ({mine})")
    op.execute(f"grant select, insert, update ({FOUND}) on chain_checks to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
