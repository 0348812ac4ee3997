"""A start in one round trip; the way in by a link keeps its plan."""

from pathlib import Path

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ENTRANCE = """
create or replace function assay_entrance(p_purpose text, p_digest bytea)
    returns table (organisation_id uuid, subject_id uuid, expires_at timestamptz, revoked_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select e.organisation_id, e.subject_id, e.expires_at, e.revoked_at
      from entrances e join organisations o on o.id = e.organisation_id
     where e.purpose = p_purpose and e.digest = p_digest
       and (o.closed_at is null or p_purpose <> 'sit');
end
$$;
"""
"""As it was, but for its language: what is written in SQL is planned anew at each call."""


def upgrade() -> None:
    op.execute(ENTRANCE)
    op.execute((Path(__file__).parents[1] / "sql" / "start.sql").read_text("utf-8"))


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
