"""Acts on many candidates at once, and to whom each was done."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
KINDS = "'tag', 'untag', 'archive', 'restore', 'postpone', 'resend', 'withdraw', 'decide'"


def upgrade() -> None:
    op.create_table(
        "bulk_acts",
        owned(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("told", postgresql.JSONB(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("undoes", sa.Uuid()),
        sa.CheckConstraint(f"kind in ({KINDS})", name=op.f("ck_bulk_acts_kind")),
        *keys(
            "bulk_acts",
            ("assessment_id", "assessments"),
            ("asked_by", "members"),
            ("undoes", "bulk_acts"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_bulk_acts")),
        sa.UniqueConstraint(
            "organisation_id", "undoes", name=op.f("uq_bulk_acts_organisation_id_undoes")
        ),
    )
    op.create_table(
        "bulk_lines",
        owned(),
        sa.Column("bulk_act_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("why", sa.Text()),
        sa.CheckConstraint(
            "state in ('waiting', 'done', 'left')", name=op.f("ck_bulk_lines_state")
        ),
        sa.CheckConstraint("(state = 'left') = (why is not null)", name=op.f("ck_bulk_lines_why")),
        *keys("bulk_lines", ("bulk_act_id", "bulk_acts"), ("invitation_id", "invitations")),
        sa.PrimaryKeyConstraint(
            "organisation_id", "bulk_act_id", "invitation_id", name=op.f("pk_bulk_lines")
        ),
    )
    op.create_index(
        "ix_bulk_lines_state",
        "bulk_lines",
        ["organisation_id", "bulk_act_id", "state", "invitation_id"],
    )
    mine = f"organisation_id = {SCOPE}"
    for table in ("bulk_acts", "bulk_lines"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant select, insert, update on {table} to assay_app")


def owned() -> sa.Column[object]:
    return sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False)


def keys(table: str, *others: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    """To the organisation, and within it to each other row."""
    found = [
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id")
        )
    ]
    for column, other in others:
        found.append(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                [f"{other}.organisation_id", f"{other}.id"],
                name=op.f(f"fk_{table}_organisation_id_{column}"),
            )
        )
    return found


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
