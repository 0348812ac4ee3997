"""Operators of the installation; closures of organisations, each with what its members are told."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
INSTALLATION = "00000000-0000-4000-8000-000000000002"

CLOSED_BEFORE = """
    insert into closures (organisation_id, id, closed_at, closed_by, reason, contact)
    select id, gen_random_uuid(), closed_at, 'member', '', '' from organisations
     where closed_at is not null
"""
"""Nobody but an owner could close one until now."""

ORGANISATIONS = """
create function assay_organisations(
    p_operator uuid, p_named text, p_search text, p_state text, p_before timestamptz,
    p_before_id uuid, p_limit int
)
    returns table (
        id uuid, slug text, name text, opened_at timestamptz, closed_at timestamptz,
        closed_by text, reason text, contact text, members bigint, owners bigint
    )
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
    select o.id, o.slug, o.name, o.opened_at, o.closed_at, c.closed_by, c.reason, c.contact,
           m.members, m.owners
      from (
        select a.id, a.slug, a.name, a.opened_at, a.closed_at
          from organisations a
         where left(a.slug, 1) <> '-'
           and (p_operator is null
                or exists (select from operators p where p.user_id = p_operator))
           and (p_named is null or a.slug = p_named or a.id::text = p_named)
           and (p_search is null or strpos(lower(a.name), lower(p_search)) > 0
                or strpos(a.slug, lower(p_search)) > 0)
           and (p_state is null or (a.closed_at is null) = (p_state = 'open'))
           and (p_before is null or (a.opened_at, a.id) < (p_before, p_before_id))
         order by a.opened_at desc, a.id desc
         limit p_limit
      ) o
      cross join lateral (
        select count(*) as members, count(*) filter (where n.role = 'owner') as owners
          from members n
         where n.organisation_id = o.id and n.joined_at is not null and n.removed_at is null
      ) m
      left join closures c on c.organisation_id = o.id and c.reopened_at is null
     order by o.opened_at desc, o.id desc
$$;
"""
"""Names, states and counts, for an operator; who holds the machine itself (null) needs be none."""


def upgrade() -> None:
    op.create_table(
        "operators",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_operators_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_operators")),
    )
    op.execute("grant select on operators to assay_app")  # the owner alone names them
    _closures()
    op.create_index("ix_organisations_opened_at", "organisations", ["opened_at", "id"])
    op.execute(
        "create policy installation on audit_entries for insert to assay_app"
        f" with check (organisation_id = '{INSTALLATION}')"
    )
    op.execute(ORGANISATIONS)
    function = "assay_organisations(uuid, text, text, text, timestamptz, uuid, int)"
    op.execute(f"revoke all on function {function} from public")
    op.execute(f"grant execute on function {function} to assay_app")


def _closures() -> None:
    op.create_table(
        "closures",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_closures_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_closures")),
    )
    op.create_index(
        "uq_closures_present", "closures", ["organisation_id"], unique=True,
        postgresql_where=sa.text("reopened_at is null"),
    )  # fmt: skip
    op.execute(CLOSED_BEFORE)
    mine = f"organisation_id = {SCOPE}"
    op.execute("alter table closures enable row level security")
    op.execute("alter table closures force row level security")
    op.execute(f"create policy own on closures to assay_app using ({mine}) with check ({mine})")
    op.execute("create policy ways_in on closures for select to assay_owner using (true)")
    op.execute("grant select, insert, update (reopened_at) on closures to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
