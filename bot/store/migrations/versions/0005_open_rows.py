"""Indexes that hold only what is open or parked: finding it must not grow with what was ever handled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPEN = sa.text("handled_at IS NULL AND parked_at IS NULL")
PARKED = sa.text("parked_at IS NOT NULL")


def upgrade() -> None:
    """Change the tables."""
    op.drop_index("ix_inbox_event_open", "inbox_event")
    op.create_index(
        "ix_inbox_event_open",
        "inbox_event",
        ["chat_id", "occurred_ms"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_index("ix_inbox_event_parked_at", "inbox_event")
    op.create_index(
        "ix_inbox_event_parked_at",
        "inbox_event",
        ["parked_at"],
        sqlite_where=PARKED,
        postgresql_where=PARKED,
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_index("ix_inbox_event_open", "inbox_event")
    op.create_index("ix_inbox_event_open", "inbox_event", ["chat_id", "handled_at", "occurred_ms"])
    op.drop_index("ix_inbox_event_parked_at", "inbox_event")
    op.create_index("ix_inbox_event_parked_at", "inbox_event", ["parked_at"])
