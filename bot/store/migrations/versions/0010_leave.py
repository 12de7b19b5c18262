"""In whose place somebody is reminded, and what finds leave that is over and escalations that were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
INSTEAD = sa.text("in_place_of IS NOT NULL")
ESCALATED = sa.text("kind IN ('head', 'central') AND state = 'shown'")


def upgrade() -> None:
    """Change the tables."""
    # No constraint: SQLite would have to copy the table for it, and the number of a person never goes away.
    op.add_column("reminder", sa.Column("in_place_of", sa.Integer(), nullable=True))
    op.create_index("ix_leave_open", "leave", ["last"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(
        "ix_reminder_in_place_of",
        "reminder",
        ["in_place_of"],
        sqlite_where=INSTEAD,
        postgresql_where=INSTEAD,
    )
    op.create_index(
        "ix_reminder_escalated",
        "reminder",
        ["agency_id"],
        sqlite_where=ESCALATED,
        postgresql_where=ESCALATED,
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_index(
        "ix_reminder_escalated",
        table_name="reminder",
        sqlite_where=ESCALATED,
        postgresql_where=ESCALATED,
    )
    op.drop_index(
        "ix_reminder_in_place_of", table_name="reminder", sqlite_where=INSTEAD, postgresql_where=INSTEAD
    )
    op.drop_index("ix_leave_open", table_name="leave", sqlite_where=OPEN, postgresql_where=OPEN)
    op.drop_column("reminder", "in_place_of")
