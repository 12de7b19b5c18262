"""Queries on reports and what follows from them: how far each unit's share of a measure is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, literal, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import correcting
from bot.store.inbox import identity
from bot.store.tables import Measure, Person, Report, ReportSource, Share, Unit
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

FILED, ACCEPTED, RETURNED = "filed", "accepted", "returned"
REPLACED, WITHDRAWN, RETRACTING = "replaced", "withdrawn", "retracting"
COUNTING = (FILED, ACCEPTED, RETRACTING)
"""States in which a report says how far its unit is."""
RELIED_ON = (ACCEPTED, RETRACTING)
"""States of what somebody accepted, on which others rely by now."""
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """How far one unit is with a measure."""

    year: int
    measure: MeasureId
    unit: str
    percent: int
    done: bool
    reported_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report with what it is about. A value, which outlives its session."""

    id: int
    filing: str
    year: int
    measure: MeasureId
    unit: str
    unit_id: int
    person_id: int | None
    name: str | None
    chat_id: int
    percent: int | None
    note: str | None
    claimed_on: dt.date | None
    received_at: dt.datetime
    flags: tuple[str, ...]
    state: str
    reason: str | None
    decided_at: dt.datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A report to be filed."""

    year: int
    measure: MeasureId
    unit: str
    percent: int
    note: str | None
    claimed_on: dt.date | None
    flags: tuple[str, ...]
    replaces: int | None = None


_DECIDER = Person.__table__.alias("decider")  # type: ignore[attr-defined]  # SQLModel adds it to table classes
_FILED = (
    sqlalchemy_select(Report, Measure, col(Unit.abbr), col(Person.name), _DECIDER.c.name.label("decider"))
    .join(Measure, col(Measure.id) == col(Report.measure_id))
    .join(Unit, col(Unit.id) == col(Report.unit_id))
    .join(Person, col(Person.id) == col(Report.person_id), isouter=True)
    .join(_DECIDER, _DECIDER.c.id == col(Report.decided_by), isouter=True)
)


def shares(session: Session, agency_id: int) -> Sequence[ShareRow]:
    """Return all shares of an agency's plans."""
    statement = (
        sqlalchemy_select(
            Share, col(Measure.plan_year), col(Measure.issue), col(Measure.number), col(Unit.abbr)
        )
        .join(Measure, col(Measure.id) == col(Share.measure_id))
        .join(Unit, col(Unit.id) == col(Share.unit_id))
        .where(col(Measure.agency_id) == agency_id)
        .order_by(col(Unit.position))
    )
    return [
        ShareRow(
            year=year,
            measure=MeasureId(issue, number),
            unit=unit,
            percent=share.percent,
            done=share.done,
            reported_at=share.reported_at,
        )
        for share, year, issue, number, unit in session.execute(statement)
    ]


def reports(  # noqa: PLR0913 (a page of a measure, by name)
    session: Session, agency_id: int, year: int, measure: MeasureId, *, limit: int, skip: int = 0
) -> tuple[Sequence[Filed], int]:
    """Return a measure's reports, newest first, and how many there are."""
    which = (
        col(Measure.agency_id) == agency_id,
        col(Measure.plan_year) == year,
        col(Measure.issue) == measure.issue,
        col(Measure.number) == measure.number,
    )
    found = session.execute(_FILED.where(*which).order_by(col(Report.id).desc()).limit(limit).offset(skip))
    count = sqlalchemy_select(func.count(col(Report.id))).join(
        Measure, col(Measure.id) == col(Report.measure_id)
    )
    return [_filed(row) for row in found], session.execute(count.where(*which)).scalar_one()


def of_filing(session: Session, filing: str) -> Sequence[Filed]:
    """Return what was filed with one tap."""
    return _all(session, col(Report.filing) == filing)


def one(session: Session, agency_id: int, report_id: int) -> Filed | None:
    """Return one of an agency's reports."""
    found = _all(session, col(Report.id) == report_id, col(Report.agency_id) == agency_id)
    return found[0] if found else None


def latest_filing(session: Session, person_id: int) -> Sequence[Filed]:
    """Return what a person filed last, of what still stands."""
    statement = (
        select(Report.filing)
        .where(Report.person_id == person_id, col(Report.state).in_(COUNTING))
        .order_by(col(Report.id).desc())
        .limit(1)
    )
    filing = session.exec(statement).first()
    return of_filing(session, filing) if filing else ()


