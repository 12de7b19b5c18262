"""Queries on codes that were given out together: what is printed of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.store.tables import Agency, Contact, Invite, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A code as it stands, with what it is for; ``language`` is that of whoever gave it out, if known."""

    code_hash: str
    used: bool
    expires_at: dt.datetime
    role: str
    unit: str
    unit_name: str | None
    agency_th: str
    agency_en: str | None
    language: str | None

    def good(self, now: dt.datetime) -> bool:
        """Whether somebody can register with it."""
        return not self.used and self.expires_at > now


def printed(session: Session, hashes: Collection[str]) -> Sequence[Printed]:
    """Return the codes with these hashes, those that there are."""
    statement: Any = (
        select(
            col(Invite.code_hash),
            col(Invite.used_at).is_not(None).label("used"),
            col(Invite.expires_at),
            col(Invite.role),
            col(Unit.abbr).label("unit"),
            col(Unit.full_name).label("unit_name"),
            col(Agency.name_th).label("agency_th"),
            col(Agency.name_en).label("agency_en"),
            col(Contact.language),
        )
        .join(Unit, col(Unit.id) == col(Invite.unit_id))
        .join(Agency, col(Agency.id) == col(Invite.agency_id))
        .outerjoin(Person, col(Person.id) == col(Invite.made_by))
        .outerjoin(Contact, col(Contact.id) == col(Person.contact_id))
        .where(col(Invite.code_hash).in_(hashes))
        .order_by(col(Invite.id))
    )
    return [Printed(**row._mapping) for row in session.execute(statement)]  # noqa: SLF001 (SQLAlchemy's public name)
