"""A turn is at one text: a late answer that counts is another one, with turns of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

OF = ["organisation_id", "sitting_id", "position"]
TABLES = ("turns", "desk_answers")


def upgrade() -> None:
    op.add_column("turns", sa.Column("seq", sa.BigInteger()))
    for table in TABLES:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "update turns set seq = place.seq from desk_answers place"
        " where place.organisation_id = turns.organisation_id"
        " and place.sitting_id = turns.sitting_id and place.position = turns.position"
    )
    for table in TABLES:
        op.execute(f"alter table {table} force row level security")
    op.alter_column("turns", "seq", nullable=False)
    op.drop_constraint("uq_turns_organisation_id_sitting_id_position_member_id", "turns")
    op.create_unique_constraint(
        op.f("uq_turns_organisation_id_sitting_id_position_seq_member_id"),
        "turns",
        [*OF, "seq", "member_id"],
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
