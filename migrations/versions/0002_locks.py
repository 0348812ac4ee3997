"""Row-level security, what each role may, the ways in before a scope, the save, the relay's bell."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIBRARY = "00000000-0000-4000-8000-000000000001"
INSTALLATION = "00000000-0000-4000-8000-000000000002"
SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"

OWNED = (
    "entrances", "members", "letters", "items", "item_versions", "assessments", "shares",
    "assessment_versions", "version_items", "papers", "paper_items", "candidates", "invitations",
    "accommodations", "sittings", "answers", "answer_history", "marks", "results", "result_lines",
    "decisions", "reports", "audit_entries", "outbox", "jobs",
)  # fmt: skip
SHIPPED = ("items", "item_versions")
"""Read by every organisation where the library's organisation owns them."""
APPENDED = (
    "assessment_versions", "version_items", "papers", "paper_items", "answer_history", "marks",
    "results", "result_lines", "decisions", "reports", "audit_entries", "outbox",
)  # fmt: skip
"""Written once by the application: no UPDATE, no DELETE."""
CHANGED = tuple(table for table in OWNED if table not in APPENDED)
DROPPED = ("shares",)
"""Where the application may take a row away."""
GLOBAL = ("users", "roles", "users_roles")

RELAY = {
    "outbox": ("select", "update (sent_at)"),
    "jobs": ("select", "insert", "update"),
    "audit_entries": ("select", "update (sequence, hash)"),
    "sittings": ("select",),
}
"""All that the relay's role may, over every organisation."""

RESERVED = f"""
    insert into organisations (id, name, slug, time_zone, opened_at) values
        ('{LIBRARY}', 'Library', '-library', 'UTC', now()),
        ('{INSTALLATION}', 'Installation', '-installation', 'UTC', now())
"""

FUNCTIONS = """
create function assay_entrance(p_purpose text, p_digest bytea)
    returns table (organisation_id uuid, subject_id uuid, expires_at timestamptz, revoked_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public
as $$
    select e.organisation_id, e.subject_id, e.expires_at, e.revoked_at
      from entrances e where e.purpose = p_purpose and e.digest = p_digest
$$;

create function assay_organisation_by_slug(p_slug text) returns uuid
    language sql stable security definer set search_path = pg_catalog, public
as $$
    select o.id from organisations o where o.slug = p_slug and o.closed_at is null
$$;

create function assay_memberships(p_user uuid)
    returns table (organisation_id uuid, slug text, name text, member_id uuid, role text)
    language sql stable security definer set search_path = pg_catalog, public
as $$
    select o.id, o.slug, o.name, m.id, m.role
      from members m join organisations o on o.id = m.organisation_id
     where m.user_id = p_user and m.removed_at is null and o.closed_at is null
     order by o.name, o.id
$$;
"""
DEFINERS = (
    "assay_entrance(text, bytea)", "assay_organisation_by_slug(text)", "assay_memberships(uuid)",
)  # fmt: skip
ASKED = ("entrances", "organisations", "members")
"""What those functions read. They run as the owner, who is bound by FORCE like everybody else."""

BELL = """
create function assay_ring() returns trigger language plpgsql as $$
begin
    perform pg_notify('assay_outbox', '');
    return null;
end
$$;
create trigger ring after insert on outbox for each statement execute function assay_ring();
"""


def upgrade() -> None:
    op.execute(RESERVED)
    _own_or_nothing()
    _grants()
    op.execute(FUNCTIONS)
    for table in ASKED:
        op.execute(f"create policy ways_in on {table} for select to assay_owner using (true)")
    for function in DEFINERS:
        op.execute(f"revoke all on function {function} from public")
        op.execute(f"grant execute on function {function} to assay_app")
    op.execute((Path(__file__).parents[1] / "sql" / "save_answer.sql").read_text("utf-8"))
    op.execute(BELL)


def _own_or_nothing() -> None:
    for table in (*OWNED, "organisations"):
        owner = "id" if table == "organisations" else "organisation_id"
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        mine = f"{owner} = {SCOPE}"
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
    for table in SHIPPED:
        op.execute(
            f"create policy shipped on {table} for select to assay_app"
            f" using (organisation_id = '{LIBRARY}')"
        )
    for table in RELAY:
        op.execute(f"create policy relay on {table} to assay_relay using (true) with check (true)")


def _grants() -> None:
    for table in (*CHANGED, *GLOBAL, "organisations"):
        op.execute(f"grant select, insert, update on {table} to assay_app")
    for table in APPENDED:
        op.execute(f"grant select, insert on {table} to assay_app")
    for table in (*DROPPED, "users_roles"):
        op.execute(f"grant delete on {table} to assay_app")
    for table, rights in RELAY.items():
        op.execute(f"grant {', '.join(rights)} on {table} to assay_relay")
    op.execute("grant select on alembic_version to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
