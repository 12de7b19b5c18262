"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_th", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("short_th", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
        sa.UniqueConstraint("code", name="uq_agency_code"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("total", sa.String(16), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_among", sa.String(), nullable=True),
        sa.Column("limitation", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_assessment_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("agency_id", "fiscal_year", name="uq_assessment_agency_id_fiscal_year"),
    )
    op.create_table(
        "channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("destination", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_channel_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_channel"),
        sa.UniqueConstraint("destination", name="uq_channel_destination"),
    )
    op.create_index("ix_channel_agency_id", "channel", ["agency_id"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("likely", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_correction_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_agency_id", "correction", ["agency_id"])
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_measure_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        sa.UniqueConstraint(
            "agency_id", "plan_year", "issue", "number", name="uq_measure_agency_id_plan_year_issue_number"
        ),
    )
    op.create_table(
        "plan_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("assessment_year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_plan_issue_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_issue"),
        sa.UniqueConstraint(
            "agency_id", "plan_year", "number", name="uq_plan_issue_agency_id_plan_year_number"
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("abbr", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_unit_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("agency_id", "abbr", name="uq_unit_agency_id_abbr"),
    )
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(64), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_chat_channel_id_channel"),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
        sa.UniqueConstraint("channel_id", "line_id", name="uq_chat_channel_id_line_id"),
    )
    op.create_index("ix_chat_channel_id", "chat", ["channel_id"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_contact_channel_id_channel"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("channel_id", "line_id", name="uq_contact_channel_id_line_id"),
    )
    op.create_index("ix_contact_channel_id", "contact", ["channel_id"])
    op.create_table(
        "measure_owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_measure_owner_measure_id_measure"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_measure_owner_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_measure_owner"),
        sa.UniqueConstraint("measure_id", "unit_id", name="uq_measure_owner_measure_id_unit_id"),
    )
    op.create_index("ix_measure_owner_unit_id", "measure_owner", ["unit_id"])
    op.create_table(
        "measure_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_measure_step_measure_id_measure"),
        sa.PrimaryKeyConstraint("id", name="pk_measure_step"),
        sa.UniqueConstraint("measure_id", "number", name="uq_measure_step_measure_id_number"),
    )
    op.create_table(
        "published_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("score", sa.String(16), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_published_figure_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_published_figure"),
        sa.UniqueConstraint(
            "assessment_id", "kind", "key", name="uq_published_figure_assessment_id_kind_key"
        ),
    )
    op.create_table(
        "question_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("score", sa.String(16), nullable=True),
        sa.Column("printed", sa.String(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_question_score_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_score"),
        sa.UniqueConstraint(
            "assessment_id", "question", "part", name="uq_question_score_assessment_id_question_part"
        ),
    )
    op.create_table(
        "inbox_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("occurred_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_inbox_event_channel_id_channel"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_inbox_event_chat_id_chat"),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_event"),
        sa.UniqueConstraint("channel_id", "event_id", name="uq_inbox_event_channel_id_event_id"),
    )
    op.create_index("ix_inbox_event_handled_at", "inbox_event", ["handled_at"])
    op.create_index("ix_inbox_event_message_id", "inbox_event", ["message_id"])
    op.create_index("ix_inbox_event_open", "inbox_event", ["chat_id", "handled_at", "occurred_ms"])
    op.create_table(
        "sent_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_sent_message_channel_id_channel"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_sent_message_chat_id_chat"),
        sa.PrimaryKeyConstraint("id", name="pk_sent_message"),
        sa.UniqueConstraint("channel_id", "message_id", name="uq_sent_message_channel_id_message_id"),
    )
    op.create_index("ix_sent_message_chat_id", "sent_message", ["chat_id"])
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("retry_key", sa.String(36), nullable=False),
        sa.Column("reply_token", sa.String(), nullable=True),
        sa.Column("reply_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_flight", sa.Boolean(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_id", sa.String(64), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_outbox_message_channel_id_channel"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_outbox_message_chat_id_chat"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["inbox_event.id"], name="fk_outbox_message_event_id_inbox_event"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_message"),
        sa.UniqueConstraint("retry_key", name="uq_outbox_message_retry_key"),
    )
    op.create_index("ix_outbox_message_chat_id", "outbox_message", ["chat_id"])
    op.create_index("ix_outbox_message_due", "outbox_message", ["state", "not_before"])
    op.create_index("ix_outbox_message_event_id", "outbox_message", ["event_id"])


def downgrade() -> None:
    """Change them back."""
    for table in (
        "outbox_message",
        "sent_message",
        "inbox_event",
        "question_score",
        "published_figure",
        "measure_step",
        "measure_owner",
        "contact",
        "chat",
        "unit",
        "plan_issue",
        "measure",
        "correction",
        "channel",
        "assessment",
        "agency",
    ):
        op.drop_table(table)
