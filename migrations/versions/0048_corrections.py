"""Corrections of keys: a fault found in a question after the fact, beside its frozen version."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
LIBRARY = "00000000-0000-4000-8000-000000000001"
TABLE = "corrections"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("item_version_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("key", JSONB(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "does in ('key', 'full', 'left_out', 'as_it_was')", name=op.f("ck_corrections_does")
        ),
        sa.CheckConstraint("(does = 'key') = (key is not null)", name=op.f("ck_corrections_key")),
        sa.CheckConstraint(
            f"item_organisation_id in (organisation_id, '{LIBRARY}')",
            name=op.f("ck_corrections_own_or_library"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_corrections_organisation_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                [f"{other}.organisation_id", f"{other}.id"],
                name=op.f(f"fk_corrections_organisation_id_{column}"),
            )
            for column, other in (("assessment_id", "assessments"), ("made_by", "members"))
        ),
        sa.ForeignKeyConstraint(
            ["item_organisation_id", "item_version_id"],
            ["item_versions.organisation_id", "item_versions.id"],
            name=op.f("fk_corrections_item_organisation_id_item_version_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_corrections")),
    )
    op.create_index(
        "ix_corrections_item", TABLE, ["organisation_id", "item_version_id", "made_at"]
    )
    op.create_index(
        "ix_paper_items_item_version_id", "paper_items", ["organisation_id", "item_version_id"]
    )
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(f"alter table {TABLE} force row level security")
    op.execute(f"create policy own on {TABLE} to assay_app using ({mine}) with check ({mine})")
    op.execute(f"grant select, insert on {TABLE} to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
