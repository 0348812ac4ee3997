"""The audit is read by time, by verb and by actor."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_audit_entries_at": ["organisation_id", "at", "id"],
    "ix_audit_entries_verb": ["organisation_id", "verb", "at", "id"],
    "ix_audit_entries_actor": ["organisation_id", "actor_kind", "actor_id", "at", "id"],
}


def upgrade() -> None:
    """Each without holding up who writes meanwhile; one that was broken off is made anew."""
    with op.get_context().autocommit_block():
        for name, columns in INDEXES.items():
            op.drop_index(name, "audit_entries", if_exists=True, postgresql_concurrently=True)
            op.create_index(name, "audit_entries", columns, postgresql_concurrently=True)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
