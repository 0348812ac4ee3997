"""Indexes by which a candidate is found: how the name begins, or its last word."""

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


INDEXES = {
    "ix_candidates_name_lower": ["organisation_id", "name_lower"],
    "ix_candidates_last_word": ["organisation_id", "last_word"],
}


def upgrade() -> None:
    """Each without holding up who writes meanwhile; one that was broken off is made anew."""
    with op.get_context().autocommit_block():
        for name, columns in INDEXES.items():
            op.drop_index(name, "candidates", if_exists=True, postgresql_concurrently=True)
            op.create_index(name, "candidates", columns, postgresql_concurrently=True)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
