"""The days off that duties were planned on, the message that named one, the privacy notice told last."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("planned", sa.Column("holidays", sa.JSON(), nullable=True))
    op.add_column("person", sa.Column("notice_told", sa.Integer(), nullable=True))
    op.add_column("closure", sa.Column("name_message", sa.String(64), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("closure", "name_message")
    op.drop_column("person", "notice_told")
    op.drop_column("planned", "holidays")
