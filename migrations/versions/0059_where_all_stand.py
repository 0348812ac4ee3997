"""The standings of the invitations that were there before, without a lock on what is written."""

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

READ = (
    "invitations", "assessment_versions", "candidates", "sittings", "results", "decisions",
    "standings",
)  # fmt: skip
COLUMNS = (
    "organisation_id, invitation_id, assessment_id, assessment_version_id, candidate_id,"
    " invited_at, start_by, started_at, state, is_marked, is_withdrawn, stage, verdict, band,"
    " resat_until, by_name, by_end, by_score, by_least"
)


def upgrade() -> None:
    """Whoever acts meanwhile has the row made by the triggers: theirs is the newer one."""
    with op.get_context().autocommit_block():
        for table in READ:
            op.execute(f"alter table {table} no force row level security")
        try:
            op.execute(
                f"insert into standings ({COLUMNS}) select n.* from invitations i"
                " cross join lateral assay_standing(i.organisation_id, i.id) n"
                " on conflict (organisation_id, invitation_id) do nothing"
            )
        finally:
            for table in READ:
                op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
