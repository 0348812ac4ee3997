"""Where each invitation stands, in a row of its own that triggers keep: for tables of very many."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
INVITED = (
    "withdrawn_at, declined_at, archived_at, start_by, invited_at, former_id, candidate_id,"
    " assessment_version_id"
)
TRIGGERS = (
    ("invitations", f"insert or update of {INVITED}", "invitation"),
    ("sittings", "insert or update of state, started_at, ended_at", "sitting"),
    ("results", "insert or update or delete", "result"),
    ("decisions", "insert or update or delete", "decision"),
    ("candidates", "update of name", "candidate"),
)
"""Table, what of it is waited for, whose function. Their names come after those of the keys'."""


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "standings",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_version_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("invited_at", instant, nullable=False),
        sa.Column("start_by", instant, nullable=False),
        sa.Column("started_at", instant),
        sa.Column("state", sa.Text()),
        sa.Column("is_marked", sa.Boolean(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text()),
        sa.Column("band", sa.Text()),
        sa.Column("resat_until", instant),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("by_end", instant, nullable=False),
        sa.Column("by_score", sa.Float(), nullable=False),
        sa.Column("by_least", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "invitation_id", name=op.f("pk_standings")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_standings_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invitation_id"],
            ["invitations.organisation_id", "invitations.id"],
            name=op.f("fk_standings_organisation_id_invitation_id"),
        ),
    )
    op.execute("alter table standings set (fillfactor = 80)")  # a start writes beside the old row
    _indexes()
    op.execute("alter table standings enable row level security")
    op.execute("alter table standings force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on standings to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on standings to assay_app")
    op.execute((Path(__file__).parents[1] / "sql" / "stand.sql").read_text("utf-8"))
    for table, events, whose in TRIGGERS:
        op.execute(
            f"create trigger stand after {events} on {table}"
            f" for each row execute function assay_{whose}_stands()"
        )


def _indexes() -> None:
    for by in ("invited_at", "by_name", "by_end", "by_score", "by_least"):
        op.create_index(
            f"ix_standings_{by}",
            "standings",
            ["organisation_id", "assessment_id", by, "invitation_id"],
        )
    op.create_index(
        "ix_standings_stage",
        "standings",
        ["organisation_id", "assessment_id", "stage", "invited_at", "invitation_id"],
    )
    for told in ("verdict", "band"):
        op.create_index(
            f"ix_standings_{told}",
            "standings",
            ["organisation_id", "assessment_id", told, "invited_at", "invitation_id"],
            postgresql_where=sa.text(f"{told} is not null"),
        )
    op.create_index(
        "ix_standings_candidate_id", "standings", ["organisation_id", "candidate_id"]
    )
    op.create_index(
        "ix_standings_to_decide",
        "standings",
        ["organisation_id", "by_end", "invitation_id"],
        postgresql_where=sa.text("stage = 'to_decide'"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
