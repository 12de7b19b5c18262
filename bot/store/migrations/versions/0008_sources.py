"""What the words of a waiting message, and a person's name, were taken from; a column nobody filled goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("outbox_message", sa.Column("sources", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("person", sa.Column("name_message", sa.String(64), nullable=True))
    op.drop_column("extension", "answer")


def downgrade() -> None:
    """Change them back."""
    op.add_column("extension", sa.Column("answer", sa.String(), nullable=True))
    op.drop_column("person", "name_message")
    op.drop_column("outbox_message", "sources")
