"""Items that an organisation writes: their drafts, the folders of versions, runs of their proofs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
RIGHTS = {
    "item_sources": "select, insert",
    "item_drafts": "select, insert, update",
    "proof_runs": "select, insert, update",
}


def upgrade() -> None:
    op.create_table(
        "item_sources",
        owned(),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("files", JSONB(), nullable=False),
        *keys("item_sources", ("version_id", "item_versions")),
        sa.PrimaryKeyConstraint("organisation_id", "version_id", name=op.f("pk_item_sources")),
    )
    op.create_table(
        "item_drafts",
        owned(),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("values", JSONB(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        instant("saved_at"),
        *keys("item_drafts", ("item_id", "items"), ("saved_by", "members")),
        sa.PrimaryKeyConstraint("organisation_id", "item_id", name=op.f("pk_item_drafts")),
    )
    op.create_table(
        "proof_runs",
        owned(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        instant("asked_at"),
        instant("ended_at", nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=True),
        sa.Column("lines", JSONB(), server_default=sa.text("'[]'"), nullable=False),
        *keys("proof_runs", ("version_id", "item_versions"), ("asked_by", "members")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_proof_runs")),
    )
    op.create_index("ix_proof_runs_version", "proof_runs", ["organisation_id", "version_id", "asked_at"])
    mine = f"organisation_id = {SCOPE}"
    for table, rights in RIGHTS.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant {rights} on {table} to assay_app")


def owned() -> sa.Column[object]:
    return sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


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
