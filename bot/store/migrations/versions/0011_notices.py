"""Notices: what was confirmed, to whom, by whom it was approved, and what became of it for each."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNDER_WAY = sa.text("state IN ('scheduled', 'sending', 'paused')")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "notice_template",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.UniqueConstraint("agency_id", "name", "version"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agency.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(200), nullable=True),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("send_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), sa.ForeignKey("notice.id"), nullable=True),
        sa.Column("reminds_id", sa.Integer(), sa.ForeignKey("notice.id"), nullable=True),
        sa.Column("template_id", sa.Integer(), sa.ForeignKey("notice_template.id"), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.UniqueConstraint("agency_id", "number"),
    )
    op.create_index("ix_notice_author_id", "notice", ["author_id"])
    op.create_index("ix_notice_made_at", "notice", ["made_at"])
    op.create_index(
        "ix_notice_under_way", "notice", ["send_at"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
    )
    op.create_table(
        "notice_recipient",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notice.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("chat_id", sa.Integer(), sa.ForeignKey("chat.id"), nullable=True),
        sa.Column("channel_id", sa.Integer(), sa.ForeignKey("channel.id"), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(200), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("filled", sa.JSON(), nullable=True),
        sa.UniqueConstraint("notice_id", "person_id"),
        sa.UniqueConstraint("notice_id", "chat_id"),
    )
    op.create_index(
        "ix_notice_recipient_next",
        "notice_recipient",
        ["notice_id", "state", "channel_id", "language", "id"],
    )
    op.create_index("ix_notice_recipient_outbox_id", "notice_recipient", ["outbox_id"])
    op.create_index("ix_notice_recipient_person_id", "notice_recipient", ["person_id"])
    # No constraint: SQLite would have to copy the table for it.
    op.add_column("outbox_message", sa.Column("notice_id", sa.Integer(), nullable=True))
    op.add_column("outbox_message", sa.Column("cost", sa.Integer(), nullable=True))
    op.create_index("ix_outbox_message_notice_id", "outbox_message", ["notice_id"])
    op.add_column("office_policy", sa.Column("approve_from", sa.Integer(), nullable=True))
    op.add_column(
        "evidence", sa.Column("for_notice", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("evidence", sa.Column("notice_id", sa.Integer(), nullable=True))
    op.add_column("evidence", sa.Column("preview_bytes", sa.Integer(), nullable=True))
    op.create_index("ix_evidence_notice_id", "evidence", ["notice_id"])


def downgrade() -> None:
    """Change them back."""
    op.drop_index("ix_evidence_notice_id", table_name="evidence")
    for column in ("preview_bytes", "notice_id", "for_notice"):
        op.drop_column("evidence", column)
    op.drop_column("office_policy", "approve_from")
    op.drop_index("ix_outbox_message_notice_id", table_name="outbox_message")
    op.drop_column("outbox_message", "cost")
    op.drop_column("outbox_message", "notice_id")
    op.drop_table("notice_recipient")
    op.drop_table("notice")
    op.drop_table("notice_template")
