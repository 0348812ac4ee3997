"""What keeps the clock fair: signs of life, outages, what was noted of a sitting, extensions."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
INSTANT = sa.DateTime(timezone=True)
OWNED = {
    "beats": "select, insert, update",
    "sitting_notes": "select, insert",
    "sitting_comments": "select, insert",
    "extensions": "select, insert",
}
KINDS = (
    "left", "back", "away_candidate", "paste", "offline", "online", "away_server", "away_network",
    "growth",
)


def upgrade() -> None:
    op.add_column(
        "sittings",
        sa.Column("credited_seconds", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column("sittings", sa.Column("outages_until", INSTANT))
    _of_the_installation()
    _of_a_sitting("beats", _instant("seen_at"), _maybe("away_from"), _maybe("away_until"))
    _of_a_sitting(
        "sitting_notes",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        _instant("noted_at"),
        sa.CheckConstraint(
            f"kind in ({', '.join(map(repr, KINDS))})", name=op.f("ck_sitting_notes_kind")
        ),
        key=("key",),
    )
    _of_a_sitting(
        "sitting_comments", sa.Column("text", sa.Text(), nullable=False), _instant("commented_at")
    )
    _of_a_sitting(
        "extensions",
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        _instant("extended_at"),
        sa.CheckConstraint("because in ('member', 'outage')", name=op.f("ck_extensions_because")),
        key=("number",),
    )
    for table, rights in OWNED.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        mine = f"organisation_id = {SCOPE}"
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant {rights} on {table} to assay_app")


def _of_the_installation() -> None:
    op.create_table(
        "health_beats",
        sa.Column("name", sa.Text(), nullable=False),
        _instant("seen_at"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_health_beats")),
    )
    op.create_table(
        "outages",
        _instant("began_at"),
        _instant("ended_at"),
        sa.PrimaryKeyConstraint("began_at", name=op.f("pk_outages")),
    )
    op.execute("grant select, insert, update on health_beats to assay_app")
    op.execute("grant select, insert on outages to assay_app")


def _of_a_sitting(table: str, *more: sa.Column | sa.Constraint, key: tuple[str, ...] = ()) -> None:
    op.create_table(
        table,
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sitting_id"],
            ["sittings.organisation_id", "sittings.id"],
            name=op.f(f"fk_{table}_organisation_id_sitting_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "sitting_id", *key, name=op.f(f"pk_{table}")),
    )


def _instant(name: str) -> sa.Column:
    return sa.Column(name, INSTANT, nullable=False)


def _maybe(name: str) -> sa.Column:
    return sa.Column(name, INSTANT, nullable=True)


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
