"""After the end: a person looks again, all is erased, and what the test was thought of."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SCOPE = "nullif(current_setting('assay.organisation', true), '')::uuid"
CHECKS = {
    "kind": "kind in ('more_time', 'something_else', 'decline', 'review', 'erase')",
    "answer": "answer in ('granted', 'refused', 'taken_back', 'answered')",
}


def upgrade() -> None:
    for name, check in CHECKS.items():
        op.drop_constraint(op.f(f"ck_requests_{name}"), "requests", type_="check")
        op.create_check_constraint(op.f(f"ck_requests_{name}"), "requests", check)
    op.add_column(
        "requests", sa.Column("reply", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.create_table(
        "ratings",
        sa.Column("organisation_id", sa.Uuid(), server_default=sa.text(SCOPE), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stars between 1 and 5", name=op.f("ck_ratings_stars")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_ratings_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invitation_id"],
            ["invitations.organisation_id", "invitations.id"],
            name=op.f("fk_ratings_organisation_id_invitation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "invitation_id", name=op.f("pk_ratings")),
    )
    op.execute("alter table ratings enable row level security")
    op.execute("alter table ratings force row level security")
    mine = f"organisation_id = {SCOPE}"
    op.execute(f"create policy own on ratings to assay_app using ({mine}) with check ({mine})")
    op.execute("grant select, insert on ratings to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
