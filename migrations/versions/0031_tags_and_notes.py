"""Tags and notes of candidates, the columns that a member chose, and who is put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
GRANTS = {
    "candidate_tags": "select, insert",
    "taggings": "select, insert, delete",
    "candidate_notes": "select, insert, update",
    "layouts": "select, insert, update",
}


def _owner() -> sa.Column[object]:
    return sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False)


def _keys(table: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    """To the organisation, and to others' rows within it, by column."""
    return [
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                ["organisation_id", column],
                [f"{other}.organisation_id", f"{other}.id"],
                name=op.f(f"fk_{table}_organisation_id_{column}"),
            )
            for column, other in others.items()
        ),
    ]


def upgrade() -> None:
    op.add_column("invitations", sa.Column("archived_at", sa.DateTime(timezone=True)))
    for name, told in (("name_lower", "lower(name)"), ("last_word", LAST_WORD)):
        op.add_column("candidates", sa.Column(name, sa.Text(), sa.Computed(told, persisted=True)))
    _tags()
    _notes()
    for table, granted in GRANTS.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        mine = f"organisation_id = {SCOPE}"
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant {granted} on {table} to assay_app")


LAST_WORD = "lower(substring(name from '[^ ]+$'))"


def _tags() -> None:
    op.create_table(
        "candidate_tags",
        _owner(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_lower", sa.Text(), sa.Computed("lower(name)", persisted=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 40", name=op.f("ck_candidate_tags_name")),
        *_keys("candidate_tags"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_candidate_tags")),
        sa.UniqueConstraint(
            "organisation_id",
            "name_lower",
            name=op.f("uq_candidate_tags_organisation_id_name_lower"),
        ),
    )
    op.create_table(
        "taggings",
        _owner(),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        sa.Column("tagged_by", sa.Uuid(), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("taggings", invitation_id="invitations", tag_id="candidate_tags"),
        *_keys("taggings", tagged_by="members")[1:],
        sa.PrimaryKeyConstraint(
            "organisation_id", "invitation_id", "tag_id", name=op.f("pk_taggings")
        ),
    )
    op.create_index("ix_taggings_tag_id", "taggings", ["organisation_id", "tag_id"])


def _notes() -> None:
    op.create_table(
        "candidate_notes",
        _owner(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("candidate_notes", invitation_id="invitations", written_by="members"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_candidate_notes")),
    )
    op.create_index(
        "ix_candidate_notes_invitation_id", "candidate_notes", ["organisation_id", "invitation_id"]
    )
    op.create_table(
        "layouts",
        _owner(),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("chosen", sa.ARRAY(sa.Text()), nullable=False),
        *_keys("layouts", member_id="members"),
        sa.PrimaryKeyConstraint("organisation_id", "member_id", name=op.f("pk_layouts")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
