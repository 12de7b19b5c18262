"""How many calls to LINE are left, for all nodes together."""

import datetime as dt

from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment


class RateBucket(Table, table=True):
    """The calls to one endpoint that are left to one channel, as of ``filled_at``. None: never filled."""

    __tablename__ = "rate_bucket"

    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    endpoint: str = Field(max_length=40, primary_key=True)
    tokens: float
    filled_at: dt.datetime | None = Field(default=None, sa_type=Moment)
