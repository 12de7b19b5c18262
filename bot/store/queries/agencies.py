"""Agencies and their units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.store.tables import Agency, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence


def agency(session: Session, agency_id: int) -> Agency | None:
    """Return an agency by its key."""
    return session.get(Agency, agency_id)


def agency_by_code(session: Session, code: str) -> Agency | None:
    """Return an agency by its code."""
    return session.exec(select(Agency).where(Agency.code == code)).first()


def only_agency(session: Session) -> Agency | None:
    """Return the agency if there is exactly one."""
    found = session.exec(select(Agency).limit(2)).all()
    return found[0] if len(found) == 1 else None


def agency_codes(session: Session) -> Sequence[str]:
    """Return the codes of all agencies, in their order."""
    return session.exec(select(Agency.code).order_by(col(Agency.code))).all()


def any_agency(session: Session) -> bool:
    """Whether there is any agency at all."""
    return session.exec(select(Agency.id).limit(1)).first() is not None


def units(session: Session, agency_id: int) -> Sequence[Unit]:
    """Return the agency's units in its own order."""
    statement = select(Unit).where(Unit.agency_id == agency_id).order_by(col(Unit.position), col(Unit.id))
    return session.exec(statement).all()


def data_version(session: Session, agency_id: int) -> tuple[int, int] | None:
    """Return two numbers: one differs whenever the agency's data do, one whenever its people did something.

    None for an unknown agency.
    """
    found = session.exec(select(Agency.revision, Agency.standing).where(Agency.id == agency_id)).first()
    return None if found is None else (found[0], found[1])


def advance(session: Session, agency_id: int, seen: tuple[int, int] | None = None) -> bool:
    """Say that people do something, and be alone with it until the transaction ends.

    With ``seen``, the two numbers of `data_version`, only if nobody did anything since and the data are
    still the same: else False, and nothing is said.
    """
    statement = update(Agency).where(col(Agency.id) == agency_id)
    if seen is not None:
        revision, standing = seen
        statement = statement.where(col(Agency.revision) == revision, col(Agency.standing) == standing)
    done = session.execute(statement.values(standing=Agency.standing + 1))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one


def decide(
    session: Session, agency_id: int, *, closed: bool | None, accepted_by: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write down what an agency decides of itself; None leaves it as it is. Returns it before and after."""
    row = session.get_one(Agency, agency_id)
    before = {"closed": row.closed, "accepted_by": row.accepted_by}
    row.closed = row.closed if closed is None else closed
    row.accepted_by = accepted_by or row.accepted_by
    after = {"closed": row.closed, "accepted_by": row.accepted_by}
    if before != after:
        session.add(row)
        session.flush()
        touch(session, agency_id)
    return before, after


def touch(session: Session, agency_id: int) -> None:
    """Say that the agency's data changed, so that what was loaded earlier is not used again."""
    statement = update(Agency).where(col(Agency.id) == agency_id).values(revision=Agency.revision + 1)
    session.execute(statement)
