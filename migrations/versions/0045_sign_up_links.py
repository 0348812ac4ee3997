"""Public links by which people ask to be invited."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "sign_up_links",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        instant("made_at", nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        instant("opens_at"),
        instant("closes_at"),
        sa.Column("domains", JSONB(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        instant("revoked_at"),
        sa.CheckConstraint("used between 0 and places", name=op.f("ck_sign_up_links_used")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_sign_up_links_organisation_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                [f"{other}.organisation_id", f"{other}.id"],
                name=op.f(f"fk_sign_up_links_organisation_id_{column}"),
            )
            for column, other in (("assessment_id", "assessments"), ("made_by", "members"))
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_sign_up_links")),
    )
    op.create_index(
        "ix_sign_up_links_standing",
        "sign_up_links",
        ["organisation_id", "assessment_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at is null"),
    )
    mine = f"organisation_id = {SCOPE}"
    op.execute("alter table sign_up_links enable row level security")
    op.execute("alter table sign_up_links force row level security")
    op.execute(
        f"create policy own on sign_up_links to assay_app using ({mine}) with check ({mine})"
    )
    op.execute("grant select, insert, update on sign_up_links to assay_app")


def instant(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
