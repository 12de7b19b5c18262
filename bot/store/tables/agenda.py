"""What is to be said to whom and when: duties, reminders, cards, and what an office decides about them."""

import datetime as dt

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment

_PLANNED = text("next_on IS NOT NULL")
_WAITING = text("state = 'waiting'")
_TO_PUSH = text("state = 'waiting' AND push_at IS NOT NULL")
_OF_NO_DUTY = text("duty_id IS NULL")
_ESCALATED = text("kind IN ('head', 'central') AND state = 'shown'")
_INSTEAD = text("in_place_of IS NOT NULL")
_NOT_ENDED = text("ended_at IS NULL")


class OfficePolicy(Table, table=True):
    """What an agency decides about reminders; without a row all is as the defaults have it.

    ``opens``, ``closes`` and ``push_at`` are times of day as ``08:30``; nothing is pushed outside office
    hours, and what was not shown before ``push_at`` is pushed then. ``rungs`` is the ladder, None: the
    default one. ``digest``: whether there is a weekly digest. ``reserve``: messages of the month that
    reminders leave untouched. ``approve_from``: a notice to so many people needs a second person's word.
    """

    __tablename__ = "office_policy"

    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    opens: str = Field(default="08:30", max_length=5)
    closes: str = Field(default="16:30", max_length=5)
    push_at: str = Field(default="13:00", max_length=5)
    rungs: list[str] | None = Field(default=None, sa_type=JSON)
    digest: bool = True
    reserve: int | None = None
    approve_from: int | None = None


class MeasureLadder(Table, table=True):
    """The ladder of one measure, where it is not its agency's."""

    __tablename__ = "measure_ladder"

    measure_id: int = Field(primary_key=True, foreign_key="measure.id")
    rungs: list[str] = Field(sa_type=JSON)


class Closure(Table, table=True):
    """A day on which an agency is closed though the government is not, or open (not ``closed``) though it is.

    ``name`` is what an administrator called it, and ``name_message`` LINE's id of the message that said so.
    """

    __tablename__ = "closure"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    day: dt.date
    closed: bool = True
    name: str | None = Field(default=None, max_length=200)
    name_message: str | None = Field(default=None, max_length=64)
    made_at: dt.datetime = Field(sa_type=Moment)


class Planned(Table, table=True):
    """On which data, doings and calendar the duties of an agency were planned last.

    ``holidays`` are the government's days off (ISO) by calendar year, as that calendar had them: the next one
    may have others, and then those are told whose reminders move. ``digest_on`` is the day of the next weekly
    digest.
    """

    __tablename__ = "planned"

    agency_id: int = Field(primary_key=True, foreign_key="agency.id")
    revision: int
    standing: int
    calendar: str = Field(max_length=64)
    holidays: dict[str, list[str]] | None = Field(default=None, sa_type=JSON)
    digest_on: dt.date = Field(index=True)


