"""Anonymous copies of reports, links to reports, and when those were opened."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
RIGHTS = {
    "anonymous_copies": "select, insert",
    "report_links": "select, insert, update",
    "report_openings": "select, insert",
}


def upgrade() -> None:
    op.create_table(
        "anonymous_copies",
        owned(),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("blob_key", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        instant("made_at"),
        *keys("anonymous_copies", ("report_id", "reports")),
        sa.PrimaryKeyConstraint("organisation_id", "report_id", name=op.f("pk_anonymous_copies")),
    )
    op.create_table(
        "report_links",
        owned(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        instant("made_at"),
        instant("expires_at"),
        instant("revoked_at", nullable=True),
        sa.CheckConstraint("shows in ('full', 'score')", name=op.f("ck_report_links_shows")),
        *keys("report_links", ("report_id", "reports"), ("made_by", "members")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_report_links")),
    )
    op.create_index(
        "ix_report_links_report", "report_links", ["organisation_id", "report_id", "made_at"]
    )
    op.create_table(
        "report_openings",
        owned(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("took", sa.Text(), nullable=False),
        instant("opened_at"),
        sa.CheckConstraint("took in ('page', 'document')", name=op.f("ck_report_openings_took")),
        *keys("report_openings", ("link_id", "report_links")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_report_openings")),
    )
    op.create_index(
        "ix_report_openings_link", "report_openings", ["organisation_id", "link_id", "opened_at"]
    )
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