def latest_on(session: Session, person_id: int, year: int, measure: MeasureId) -> Sequence[Filed]:
    """Return the filing of a person's last report on a measure that can still be corrected."""
    statement = (
        select(Report.filing)
        .join(Measure, col(Measure.id) == col(Report.measure_id))
        .where(
            Report.person_id == person_id,
            Report.state == FILED,
            Measure.plan_year == year,
            Measure.issue == measure.issue,
            Measure.number == measure.number,
        )
        .order_by(col(Report.id).desc())
        .limit(1)
    )
    filing = session.exec(statement).first()
    return of_filing(session, filing) if filing else ()


def some(session: Session, keys: Iterable[int]) -> Sequence[Filed]:
    """Return the reports with these keys."""
    return _all(session, col(Report.id).in_(list(keys)))


def to_review(session: Session, agency_id: int) -> Sequence[Filed]:
    """Return what waits to be accepted or to be taken back, longest waiting first.

    Of a unit's reports on one measure only the last valid one waits: the others do not count any more.
    """
    own = col(Report.agency_id) == agency_id
    waiting = (own, col(Report.state) == FILED, col(Report.percent) == WHOLE)
    pairs = sqlalchemy_select(col(Report.measure_id), col(Report.unit_id)).where(*waiting)
    last = {row.id for row in correcting.newest(session, pairs, COUNTING)}
    found = [one for one in _all(session, *waiting) if one.id in last]
    found += _all(session, own, col(Report.state) == RETRACTING)
    return sorted(found, key=lambda report: report.id)


def of_message(session: Session, chat_id: int, message_id: str) -> Sequence[Filed]:
    """Return the reports that were made from a message."""
    made = select(ReportSource.report_id).where(
        ReportSource.chat_id == chat_id, ReportSource.message_id == message_id
    )
    return _all(session, col(Report.id).in_(made))


def filings_of(session: Session, reports_: Collection[int]) -> set[str]:
    """Return what reports were filed with."""
    return set(session.exec(select(Report.filing).where(col(Report.id).in_(reports_))))


def of_person(session: Session, person_id: int) -> Sequence[Filed]:
    """Return all that a person reported."""
    return _all(session, col(Report.person_id) == person_id)


def _all(session: Session, *conditions: Any) -> Sequence[Filed]:  # noqa: ANN401 (SQLAlchemy conditions)
    return [_filed(row) for row in session.execute(_FILED.where(*conditions).order_by(col(Report.id)))]


def _filed(row: Any) -> Filed:  # noqa: ANN401 (a row of `_FILED`)
    report, measure, unit, name, decider = row
    return Filed(
        id=identity(report.id),
        filing=report.filing,
        year=measure.plan_year,
        measure=MeasureId(measure.issue, measure.number),
        unit=unit,
        unit_id=report.unit_id,
        person_id=report.person_id,
        name=name,
        chat_id=report.chat_id,
        percent=report.percent,
        note=report.note,
        claimed_on=report.claimed_on,
        received_at=report.received_at,
        flags=tuple(report.flags),
        state=report.state,
        reason=report.reason,
        decided_at=report.decided_at,
        decided_by=decider,
    )


# --- changes --------------------------------------------------------------------------------------------


def file(  # noqa: PLR0913 (what they have in common, by name)
    session: Session,
    new: Iterable[New],
    *,
    agency_id: int,
    person_id: int,
    chat_id: int,
    messages: Collection[str],
    filing: str,
    now: dt.datetime,
) -> list[int]:
    """File reports of one tap. ``messages`` are those that they were made from. Returns their keys."""
    made = []
    for each in new:
        measure_id, unit_id = _keys(session, agency_id, each)
        report = Report(
            agency_id=agency_id,
            measure_id=measure_id,
            unit_id=unit_id,
            person_id=person_id,
            chat_id=chat_id,
            filing=filing,
            percent=each.percent,
            note=each.note,
            claimed_on=each.claimed_on,
            received_at=now,
            flags=list(each.flags),
            replaces=each.replaces,
        )
        session.add(report)
        session.flush()
        key = identity(report.id)
        correcting.note_sources(session, key, chat_id, messages, each.replaces)
        if each.replaces is not None:
            _set(session, [each.replaces], state=REPLACED)
            _stand_again(session, [each.replaces])
        _stand(session, measure_id, unit_id)
        made.append(key)
    return made


