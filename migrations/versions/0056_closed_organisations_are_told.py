"""A closed organisation is told of, not hidden; nobody begins in it, and who sits comes back."""

from pathlib import Path

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

MEMBERSHIPS = """
drop function assay_memberships(uuid);
create function assay_memberships(p_user uuid)
    returns table (
        organisation_id uuid, slug text, name text, member_id uuid, role text, joined boolean,
        needs_second_factor boolean, closed boolean
    )
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
    select o.id, o.slug, o.name, m.id, m.role, m.joined_at is not null, o.needs_second_factor,
           o.closed_at is not null
      from members m join organisations o on o.id = m.organisation_id
     where m.user_id = p_user and m.removed_at is null
     order by o.name, o.id
$$;
revoke all on function assay_memberships(uuid) from public;
grant execute on function assay_memberships(uuid) to assay_app;
"""
ENTRANCE = """
drop function assay_entrance(text, bytea);
create function assay_entrance(p_purpose text, p_digest bytea)
    returns table (
        organisation_id uuid, subject_id uuid, expires_at timestamptz, revoked_at timestamptz,
        closed boolean
    )
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select e.organisation_id, e.subject_id, e.expires_at, e.revoked_at, o.closed_at is not null
      from entrances e join organisations o on o.id = e.organisation_id
     where e.purpose = p_purpose and e.digest = p_digest;
end
$$;
revoke all on function assay_entrance(text, bytea) from public;
grant execute on function assay_entrance(text, bytea) to assay_app;
"""
"""Each door asks whether it is closed, since each says something else then."""


def upgrade() -> None:
    op.execute(MEMBERSHIPS)
    op.execute(ENTRANCE)
    op.execute((Path(__file__).parents[1] / "sql" / "start.sql").read_text("utf-8"))
    op.execute("create policy relay on organisations to assay_relay using (true) with check (true)")
    op.execute("grant select (id, closed_at) on organisations to assay_relay")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
