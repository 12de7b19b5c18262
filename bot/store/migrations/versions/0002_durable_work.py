"""Who runs durable work, and indexes for what is thrown away by age."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AGES = (("inbox_event", "parked_at"), ("outbox_message", "done_at"), ("sent_message", "sent_at"))


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "job_executor",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job_executor"),
    )
    for table, column in AGES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Change them back."""
    for table, column in AGES:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_table("job_executor")
