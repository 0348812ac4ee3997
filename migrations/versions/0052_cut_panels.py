"""Panels that set a cut score: who rated which question how, and what was adopted of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
LIBRARY = "00000000-0000-4000-8000-000000000001"
SEEN = ("assessment_versions", "cut_panels")
ROOM = {"cut_panels": "select, insert, update", "cut_ratings": "select, insert, update"}


def upgrade() -> None:
    _panels()
    _ratings()
    mine = f"organisation_id = {SCOPE}"
    for table, granted in ROOM.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant {granted} on {table} to assay_app")
    _named_by_versions()


def _named_by_versions() -> None:
    """The key is checked over every row: the owner sees none while row-level security is forced."""
    op.add_column("assessment_versions", sa.Column("cut_panel_id", sa.Uuid(), nullable=True))
    for table in SEEN:
        op.execute(f"alter table {table} no force row level security")
    op.create_foreign_key(
        op.f("fk_assessment_versions_organisation_id_cut_panel_id"),
        "assessment_versions",
        "cut_panels",
        ["organisation_id", "cut_panel_id"],
        ["organisation_id", "id"],
    )
    for table in SEEN:
        op.execute(f"alter table {table} force row level security")


def _panels() -> None:
    op.create_table(
        "cut_panels",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by", sa.Uuid(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cut_score", sa.Integer(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("weights", JSONB(), nullable=True),
        sa.CheckConstraint("cut_score between 0 and 100", name=op.f("ck_cut_panels_cut_score")),
        sa.CheckConstraint(
            "state in ('open', 'closed', 'adopted', 'withdrawn')", name=op.f("ck_cut_panels_state")
        ),
        sa.CheckConstraint(
            "(state = 'adopted') = (cut_score is not null)", name=op.f("ck_cut_panels_adopted")
        ),
        *_keys(
            "cut_panels",
            assessment_id="assessments",
            opened_by="members",
            adopted_by="members",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_cut_panels")),
    )
    op.create_index(
        "ix_cut_panels_assessment_id",
        "cut_panels",
        ["organisation_id", "assessment_id", "opened_at"],
    )
    op.create_index(
        "ix_cut_panels_going",
        "cut_panels",
        ["organisation_id", "assessment_id"],
        unique=True,
        postgresql_where=sa.text("state in ('open', 'closed')"),
    )


def _ratings() -> None:
    op.create_table(
        "cut_ratings",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("item_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("item_version_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "share between 0 and 100 and share % 5 = 0", name=op.f("ck_cut_ratings_share")
        ),
        sa.CheckConstraint(
            f"item_organisation_id in (organisation_id, '{LIBRARY}')",
            name=op.f("ck_cut_ratings_own_or_library"),
        ),
        sa.ForeignKeyConstraint(
            ["item_organisation_id", "item_version_id"],
            ["item_versions.organisation_id", "item_versions.id"],
            name=op.f("fk_cut_ratings_item_organisation_id_item_version_id"),
        ),
        *_keys("cut_ratings", panel_id="cut_panels", member_id="members"),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "panel_id",
            "round",
            "member_id",
            "item_version_id",
            name=op.f("pk_cut_ratings"),
        ),
    )


def _keys(table: str, **pointing: str) -> list[sa.ForeignKeyConstraint]:
    """To the organisation, and within it."""
    own = sa.ForeignKeyConstraint(
        ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id")
    )
    return [own] + [
        sa.ForeignKeyConstraint(
            ["organisation_id", column],
            [f"{other}.organisation_id", f"{other}.id"],
            name=op.f(f"fk_{table}_organisation_id_{column}"),
        )
        for column, other in pointing.items()
    ]


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
