"""The ways in look at no temporary table before ours."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DEFINERS = (
    "assay_entrance(text, bytea)",
    "assay_organisation_by_slug(text)",
    "assay_memberships(uuid)",
)


def upgrade() -> None:
    for function in DEFINERS:
        op.execute(f"alter function {function} set search_path = pg_catalog, public, pg_temp")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
