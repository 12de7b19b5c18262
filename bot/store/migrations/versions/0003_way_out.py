"""The calls to LINE that are left to all nodes together, and an index for what an admin looks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "rate_bucket",
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(40), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_rate_bucket_channel_id_channel"),
        sa.PrimaryKeyConstraint("channel_id", "endpoint", name="pk_rate_bucket"),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("rate_bucket")
