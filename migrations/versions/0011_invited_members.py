"""Who is asked to be a member says yes first; an organisation may ask for second factors."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MEMBERSHIPS = """
drop function assay_memberships(uuid);
create function assay_memberships(p_user uuid)
    returns table (
        organisation_id uuid, slug text, name text, member_id uuid, role text, joined boolean,
        needs_second_factor boolean
    )
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
    select o.id, o.slug, o.name, m.id, m.role, m.joined_at is not null, o.needs_second_factor
      from members m join organisations o on o.id = m.organisation_id
     where m.user_id = p_user and m.removed_at is null and o.closed_at is null
     order by o.name, o.id
$$;
revoke all on function assay_memberships(uuid) from public;
grant execute on function assay_memberships(uuid) to assay_app;
"""


def upgrade() -> None:
    op.add_column(
        "organisations",
        sa.Column("needs_second_factor", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column("members", sa.Column("invited_at", sa.DateTime(timezone=True)))
    op.alter_column("members", "joined_at", nullable=True)
    op.execute("alter table members no force row level security")
    op.execute("update members set invited_at = joined_at")
    op.execute("alter table members force row level security")
    op.alter_column("members", "invited_at", nullable=False, server_default=sa.text("now()"))
    op.execute(MEMBERSHIPS)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
