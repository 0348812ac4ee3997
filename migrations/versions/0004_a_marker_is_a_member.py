"""Who marked by hand is a member of the same organisation."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEEN = ("marks", "members")
"""Checked over every row: the owner sees none of them while row-level security is forced."""


def upgrade() -> None:
    for table in SEEN:
        op.execute(f"alter table {table} no force row level security")
    op.create_foreign_key(
        op.f("fk_marks_organisation_id_marked_by"),
        "marks",
        "members",
        ["organisation_id", "marked_by"],
        ["organisation_id", "id"],
    )
    for table in SEEN:
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
