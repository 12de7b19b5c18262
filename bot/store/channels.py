"""LINE channels and the agency that each belongs to."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot.store.engine import alone
from bot.store.inbox import identity
from bot.store.tables import Agency, Channel

BINDING = 0x17AB08  # any number that nobody else locks in this database


def resolve(session: Session, destination: str) -> int:
    """Return the channel for a verified webhook's destination (the bot's own user id).

    The first destination ever seen is bound to the channel that the settings describe. Any later unknown one
    is that channel's too: its secret signed the webhook, so the bot behind it was replaced.
    """
    found = _bound(session, destination)
    if found is None:
        alone(session, BINDING)  # the first webhooks come to several threads and processes at once
        found = _bound(session, destination) or default(session)
        found.destination = destination or found.destination
        session.flush()
    return identity(found.id)


def _bound(session: Session, destination: str) -> Channel | None:
    return session.exec(select(Channel).where(Channel.destination == destination)).first()


def default(session: Session) -> Channel:
    """Return the channel that the settings' secret and token belong to, made if there is none."""
    found = session.exec(select(Channel).order_by(col(Channel.id)).limit(1)).first()
    if found is None:
        found = Channel()
        session.add(found)
        session.flush()
    return found


def first(session: Session) -> int | None:
    """Return the key of the channel that the settings describe; None before anybody needed one."""
    return session.exec(select(Channel.id).order_by(col(Channel.id)).limit(1)).first()


def agency_of(session: Session, channel_id: int) -> int | None:
    """Return the channel's agency; a channel without one is bound to the only agency there is, if so.

    It stays bound when the database gets a second agency.
    """
    channel = session.get_one(Channel, channel_id)
    if channel.agency_id is None:
        agencies = session.exec(select(Agency.id).limit(2)).all()
        channel.agency_id = agencies[0] if len(agencies) == 1 else None
    return channel.agency_id
