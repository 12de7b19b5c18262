"""Queries on the buckets of calls that all nodes share."""

from __future__ import annotations

from sqlmodel import Session, select

from bot.store.inbox import insert_new
from bot.store.tables import RateBucket


def bucket(session: Session, channel_id: int, endpoint: str) -> RateBucket:
    """Return a bucket, made if new, held until the end of the transaction."""
    statement = (
        select(RateBucket)
        .where(RateBucket.channel_id == channel_id, RateBucket.endpoint == endpoint)
        .with_for_update()
    )
    found = session.exec(statement).first()
    if found is None:
        values = {"channel_id": channel_id, "endpoint": endpoint, "tokens": 0.0, "filled_at": None}
        session.execute(insert_new(session, RateBucket), [values])
        found = session.exec(statement).one()
    return found
