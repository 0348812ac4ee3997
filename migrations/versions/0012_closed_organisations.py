"""A closed organisation lets no candidate in. (Its reports can still be verified.)"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ENTRANCE = """
create or replace function assay_entrance(p_purpose text, p_digest bytea)
    returns table (organisation_id uuid, subject_id uuid, expires_at timestamptz, revoked_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
    select e.organisation_id, e.subject_id, e.expires_at, e.revoked_at
      from entrances e join organisations o on o.id = e.organisation_id
     where e.purpose = p_purpose and e.digest = p_digest
       and (o.closed_at is null or p_purpose <> 'sit')
$$;
"""


def upgrade() -> None:
    op.execute(ENTRANCE)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
