"""Items that may not stand in one paper with this version's; the next import fills it in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    none = sa.text("'[]'")
    op.add_column("item_versions", sa.Column("enemies", JSONB, nullable=False, server_default=none))


def downgrade() -> None:
    raise NotImplementedError("restore a backup: a migration is not undone")
