"""Reminders: the days of an office, duties and when each is due next, who was told what, how they want it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(200), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_closure_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_closure"),
        sa.UniqueConstraint("agency_id", "day", name="uq_closure_agency_id_day"),
    )
    op.create_table(
        "office_policy",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.String(5), nullable=False),
        sa.Column("closes", sa.String(5), nullable=False),
        sa.Column("push_at", sa.String(5), nullable=False),
        sa.Column("rungs", sa.JSON(), nullable=True),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("reserve", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_office_policy_agency_id_agency"),
        sa.PrimaryKeyConstraint("agency_id", name="pk_office_policy"),
    )
    op.create_table(
        "planned",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("calendar", sa.String(64), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_planned_agency_id_agency"),
        sa.PrimaryKeyConstraint("agency_id", name="pk_planned"),
    )
    op.create_index("ix_planned_digest_on", "planned", ["digest_on"])
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("done_through", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("rung", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_duty_agency_id_agency"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_duty_measure_id_measure"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_duty_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sa.UniqueConstraint("measure_id", "unit_id", name="uq_duty_measure_id_unit_id"),
    )
    op.create_index("ix_duty_agency_id", "duty", ["agency_id"])
    op.create_index(
        "ix_duty_next",
        "duty",
        ["next_on", "agency_id", "id"],
        sqlite_where=sa.text("next_on IS NOT NULL"),
        postgresql_where=sa.text("next_on IS NOT NULL"),
    )
    op.create_index("ix_duty_unit_id", "duty", ["unit_id"])
    op.create_table(
        "measure_ladder",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("rungs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_measure_ladder_measure_id_measure"),
        sa.PrimaryKeyConstraint("measure_id", name="pk_measure_ladder"),
    )
    op.create_table(
        "quota_reading",
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name="fk_quota_reading_channel_id_channel"),
        sa.PrimaryKeyConstraint("channel_id", name="pk_quota_reading"),
    )
    op.create_table(
        "reminder_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pushed", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_reminder_card_agency_id_agency"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_reminder_card_chat_id_chat"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_card"),
        sa.UniqueConstraint("chat_id", "day", name="uq_reminder_card_chat_id_day"),
    )
    op.create_index("ix_reminder_card_agency_id_day", "reminder_card", ["agency_id", "day"])
    op.create_table(
        "hush",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_hush_measure_id_measure"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_hush_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_hush"),
    )
    op.create_index("ix_hush_measure_id", "hush", ["measure_id"])
    op.create_index("ix_hush_person_id", "hush", ["person_id", "ended_at"])
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_leave_agency_id_agency"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_leave_made_by_person"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_leave_person_id_person"),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name="fk_leave_substitute_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
    )
    op.create_index("ix_leave_agency_id", "leave", ["agency_id"])
    op.create_index("ix_leave_person_id", "leave", ["person_id", "last"])
    op.create_index("ix_leave_substitute_id", "leave", ["substitute_id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("show_on", sa.Date(), nullable=False),
        sa.Column("push_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(40), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_reminder_agency_id_agency"),
        sa.ForeignKeyConstraint(["card_id"], ["reminder_card.id"], name="fk_reminder_card_id_reminder_card"),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_reminder_duty_id_duty"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint(
            "person_id", "duty_id", "kind", "rung", "due", name="uq_reminder_person_id_duty_id_kind_rung_due"
        ),
    )
    op.create_index("ix_reminder_agency_id_day", "reminder", ["agency_id", "day"])
    op.create_index("ix_reminder_card_id", "reminder", ["card_id"])
    op.create_index("ix_reminder_duty_id", "reminder", ["duty_id"])
    op.create_index("ix_reminder_settled_at", "reminder", ["settled_at"])
    op.create_index(
        "ix_reminder_to_push",
        "reminder",
        ["push_at"],
        sqlite_where=sa.text("state = 'waiting' AND push_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND push_at IS NOT NULL"),
    )
    op.create_index(
        "ix_reminder_waiting",
        "reminder",
        ["person_id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_reminder_of_no_duty",
        "reminder",
        ["person_id", "kind", "rung"],
        unique=True,
        sqlite_where=sa.text("duty_id IS NULL"),
        postgresql_where=sa.text("duty_id IS NULL"),
    )
    op.create_table(
        "reminder_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(5), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=True),
        sa.Column("digest_only", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reminder_choice_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_reminder_choice"),
    )
    op.add_column("chat", sa.Column("members", sa.Integer(), nullable=True))
    op.add_column("chat", sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("chat", "counted_at")
    op.drop_column("chat", "members")
    op.drop_table("reminder_choice")
    op.drop_index(
        "uq_reminder_of_no_duty",
        table_name="reminder",
        sqlite_where=sa.text("duty_id IS NULL"),
        postgresql_where=sa.text("duty_id IS NULL"),
    )
    op.drop_index(
        "ix_reminder_waiting",
        table_name="reminder",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_reminder_to_push",
        table_name="reminder",
        sqlite_where=sa.text("state = 'waiting' AND push_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND push_at IS NOT NULL"),
    )
    op.drop_index("ix_reminder_settled_at", table_name="reminder")
    op.drop_index("ix_reminder_duty_id", table_name="reminder")
    op.drop_index("ix_reminder_card_id", table_name="reminder")
    op.drop_index("ix_reminder_agency_id_day", table_name="reminder")
    op.drop_table("reminder")
    op.drop_index("ix_leave_substitute_id", table_name="leave")
    op.drop_index("ix_leave_person_id", table_name="leave")
    op.drop_index("ix_leave_agency_id", table_name="leave")
    op.drop_table("leave")
    op.drop_index("ix_hush_person_id", table_name="hush")
    op.drop_index("ix_hush_measure_id", table_name="hush")
    op.drop_table("hush")
    op.drop_index("ix_reminder_card_agency_id_day", table_name="reminder_card")
    op.drop_table("reminder_card")
    op.drop_table("quota_reading")
    op.drop_table("measure_ladder")
    op.drop_index("ix_duty_unit_id", table_name="duty")
    op.drop_index(
        "ix_duty_next",
        table_name="duty",
        sqlite_where=sa.text("next_on IS NOT NULL"),
        postgresql_where=sa.text("next_on IS NOT NULL"),
    )
    op.drop_index("ix_duty_agency_id", table_name="duty")
    op.drop_table("duty")
    op.drop_index("ix_planned_digest_on", table_name="planned")
    op.drop_table("planned")
    op.drop_table("office_policy")
    op.drop_table("closure")
