"""Until when a message may be sent, and from when on LINE is asked again about one that it may have taken."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("outbox_message", sa.Column("send_by", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox_message", sa.Column("ask_from", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("outbox_message", "ask_from")
    op.drop_column("outbox_message", "send_by")