class Duty(Table, table=True):
    """One unit's part of a measure, and when it is to be reminded of it next.

    ``rung`` is the first step of the ladder behind ``done_through``, and ``next_on`` the day on which
    somebody is to be told of it; both are None while nothing is planned: the part is done (not ``open``), or
    the ladder has ended. Steps up to ``done_through`` are over, whether or not anybody was told.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("measure_id", "unit_id"),
        # A round reads what is due and nothing else, however much there is.
        Index(
            "ix_duty_next",
            "next_on",
            "agency_id",
            "id",
            sqlite_where=_PLANNED,
            postgresql_where=_PLANNED,
        ),
        Index("ix_duty_agency_id", "agency_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    measure_id: int = Field(foreign_key="measure.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    due: dt.date
    open: bool = True
    done_through: dt.date
    next_on: dt.date | None = None
    rung: str | None = Field(default=None, max_length=16)


class Reminder(Table, table=True):
    """One thing that one person is to be told, once. Kept when it is over: it says what became of it.

    ``kind`` is duty, head, central (an escalation), unheard (nobody of the unit can be told), done,
    moved (a step has another day: of no duty, ``rung`` says which step and its old day, ``day`` its new one),
    queue (a report waits for review), acting, leave or back (about leave, which its rung names), budget,
    paused (a notice, which its rung names) or digest.
    ``rung`` is the ladder's step that it comes from, for the deadline ``due``. ``in_place_of`` is who would
    be told if they were not on leave. ``day`` is the step's
    day; it is shown from ``show_on`` on, with whatever the person is answered, and pushed at ``push_at``;
    None: never pushed. ``state`` is waiting, shown, merged (into a later one), stopped (reported meanwhile),
    cancelled, muted, or unreachable; ``why`` says more, and ``settled_at`` when that was.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "duty_id", "kind", "rung", "due"),
        Index(
            "uq_reminder_of_no_duty",
            "person_id",
            "kind",
            "rung",
            unique=True,
            sqlite_where=_OF_NO_DUTY,
            postgresql_where=_OF_NO_DUTY,
        ),
        Index("ix_reminder_waiting", "person_id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_reminder_to_push", "push_at", sqlite_where=_TO_PUSH, postgresql_where=_TO_PUSH),
        Index("ix_reminder_agency_id_day", "agency_id", "day"),
        Index("ix_reminder_in_place_of", "in_place_of", sqlite_where=_INSTEAD, postgresql_where=_INSTEAD),
        Index("ix_reminder_escalated", "agency_id", sqlite_where=_ESCALATED, postgresql_where=_ESCALATED),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    person_id: int = Field(foreign_key="person.id")
    duty_id: int | None = Field(default=None, foreign_key="duty.id", index=True)
    kind: str = Field(max_length=16)
    rung: str = Field(max_length=32)
    due: dt.date
    day: dt.date
    show_on: dt.date
    push_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    state: str = Field(default="waiting", max_length=16)
    why: str | None = Field(default=None, max_length=40)
    settled_at: dt.datetime | None = Field(default=None, sa_type=Moment, index=True)
    card_id: int | None = Field(default=None, foreign_key="reminder_card.id", index=True)
    in_place_of: int | None = None


class ReminderCard(Table, table=True):
    """What a chat was shown on a day: one card at most. ``pushed``: it cost ``cost`` messages."""

    __tablename__ = "reminder_card"
    __table_args__ = (
        UniqueConstraint("chat_id", "day"),
        Index("ix_reminder_card_agency_id_day", "agency_id", "day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    chat_id: int = Field(foreign_key="chat.id")
    day: dt.date
    made_at: dt.datetime = Field(sa_type=Moment)
    pushed: bool
    cost: int = 0


class ReminderChoice(Table, table=True):
    """How a person wants to be reminded; without a row as their agency has it.

    ``at`` is a time of day as ``09:00``; ``weekdays`` are 1 (Monday) to 7; ``place`` is private or group.
    """

    __tablename__ = "reminder_choice"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    at: str | None = Field(default=None, max_length=5)
    weekdays: list[int] | None = Field(default=None, sa_type=JSON)
    digest_only: bool = False
    place: str = Field(default="private", max_length=16)


class Hush(Table, table=True):
    """A person is not to be reminded, of a measure or (None) of anything, through ``until``."""

    __tablename__ = "hush"
    __table_args__ = (Index("ix_hush_person_id", "person_id", "ended_at"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    measure_id: int | None = Field(default=None, foreign_key="measure.id", index=True)
    until: dt.date
    made_at: dt.datetime = Field(sa_type=Moment)
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class Leave(Table, table=True):
    """A person is away, first and last day included; ``substitute_id`` acts for them, if somebody does.

    ``ended_at`` is when it was over: called off before it began, or given back what was open when it ended.
    """

    __tablename__ = "leave"
    __table_args__ = (
        Index("ix_leave_person_id", "person_id", "last"),
        Index("ix_leave_open", "last", sqlite_where=_NOT_ENDED, postgresql_where=_NOT_ENDED),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    substitute_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    first: dt.date
    last: dt.date
    made_at: dt.datetime = Field(sa_type=Moment)
    made_by: int | None = Field(default=None, foreign_key="person.id")
    ended_at: dt.datetime | None = Field(default=None, sa_type=Moment)


class QuotaReading(Table, table=True):
    """What LINE last said of a channel's messages of the month. ``most`` is None where there is no limit."""

    __tablename__ = "quota_reading"

    channel_id: int = Field(primary_key=True, foreign_key="channel.id")
    month: str = Field(max_length=7)
    most: int | None = None
    used: int
    read_at: dt.datetime = Field(sa_type=Moment)
