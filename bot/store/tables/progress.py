"""How the measures of a plan get on: shares, reports, evidence, extensions."""

import datetime as dt

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment

_TO_REVIEW = text("state = 'filed' AND percent = 100")
_LOOSE = text("report_id IS NULL")


class Share(Table, table=True):
    """One unit's part of a measure, as its last valid report has it. ``done``: that was accepted."""

    __tablename__ = "share"
    __table_args__ = (UniqueConstraint("measure_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    percent: int
    done: bool = False
    reported_at: dt.datetime = Field(sa_type=Moment)


class Report(Table, table=True):
    """What a unit reported on one measure. ``received_at`` never changes.

    ``claimed_on`` is the day on which the work is said to have been done, if one was said.

    ``state`` is filed, accepted, returned, replaced (by a correction: ``replaces`` of the later one),
    withdrawn (percent, note and claimed day are gone) or retracting (accepted, and its author took the
    message back). ``flags`` are for who reviews. ``filing`` is the same for all that were confirmed with one
    tap. The reason of a decision came with ``reason_message``.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_measure_id_unit_id", "measure_id", "unit_id", "id"),
        Index("ix_report_to_review", "agency_id", "id", sqlite_where=_TO_REVIEW, postgresql_where=_TO_REVIEW),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    measure_id: int = Field(foreign_key="measure.id")
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    chat_id: int = Field(foreign_key="chat.id")
    filing: str = Field(max_length=40, index=True)
    percent: int | None
    note: str | None = None
    claimed_on: dt.date | None = None
    received_at: dt.datetime = Field(sa_type=Moment)
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    state: str = Field(default="filed", max_length=16)
    replaces: int | None = Field(default=None, foreign_key="report.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: dt.datetime | None = Field(default=None, sa_type=Moment)
    reason: str | None = None
    reason_message: str | None = Field(default=None, max_length=64, index=True)


class ReportSource(Table, table=True):
    """A message that a report was made from, so that taking the message back takes the report back."""

    __tablename__ = "report_source"

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    message_id: str = Field(max_length=64, primary_key=True, index=True)


class Evidence(Table, table=True):
    """A photo, file, recording or link that shows what was done; it waits while ``report_id`` is empty.

    ``state`` is expected (to be fetched from LINE), kept (``problem`` may say what is odd about it), refused
    (``problem`` says why), gone (LINE has it no more) or withdrawn (its content and name are erased).
    ``received_at`` never changes. ``place`` is the key of its content in the vault, noted before anything is
    put there and for as long as the row is; ``sha256`` and ``likeness`` (a perceptual hash of pictures) are
    in hex. What is ``for_notice`` is no evidence but a part of one, of ``notice_id`` once that is confirmed;
    ``preview_bytes`` is the size of the smaller picture that is kept beside it, if there is one.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id", "position"),
        Index("ix_evidence_loose", "chat_id", "id", sqlite_where=_LOOSE, postgresql_where=_LOOSE),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    chat_id: int = Field(foreign_key="chat.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    message_id: str = Field(max_length=64)
    position: int = 0
    kind: str = Field(max_length=16)
    name: str | None = Field(default=None, max_length=255)
    link: str | None = None
    image_set: str | None = Field(default=None, max_length=64)
    image_index: int | None = None
    received_at: dt.datetime = Field(sa_type=Moment, index=True)
    state: str = Field(default="expected", max_length=16)
    problem: str | None = Field(default=None, max_length=40)
    media_type: str | None = Field(default=None, max_length=100)
    size: int | None = None
    sha256: str | None = Field(default=None, max_length=64, index=True)
    likeness: str | None = Field(default=None, max_length=32)
    place: str | None = Field(default=None, max_length=200)
    for_notice: bool = False
    notice_id: int | None = Field(default=None, index=True)
    preview_bytes: int | None = None


class Extension(Table, table=True):
    """A unit's wish for more time, until a day. ``state`` is asked, granted, refused or withdrawn."""

    __tablename__ = "extension"
    __table_args__ = (Index("ix_extension_agency_id_state", "agency_id", "state", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    measure_id: int = Field(foreign_key="measure.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    chat_id: int = Field(foreign_key="chat.id")
    message_id: str | None = Field(default=None, max_length=64, index=True)
    asked_at: dt.datetime = Field(sa_type=Moment)
    due_before: dt.date
    until: dt.date
    reason: str | None = None
    state: str = Field(default="asked", max_length=16)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: dt.datetime | None = Field(default=None, sa_type=Moment)