def _keys(session: Session, agency_id: int, new: New) -> tuple[int, int]:
    measure = select(Measure.id).where(
        Measure.agency_id == agency_id,
        Measure.plan_year == new.year,
        Measure.issue == new.measure.issue,
        Measure.number == new.measure.number,
    )
    unit = select(Unit.id).where(Unit.agency_id == agency_id, Unit.abbr == new.unit)
    return identity(session.exec(measure).one()), identity(session.exec(unit).one())


def decide(  # noqa: PLR0913 (a decision, by name)
    session: Session,
    report_id: int,
    *,
    state: str,
    by: int,
    now: dt.datetime,
    reason: str | None = None,
    reason_message: str | None = None,
) -> None:
    """Accept a report or return it, with a reason that came with a message."""
    _set(
        session,
        [report_id],
        state=state,
        decided_by=by,
        decided_at=now,
        reason=reason,
        reason_message=reason_message,
    )
    _stand_again(session, [report_id])


def forget_reasons(session: Session, agency_id: int, message_id: str) -> None:
    """Erase the reasons that came with a message; what was decided stays."""
    statement = update(Report).where(
        col(Report.agency_id) == agency_id, col(Report.reason_message) == message_id
    )
    session.execute(statement.values(reason=None, reason_message=None))


def withdraw(session: Session, reports_: Iterable[int]) -> None:
    """Take reports back: what they said is erased, and only that there was one stays.

    What a correction had replaced stands again.
    """
    keys = list(reports_)
    _set(session, keys, state=WITHDRAWN, percent=None, note=None, claimed_on=None, flags=[], reason=None)
    back = correcting.give_back(session, keys, FILED)
    _stand_again(session, [*keys, *back])


def ask_retraction(session: Session, reports_: Iterable[int]) -> None:
    """Note that the author wants accepted reports back; what was written is erased at once."""
    _set(session, list(reports_), state=RETRACTING, note=None, claimed_on=None)


def detach(session: Session, person_id: int, nobodys_chat: int) -> None:
    """Take away what leads from a person's reports to a chat: its key, and the messages they came from."""
    theirs = select(Report.id).where(Report.person_id == person_id)
    session.execute(delete(ReportSource).where(col(ReportSource.report_id).in_(theirs)))
    first = select(Report.filing, func.min(col(Report.id))).where(Report.person_id == person_id)
    for filing, key in session.exec(first.group_by(col(Report.filing))).all():
        # What was filed with one tap stays together, under a name that tells of no chat.
        values = {"chat_id": nobodys_chat, "filing": f"erased-{key}"}
        session.execute(update(Report).where(col(Report.filing) == filing).values(**values))


def flag(session: Session, report_id: int, flag_: str) -> None:
    """Add something that who reviews should look at."""
    report = session.get_one(Report, report_id)
    if flag_ not in report.flags:
        report.flags = [*report.flags, flag_]
        session.add(report)


def _set(session: Session, keys: Sequence[int], **values: Any) -> None:  # noqa: ANN401 (columns' values)
    session.flush()
    session.execute(update(Report).where(col(Report.id).in_(keys)).values(**values))


def _stand_again(session: Session, keys: Sequence[int]) -> None:
    pairs = select(Report.measure_id, Report.unit_id).where(col(Report.id).in_(keys)).distinct()
    for measure_id, unit_id in session.exec(pairs).all():
        _stand(session, measure_id, unit_id)


def _stand(session: Session, measure_id: int, unit_id: int) -> None:
    """Write down what a unit's last valid report says; nothing, if there is none."""
    session.flush()
    pair = sqlalchemy_select(literal(measure_id), literal(unit_id))
    last = next(iter(correcting.newest(session, pair, COUNTING)), None)
    of_both = (col(Share.measure_id) == measure_id, col(Share.unit_id) == unit_id)
    if last is None:
        session.execute(delete(Share).where(*of_both))
        return
    row = session.exec(select(Share).where(*of_both)).first() or Share(
        measure_id=measure_id, unit_id=unit_id, percent=0, reported_at=last.received_at
    )
    row.percent, row.reported_at = last.percent, last.received_at
    row.done = last.percent == WHOLE and last.state in RELIED_ON
    session.add(row)
    session.flush()
