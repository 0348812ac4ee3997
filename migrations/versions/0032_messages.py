"""Messages of staff to candidates who sit; a sign of life knows how many its page was told."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("to_all", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(text) between 1 and 500", name=op.f("ck_messages_text")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_messages_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "assessment_id"],
            ["assessments.organisation_id", "assessments.id"],
            name=op.f("fk_messages_organisation_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sent_by"],
            ["members.organisation_id", "members.id"],
            name=op.f("fk_messages_organisation_id_sent_by"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "organisation_id",
            "assessment_id",
            "number",
            name=op.f("uq_messages_organisation_id_assessment_id_number"),
        ),
    )
    op.create_table(
        "addressees",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_addressees_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sitting_id"],
            ["sittings.organisation_id", "sittings.id"],
            name=op.f("fk_addressees_organisation_id_sitting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "message_id"],
            ["messages.organisation_id", "messages.id"],
            name=op.f("fk_addressees_organisation_id_message_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "sitting_id", "number", name=op.f("pk_addressees")
        ),
    )
    op.create_index("ix_addressees_message_id", "addressees", ["organisation_id", "message_id"])
    mine = f"organisation_id = {SCOPE}"
    for table in ("messages", "addressees"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant select, insert on {table} to assay_app")
    op.execute((Path(__file__).parents[1] / "sql" / "beat.sql").read_text("utf-8"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
