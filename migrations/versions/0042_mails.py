"""The log of letters to candidates, and whose mail can't be delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
STATES = "state in ('sending', 'sent', 'deferred', 'late', 'bounced', 'failed')"
INDEXES = {
    "ix_mails_newest": ["organisation_id", "written_at", "id"],
    "ix_mails_state": ["organisation_id", "state", "written_at", "id"],
    "ix_mails_invitation_id": ["organisation_id", "invitation_id", "written_at"],
}


def upgrade() -> None:
    op.add_column("invitations", sa.Column("undeliverable_at", sa.DateTime(timezone=True)))
    op.create_table(
        "mails",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "recipient", "key", "state")
        ),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_mails_state")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_mails_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invitation_id"],
            ["invitations.organisation_id", "invitations.id"],
            name=op.f("fk_mails_organisation_id_invitation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_mails")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_mails_organisation_id_key")),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "mails", columns)
    op.execute("alter table mails enable row level security")
    op.execute("alter table mails force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on mails to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on mails to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
