"""Queries on templates of notices. What was once in use stays on record, version by version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.store.inbox import identity
from bot.store.tables import NoticeTemplate, Person

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as it is in use. ``by`` is who made this version, if their name is known."""

    id: int
    name: str
    version: int
    text: str
    by: str | None
    made_at: dt.datetime


def in_use(session: Session, agency_id: int) -> Sequence[Template]:
    """Return the newest version of each of an agency's templates that is not retired, by name."""
    statement = (
        select(NoticeTemplate, Person.name)
        .join(Person, col(Person.id) == col(NoticeTemplate.made_by), isouter=True)
        .where(NoticeTemplate.agency_id == agency_id, col(NoticeTemplate.retired_at).is_(None))
        .order_by(col(NoticeTemplate.name), col(NoticeTemplate.version))
    )
    newest = {row.name: _value(row, by) for row, by in session.exec(statement)}
    return tuple(newest.values())


def _value(row: NoticeTemplate, by: str | None) -> Template:
    return Template(
        id=identity(row.id), name=row.name, version=row.version, text=row.text, by=by, made_at=row.made_at
    )


def last_version(session: Session, agency_id: int, name: str) -> int:
    """Return the number of a template's last version, retired or not; 0 if there was none."""
    which = (NoticeTemplate.agency_id == agency_id, NoticeTemplate.name == name)
    return session.exec(select(func.max(col(NoticeTemplate.version))).where(*which)).one() or 0


def save(  # noqa: PLR0913 (a version, by name)
    session: Session,
    agency_id: int,
    *,
    name: str,
    text: str,
    person_id: int | None,
    message_id: str | None,
    now: dt.datetime,
) -> None:
    """Store a further version of a template. Whoever calls holds the agency, so that none is given twice."""
    session.add(
        NoticeTemplate(
            agency_id=agency_id,
            name=name,
            version=last_version(session, agency_id, name) + 1,
            text=text,
            message_id=message_id,
            made_by=person_id,
            made_at=now,
        )
    )


def retire(session: Session, agency_id: int, name: str, now: dt.datetime) -> None:
    """Take a template out of use, with all its versions, which stay on record."""
    session.execute(
        update(NoticeTemplate)
        .where(
            col(NoticeTemplate.agency_id) == agency_id,
            col(NoticeTemplate.name) == name,
            col(NoticeTemplate.retired_at).is_(None),
        )
        .values(retired_at=now)
    )


def forget(session: Session, agency_id: int, message_id: str, now: dt.datetime) -> None:
    """Forget the version that came with a message which was taken back; the one before it is in use again."""
    session.execute(
        update(NoticeTemplate)
        .where(col(NoticeTemplate.agency_id) == agency_id, col(NoticeTemplate.message_id) == message_id)
        .values(text="", message_id=None, retired_at=now)
    )
