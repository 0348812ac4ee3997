"""Letters that go out later: invitations at their time, reminders to who has not begun."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
OUTCOMES = "outcome in ('handed_on', 'called_off', 'not_needed')"


def upgrade() -> None:
    op.create_table(
        "planned_letters",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind in ('invitation', 'reminder')", name=op.f("ck_planned_letters_kind")
        ),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_planned_letters_outcome")),
        sa.CheckConstraint(
            "(outcome is null) = (settled_at is null)", name=op.f("ck_planned_letters_settled")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_planned_letters_organisation_id"),
        ),
        *(_key(column, table) for column, table in REFERRED.items()),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_planned_letters")),
    )
    op.create_index(
        "ix_planned_letters_invitation_id", "planned_letters", ["organisation_id", "invitation_id"]
    )
    op.create_index(
        "ix_planned_letters_due_at",
        "planned_letters",
        ["due_at"],
        postgresql_where=sa.text("settled_at is null"),
    )
    op.execute("alter table planned_letters enable row level security")
    op.execute("alter table planned_letters force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(
        f"create policy own on planned_letters to assay_app using ({mine}) with check ({mine})"
    )
    op.execute(
        "create policy relay on planned_letters to assay_relay using (true) with check (true)"
    )
    op.execute("grant select, insert, update on planned_letters to assay_app")
    op.execute("grant select on planned_letters to assay_relay")


REFERRED = {"invitation_id": "invitations", "settled_by": "members"}


def _key(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{table}.organisation_id", f"{table}.id"],
        name=op.f(f"fk_planned_letters_organisation_id_{column}"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
