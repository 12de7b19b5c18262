"""Evidence as it belongs to chats and reports. What it contains is fetched and kept elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.store import correcting, evidence
from bot.store.evidence import EXPECTED, KEPT, REFUSED, WITHDRAWN
from bot.store.inbox import identity
from bot.store.progress import COUNTING
from bot.store.tables import Evidence, Measure, Person, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ita_core.keys import MeasureId

LINK = correcting.LINK


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A piece of evidence. A value, which outlives its session."""

    id: int
    message_id: str
    kind: str
    name: str | None
    link: str | None
    received_at: dt.datetime
    state: str
    problem: str | None
    media_type: str | None
    size: int | None
    place: str | None = None
    """Where its content is kept, if it is to be given back."""


def expected(message_id: str, kind: str, name: str | None, size: int | None, at: dt.datetime) -> Sent:
    """Return what came just now as it will be stored, to be counted and shown with the others."""
    return Sent(
        id=0,
        message_id=message_id,
        kind=kind,
        name=name,
        link=None,
        received_at=at,
        state=EXPECTED,
        problem=None,
        media_type=None,
        size=size,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence in a list: of whose report, what that was filed with, and who sent it."""

    sent: Sent
    filing: str
    unit: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came in, to be stored."""

    agency_id: int
    chat_id: int
    contact_id: int
    message_id: str
    kind: str
    received_at: dt.datetime
    name: str | None = None
    size: int | None = None
    image_set: str | None = None
    image_index: int | None = None
    report_id: int | None = None
    for_notice: bool = False


def add(session: Session, arrived: Arrived) -> int:
    """Store evidence that is to be fetched. Returns its key."""
    row = Evidence(
        agency_id=arrived.agency_id,
        chat_id=arrived.chat_id,
        contact_id=arrived.contact_id,
        message_id=arrived.message_id,
        kind=arrived.kind,
        name=arrived.name,
        size=arrived.size,
        image_set=arrived.image_set,
        image_index=arrived.image_index,
        received_at=arrived.received_at,
        report_id=arrived.report_id,
        for_notice=arrived.for_notice,
        state=EXPECTED,
    )
    session.add(row)
    session.flush()
    return identity(row.id)


def add_links(
    session: Session, report_id: int, contact_id: int | None, links: Iterable[tuple[str, str]]
) -> None:
    """Store links, each with the message that held it, as evidence of a report. Nothing is fetched from them.

    One that the report has is not stored again.
    """
    report = session.get_one(Report, report_id)
    there = set(session.exec(select(Evidence.link).where(Evidence.report_id == report_id)).all())
    for message_id, link in links:
        if link in there:
            continue
        there.add(link)
        session.add(
            Evidence(
                agency_id=report.agency_id,
                chat_id=report.chat_id,
                contact_id=contact_id,
                report_id=report_id,
                message_id=message_id,
                position=_next_position(session, report.chat_id, message_id),
                kind=LINK,
                link=link,
                received_at=report.received_at,
                state="kept",
            )
        )
        session.flush()


def _next_position(session: Session, chat_id: int, message_id: str) -> int:
    """Return a free place among what came with a message: an edited one may hold other links by now."""
    statement = select(func.max(col(Evidence.position))).where(
        Evidence.chat_id == chat_id, Evidence.message_id == message_id
    )
    return (session.exec(statement).one() or 0) + 1


def loose(session: Session, chat_id: int, contact_id: int, since: dt.datetime) -> Sequence[Sent]:
    """Return what somebody sent in a chat since a moment that belongs to no report, in the order sent."""
    statement = (
        select(Evidence)
        .where(
            Evidence.chat_id == chat_id,
            Evidence.contact_id == contact_id,
            col(Evidence.report_id).is_(None),
            ~col(Evidence.for_notice),
            col(Evidence.received_at) >= since,
            col(Evidence.state).in_((EXPECTED, KEPT)),
        )
        .order_by(col(Evidence.received_at), col(Evidence.image_index), col(Evidence.id))
    )
    return [_sent(row) for row in session.exec(statement)]


def for_notice(session: Session, chat_id: int, messages: Collection[str]) -> Mapping[str, Sent]:
    """Return what messages of a chat brought for a notice, by message; not what was taken back."""
    if not messages:
        return {}
    statement = select(Evidence).where(
        Evidence.chat_id == chat_id,
        col(Evidence.message_id).in_(messages),
        col(Evidence.for_notice),
        col(Evidence.state) != WITHDRAWN,
    )
    return {row.message_id: _sent(row) for row in session.exec(statement)}


def of_keys(session: Session, agency_id: int, keys: Collection[int]) -> Mapping[str, Sent]:
    """Return pictures and files that notices of an agency hold, by message; not what was taken back."""
    if not keys:
        return {}
    statement = select(Evidence).where(
        Evidence.agency_id == agency_id,
        col(Evidence.id).in_(keys),
        col(Evidence.for_notice),
        col(Evidence.state) != WITHDRAWN,
    )
    return {row.message_id: _sent(row) for row in session.exec(statement)}


def belong(session: Session, keys: Collection[int], notice_id: int) -> None:
    """Make pictures and files those of a notice that was confirmed."""
    statement = update(Evidence).where(col(Evidence.id).in_(keys), col(Evidence.state) == KEPT)
    session.execute(statement.values(notice_id=notice_id))


def attach(session: Session, keys: Collection[int], report_id: int) -> None:
    """Make evidence that of a report."""
    statement = update(Evidence).where(
        col(Evidence.id).in_(keys),
        col(Evidence.report_id).is_(None),
        ~col(Evidence.for_notice),
        col(Evidence.state).in_((EXPECTED, KEPT)),
    )
    session.execute(statement.values(report_id=report_id))


def in_set(session: Session, chat_id: int, image_set: str) -> int:
    """Return how many pictures of a set came in."""
    statement = select(func.count(col(Evidence.id))).where(
        Evidence.chat_id == chat_id, Evidence.image_set == image_set
    )
    return session.exec(statement).one()


def of_filings(session: Session, filings: Collection[str]) -> Mapping[str, Sequence[Sent]]:
    """Return the evidence of what was filed together, by filing, in the order sent.

    What was in a report that a correction replaced is no evidence any more, unless it passed on.
    """
    statement = (
        select(Report.filing, Evidence)
        .join(Evidence, col(Evidence.report_id) == col(Report.id))
        .where(
            col(Report.filing).in_(filings),
            col(Report.state) != correcting.REPLACED,
            col(Evidence.state) != WITHDRAWN,
        )
        .order_by(col(Evidence.received_at), col(Evidence.image_index), col(Evidence.id))
    )
    found: dict[str, list[Sent]] = {}
    for filing, row in session.exec(statement):
        found.setdefault(filing, []).append(_sent(row))
    return found


def of_measure(  # noqa: PLR0913 (a page of a measure, by name)
    session: Session,
    agency_id: int,
    year: int,
    measure: MeasureId,
    units: Collection[str],
    *,
    limit: int,
    skip: int = 0,
) -> tuple[Sequence[Piece], int]:
    """Return the evidence of these units' reports on a measure, newest first, and how much there is."""
    which = (
        col(Measure.agency_id) == agency_id,
        col(Measure.plan_year) == year,
        col(Measure.issue) == measure.issue,
        col(Measure.number) == measure.number,
        col(Report.state) != correcting.REPLACED,
        col(Unit.abbr).in_(units),
        col(Evidence.state) != WITHDRAWN,
    )
    statement = (
        select(Evidence, Report.filing, Unit.abbr, Person.name)
        .join(Report, col(Report.id) == col(Evidence.report_id))
        .join(Measure, col(Measure.id) == col(Report.measure_id))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .join(Person, col(Person.contact_id) == col(Evidence.contact_id), isouter=True)
        .where(*which)
        .order_by(col(Evidence.received_at).desc(), col(Evidence.id).desc())
    )
    count = (
        select(func.count(col(Evidence.id)))
        .join(Report, col(Report.id) == col(Evidence.report_id))
        .join(Measure, col(Measure.id) == col(Report.measure_id))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(*which)
    )
    found = session.exec(statement.limit(limit).offset(skip))
    pieces = [
        Piece(sent=_sent(row), filing=filing, unit=unit, name=name) for row, filing, unit, name in found
    ]
    return pieces, session.exec(count).one()


def withdraw(session: Session, chat_id: int, message_id: str) -> list[int]:
    """Take back what came with a message. Returns the keys of what is to be deleted where it is kept.

    What a notice holds stays with it: see `of_notices`.
    """
    statement = select(Evidence.id).where(
        Evidence.chat_id == chat_id, Evidence.message_id == message_id, col(Evidence.notice_id).is_(None)
    )
    return _withdrawn(session, session.exec(statement).all())


def of_notices(session: Session, notices: Collection[int]) -> list[int]:
    """Take back the pictures and files of notices. Returns the keys of what is to be deleted as well."""
    return _withdrawn(
        session, session.exec(select(Evidence.id).where(col(Evidence.notice_id).in_(notices))).all()
    )


def of_message(session: Session, notice_id: int, message_id: str) -> list[int]:
    """Take back what a message brought for a notice. Returns the keys of what is to be deleted as well."""
    which = (Evidence.notice_id == notice_id, Evidence.message_id == message_id)
    return _withdrawn(session, session.exec(select(Evidence.id).where(*which)).all())


def hand_back(session: Session, notice_id: int, earlier: int, keys: Collection[int]) -> None:
    """Make pictures and files those of an earlier notice again, which showed them first."""
    statement = update(Evidence).where(col(Evidence.notice_id) == notice_id, col(Evidence.id).in_(keys))
    session.execute(statement.values(notice_id=earlier))


def withdraw_of(session: Session, reports: Collection[int]) -> list[int]:
    """Take back the evidence of reports, once they do not count any more; not what others of a filing show.

    Returns the keys of what is to be deleted where it is kept.
    """
    _hand_over(session, reports)
    statement = select(Evidence.id).where(col(Evidence.report_id).in_(reports))
    return _withdrawn(session, session.exec(statement).all())


def _hand_over(session: Session, reports: Collection[int]) -> None:
    """Give files that were sent for several reports to one that still counts; links belong to their words."""
    session.flush()
    filings = select(Report.id, Report.filing).where(col(Report.id).in_(reports))
    for key, filing in session.exec(filings).all():
        counts = select(func.min(col(Report.id))).where(
            Report.filing == filing,
            col(Report.id).not_in(reports),
            col(Report.state).in_(COUNTING),
        )
        heir = session.exec(counts).one()
        if heir is not None:
            theirs = update(Evidence).where(col(Evidence.report_id) == key, col(Evidence.kind) != LINK)
            session.execute(theirs.values(report_id=heir))


def detach(session: Session, contact_id: int, nobodys_chat: int) -> list[int]:
    """Take away what leads from evidence to who sent it; what belongs to no report is taken back.

    Returns the keys of what is to be deleted where it is kept.
    """
    loose_ = select(Evidence.id).where(
        Evidence.contact_id == contact_id,
        col(Evidence.report_id).is_(None),
        col(Evidence.notice_id).is_(None),
    )
    gone = _withdrawn(session, session.exec(loose_).all())
    theirs = update(Evidence).where(col(Evidence.contact_id) == contact_id)
    session.execute(theirs.values(contact_id=None, chat_id=nobodys_chat))
    return gone


def of_contact(session: Session, contact_id: int) -> int:
    """Return how many pieces of evidence somebody sent that are still kept."""
    statement = select(func.count(col(Evidence.id))).where(
        Evidence.contact_id == contact_id, col(Evidence.state).not_in((REFUSED, WITHDRAWN))
    )
    return session.exec(statement).one()


def _withdrawn(session: Session, keys: Sequence[int | None]) -> list[int]:
    found = [identity(key) for key in keys]
    evidence.withdraw(session, found)
    return found


def _sent(row: Evidence) -> Sent:
    return Sent(
        id=identity(row.id),
        message_id=row.message_id,
        kind=row.kind,
        name=row.name,
        link=row.link,
        received_at=row.received_at,
        state=row.state,
        problem=row.problem,
        media_type=row.media_type,
        size=row.size,
        place=row.place if row.state == KEPT else None,
    )
