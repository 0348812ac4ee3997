"""Files of people to invite."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
STATES = "'mapping', 'checking', 'checked', 'running', 'done', 'stopped'"
SEEN = "organisation_id, id, kept_until, dropped_at"
"""What the sweep that lets files go may read."""


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_version_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("look", JSONB(), nullable=False),
        sa.Column("headings", JSONB(), nullable=False),
        sa.Column("sample", JSONB(), nullable=False),
        sa.Column("columns", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("fine", "faulty", "known", "twice", "taken", "invited")
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"state in ({STATES})", name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_imports_organisation_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                [f"{other}.organisation_id", f"{other}.id"],
                name=op.f(f"fk_imports_organisation_id_{column}"),
            )
            for column, other in (
                ("assessment_version_id", "assessment_versions"),
                ("made_by", "members"),
                ("confirmed_by", "members"),
            )
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_imports")),
    )
    op.create_index(
        "ix_imports_newest", "imports", ["organisation_id", "assessment_version_id", "made_at"]
    )
    op.create_index(
        "ix_imports_kept_until",
        "imports",
        ["kept_until"],
        postgresql_where=sa.text("dropped_at is null"),
    )
    mine = f"organisation_id = {SCOPE}"
    op.execute("alter table imports enable row level security")
    op.execute("alter table imports force row level security")
    op.execute(f"create policy own on imports to assay_app using ({mine}) with check ({mine})")
    op.execute("create policy relay on imports to assay_relay using (true) with check (true)")
    op.execute("grant select, insert, update on imports to assay_app")
    op.execute(f"grant select ({SEEN}) on imports to assay_relay")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
