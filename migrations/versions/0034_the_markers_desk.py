"""The marker's desk: answers that people mark, their turns, and what they gave."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
LIBRARY = "00000000-0000-4000-8000-000000000001"
INSTANT = sa.DateTime(timezone=True)
GRANTS = {
    "desks": "select, insert, update",
    "desk_answers": "select, insert, update",
    "turns": "select, insert, update",
    "human_marks": "select, insert",
}


def upgrade() -> None:
    _desks()
    _desk_answers()
    _turns()
    _human_marks()
    for table, grants in GRANTS.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        mine = f"organisation_id = {SCOPE}"
        op.execute(f"create policy own on {table} to assay_app using ({mine}) with check ({mine})")
        op.execute(f"grant {grants} on {table} to assay_app")


def _owner() -> sa.Column[Any]:
    return sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id"], ["organisations.id"], name=op.f(f"fk_{table}_organisation_id")
    )


def _within(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{other}.organisation_id", f"{other}.id"],
        name=op.f(f"fk_{table}_organisation_id_{column}"),
    )


def _desks() -> None:
    op.create_table(
        "desks",
        _owner(),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("markers", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Numeric(), nullable=False),
        sa.CheckConstraint("markers in (1, 2)", name=op.f("ck_desks_markers")),
        sa.CheckConstraint("distance > 0 and distance <= 1", name=op.f("ck_desks_distance")),
        _owned("desks"),
        _within("desks", "assessment_id", "assessments"),
        sa.PrimaryKeyConstraint("organisation_id", "assessment_id", name=op.f("pk_desks")),
    )


def _desk_answers() -> None:
    table = "desk_answers"
    op.create_table(
        table,
        _owner(),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("item_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("item_version_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Numeric(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.CheckConstraint("wanted between 1 and 3", name=op.f("ck_desk_answers_wanted")),
        sa.CheckConstraint(
            f"item_organisation_id in (organisation_id, '{LIBRARY}')",
            name=op.f("ck_desk_answers_own_or_library"),
        ),
        _owned(table),
        _within(table, "sitting_id", "sittings"),
        _within(table, "assessment_id", "assessments"),
        sa.ForeignKeyConstraint(
            ["item_organisation_id", "item_version_id"],
            ["item_versions.organisation_id", "item_versions.id"],
            name=op.f("fk_desk_answers_item_organisation_id_item_version_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "sitting_id", "position", name=op.f("pk_desk_answers")
        ),
    )
    op.create_index(
        "ix_desk_answers_waiting",
        table,
        ["organisation_id", "asked_at"],
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_index("ix_desk_answers_assessment_id", table, ["organisation_id", "assessment_id"])


def _turns() -> None:
    answer = ["organisation_id", "sitting_id", "position"]
    op.create_table(
        "turns",
        _owner(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_as", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("ended_as in ('given', 'put_back')", name=op.f("ck_turns_ended_as")),
        sa.CheckConstraint(
            "(ended_at is null) = (ended_as is null)", name=op.f("ck_turns_ended")
        ),
        _owned("turns"),
        sa.ForeignKeyConstraint(
            answer,
            [f"desk_answers.{column}" for column in answer],
            name=op.f("fk_turns_organisation_id_sitting_id_position"),
        ),
        _within("turns", "member_id", "members"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_turns")),
        sa.UniqueConstraint(
            *answer, "member_id", name=op.f("uq_turns_organisation_id_sitting_id_position_member_id")
        ),
    )
    op.create_index("ix_turns_member_id", "turns", ["organisation_id", "member_id"])


def _human_marks() -> None:
    op.create_table(
        "human_marks",
        _owner(),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("levels", JSONB(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        _owned("human_marks"),
        _within("human_marks", "turn_id", "turns"),
        _within("human_marks", "marked_by", "members"),
        sa.PrimaryKeyConstraint("organisation_id", "turn_id", name=op.f("pk_human_marks")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
