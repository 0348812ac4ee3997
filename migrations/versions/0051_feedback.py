"""What members write to candidates about a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "feedbacks",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_feedbacks_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decision_id"],
            ["decisions.organisation_id", "decisions.id"],
            name=op.f("fk_feedbacks_organisation_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "written_by"],
            ["members.organisation_id", "members.id"],
            name=op.f("fk_feedbacks_organisation_id_written_by"),
        ),
        sa.UniqueConstraint(
            "organisation_id", "decision_id", name=op.f("uq_feedbacks_organisation_id_decision_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_feedbacks")),
    )
    mine = f"organisation_id = {SCOPE}"
    op.execute("alter table feedbacks enable row level security")
    op.execute("alter table feedbacks force row level security")
    op.execute(f"create policy own on feedbacks to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on feedbacks to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
