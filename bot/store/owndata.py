"""Queries on all that is kept of one person, for themselves. Of others nothing but roles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from bot.store import audit, extensions, notice_record, progress, reminded
from bot.store.tables import Agency, Contact, Dialogue, Evidence, Measure, Membership, Person, Report, Unit
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.store.audit import Entry
    from bot.store.extensions import Asked
    from bot.store.notice_record import Noticed
    from bot.store.progress import Filed
    from bot.store.reminded import Reminded


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who is known, and by which account."""

    person_id: int
    agency_id: int
    contact_id: int
    name: str | None
    notice_version: int
    notice_told: int | None
    accepted_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is kept of a LINE account, and in which agency."""

    agency_th: str
    agency_en: str | None
    line_id: str
    language: str
    followed_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What somebody is or was in a unit."""

    person_id: int
    unit: str
    role: str
    since: dt.datetime
    ended_at: dt.datetime | None

    def at(self, moment: dt.datetime) -> bool:
        """Whether they were that at a moment."""
        return self.since <= moment and (self.ended_at is None or moment < self.ended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence that somebody sent, and for which measure of which plan, if any."""

    kind: str
    name: str | None
    link: str | None
    received_at: dt.datetime
    state: str
    problem: str | None
    media_type: str | None
    size: int | None
    year: int | None
    measure: MeasureId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that is kept of one person. ``others`` are posts of who else did something that concerns them."""

    who: Who
    account: Account
    posts: Sequence[Held]
    begun: Sequence[tuple[dt.datetime, Mapping[str, Any]]]
    """Dialogues that are under way: last touched when, and what they hold."""
    reports: Sequence[Filed]
    evidence: Sequence[Piece]
    wishes: Sequence[Asked]
    reminded: Reminded
    noticed: Noticed
    entries: Sequence[Entry]
    others: Sequence[Held]


def who(session: Session, person_id: int) -> Who | None:
    """Return who somebody is; None if there is no such person, or they were erased."""
    row = session.get(Person, person_id)
    if row is None or row.contact_id is None:
        return None
    return Who(
        person_id=person_id,
        agency_id=row.agency_id,
        contact_id=row.contact_id,
        name=row.name,
        notice_version=row.notice_version,
        notice_told=row.notice_told,
        accepted_at=row.accepted_at,
    )


def everything(session: Session, person: Who) -> Everything:
    """Return all that is kept of somebody."""
    entries = audit.of_person(session, person.agency_id, person.person_id)
    actors = {entry.actor_id for entry in entries if entry.actor_id is not None} - {person.person_id}
    return Everything(
        who=person,
        account=_account(session, person),
        posts=_posts(session, col(Membership.person_id) == person.person_id),
        begun=_begun(session, person.contact_id),
        reports=progress.of_person(session, person.person_id),
        evidence=_evidence(session, person.contact_id),
        wishes=extensions.of_person(session, person.person_id),
        reminded=reminded.of_person(session, person.person_id),
        noticed=notice_record.of_person(session, person.person_id),
        entries=entries,
        others=_posts(session, col(Membership.person_id).in_(actors)),
    )


def _account(session: Session, person: Who) -> Account:
    agency = session.get_one(Agency, person.agency_id)
    contact = session.get_one(Contact, person.contact_id)
    return Account(
        agency_th=agency.name_th,
        agency_en=agency.name_en,
        line_id=contact.line_id,
        language=contact.language,
        followed_at=contact.followed_at,
    )


def _posts(session: Session, whose: Any) -> Sequence[Held]:  # noqa: ANN401 (an SQLAlchemy condition)
    statement: Any = (
        sqlalchemy_select(Membership, col(Unit.abbr))
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .where(whose)
        .order_by(col(Membership.since), col(Membership.id))
    )
    return [
        Held(person_id=row.person_id, unit=unit, role=row.role, since=row.since, ended_at=row.ended_at)
        for row, unit in session.execute(statement)
    ]


def _begun(session: Session, contact_id: int) -> Sequence[tuple[dt.datetime, Mapping[str, Any]]]:
    statement = select(Dialogue).where(Dialogue.contact_id == contact_id).order_by(col(Dialogue.id))
    return [(row.touched_at, row.state) for row in session.exec(statement) if row.state]


def _evidence(session: Session, contact_id: int) -> Sequence[Piece]:
    statement: Any = (
        sqlalchemy_select(Evidence, Measure)
        .join(Report, col(Report.id) == col(Evidence.report_id), isouter=True)
        .join(Measure, col(Measure.id) == col(Report.measure_id), isouter=True)
        .where(col(Evidence.contact_id) == contact_id)
        .order_by(col(Evidence.received_at), col(Evidence.id))
    )
    return [_piece(row, measure) for row, measure in session.execute(statement)]


def _piece(row: Evidence, measure: Measure | None) -> Piece:
    return Piece(
        kind=row.kind,
        name=row.name,
        link=row.link,
        received_at=row.received_at,
        state=row.state,
        problem=row.problem,
        media_type=row.media_type,
        size=row.size,
        year=None if measure is None else measure.plan_year,
        measure=None if measure is None else MeasureId(measure.issue, measure.number),
    )
