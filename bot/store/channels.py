"""LINE channels and the agency that each belongs to."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot.store.inbox import identity
from bot.store.tables import Agency, Channel


def resolve(session: Session, destination: str) -> int:
    """Return the channel for a verified webhook's destination (the bot's own user id).

    The first destination ever seen is bound to the channel that the settings describe. Any later unknown one
    is that channel's too: its secret signed the webhook, so the bot behind it was replaced.
    """
    found = session.exec(select(Channel).where(Channel.destination == destination)).first()
    if found is None:
        found = default(session)
        found.destination = destination or None
        session.flush()
    return identity(found.id)


def default(session: Session) -> Channel:
    """Return the channel that the settings' secret and token belong to, made if there is none."""
    found = session.exec(select(Channel).order_by(col(Channel.id)).limit(1)).first()
    if found is None:
        found = Channel()
        session.add(found)
        session.flush()
    return found


def agency_of(session: Session, channel_id: int) -> int | None:
    """Return the channel's agency; a channel without one belongs to the only agency there is, if so."""
    channel = session.get_one(Channel, channel_id)
    if channel.agency_id is None:
        agencies = session.exec(select(Agency.id).limit(2)).all()
        return agencies[0] if len(agencies) == 1 else None
    return channel.agency_id
