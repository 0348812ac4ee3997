"""Runs of answers that are code, and what the machines that run them last said of themselves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
LIBRARY = "00000000-0000-4000-8000-000000000001"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _code_runs()
    op.create_table(
        "runners",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("reason", "remedy", "engine", "level", "runtime")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_runners")),
    )
    op.execute("grant select, insert, update on runners to assay_app")


def _code_runs() -> None:
    op.create_table(
        "code_runs",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("item_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("item_version_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("tests", JSONB(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("application_output", sa.Text(), nullable=True),
        sa.Column("test_output", sa.Text(), nullable=True),
        sa.Column("engine", sa.Text(), nullable=True),
        sa.Column("runtime", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("limits", JSONB(), nullable=True),
        sa.CheckConstraint("purpose in ('mark', 'visible')", name=op.f("ck_code_runs_purpose")),
        sa.CheckConstraint(
            f"item_organisation_id in (organisation_id, '{LIBRARY}')",
            name=op.f("ck_code_runs_own_or_library"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_code_runs_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sitting_id"],
            ["sittings.organisation_id", "sittings.id"],
            name=op.f("fk_code_runs_organisation_id_sitting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["item_organisation_id", "item_version_id"],
            ["item_versions.organisation_id", "item_versions.id"],
            name=op.f("fk_code_runs_item_organisation_id_item_version_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_code_runs")),
    )
    _indexes()
    op.execute("alter table code_runs enable row level security")
    op.execute("alter table code_runs force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on code_runs to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on code_runs to assay_app")


def _indexes() -> None:
    place = ["organisation_id", "sitting_id", "position"]
    op.create_index(
        "ix_code_runs_mark",
        "code_runs",
        [*place, "seq", "item_version_id"],
        unique=True,
        postgresql_where=sa.text("purpose = 'mark'"),
    )
    op.create_index("ix_code_runs_place", "code_runs", [*place, "asked_at"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
