"""Second factors: an authenticator app, passkeys, recovery codes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("tf_primary_method", sa.Text()),
        sa.Column("tf_totp_secret", sa.Text()),
        sa.Column("tf_counter", sa.BigInteger()),
        sa.Column("mf_recovery_codes", postgresql.JSONB()),
        sa.Column("fs_webauthn_user_handle", sa.Text()),
    ):
        op.add_column("users", column)
    op.create_unique_constraint(
        op.f("uq_users_fs_webauthn_user_handle"), "users", ["fs_webauthn_user_handle"]
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", postgresql.JSONB(), nullable=False),
        sa.Column("extensions", sa.Text()),
        sa.Column("device_type", sa.Text(), nullable=False),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_used_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_passkeys_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_user_id"), "passkeys", ["user_id"])
    op.execute("grant select, insert, update, delete on passkeys to assay_app")


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
