"""Before the start: own extra time, what is asked for, who takes no part, what was agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"


def _owner() -> sa.Column[object]:
    return sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False)


def _owned_key(table: str, others: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{others}.organisation_id", f"{others}.id"],
        name=op.f(f"fk_{table}_organisation_id_{column}"),
    )


def upgrade() -> None:
    op.add_column("invitations", sa.Column("declined_at", sa.DateTime(timezone=True)))
    op.alter_column("accommodations", "granted_by", nullable=True)
    op.add_column(
        "accommodations",
        sa.Column("source", sa.Text(), nullable=False, server_default=sa.text("'member'")),
    )
    op.create_check_constraint(
        op.f("ck_accommodations_source"),
        "accommodations",
        "source = 'member' and granted_by is not null"
        " or source = 'candidate' and granted_by is null",
    )
    _requests()
    _consents()
    for table in ("requests", "consents"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        mine = f"organisation_id = {SCOPE}"
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert, update on requests to assay_app")
    op.execute("grant select, insert on consents to assay_app")


def _requests() -> None:
    op.create_table(
        "requests",
        _owner(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind in ('more_time', 'something_else', 'decline')", name=op.f("ck_requests_kind")
        ),
        sa.CheckConstraint(
            "answer in ('granted', 'refused', 'taken_back')", name=op.f("ck_requests_answer")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_requests_organisation_id")
        ),
        _owned_key("requests", "invitations", "invitation_id"),
        _owned_key("requests", "members", "answered_by"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_invitation_id", "requests", ["organisation_id", "invitation_id"])
    op.create_index(
        "ix_requests_open",
        "requests",
        ["organisation_id", "asked_at"],
        postgresql_where=sa.text("answered_at is null"),
    )


def _consents() -> None:
    op.create_table(
        "consents",
        _owner(),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("policy_number", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_consents_organisation_id")
        ),
        _owned_key("consents", "invitations", "invitation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "invitation_id", name=op.f("pk_consents")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
