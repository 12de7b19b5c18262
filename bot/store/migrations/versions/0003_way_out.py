"""What is left of LINE's limits to all nodes together; who may be overtaken; indexes on what was not sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_outbox_message_waiting", ["chat_id", "id"], "state = 'queued'"),
    ("ix_outbox_message_troubles", ["done_at"], "state IN ('refused', 'unknown')"),
)


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
    op.add_column(
        "outbox_message", sa.Column("out_of_turn", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_index("ix_outbox_message_chat_id", "outbox_message")  # rows of a chat are wanted while they wait
    for name, columns, where in PARTIAL:
        op.create_index(
            name,
            "outbox_message",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )


def downgrade() -> None:
    """Change them back."""
    for name, _, _ in PARTIAL:
        op.drop_index(name, "outbox_message")
    op.create_index("ix_outbox_message_chat_id", "outbox_message", ["chat_id"])
    op.drop_column("outbox_message", "out_of_turn")
    op.drop_table("rate_bucket")
