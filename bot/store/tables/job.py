"""Who runs durable work. The work itself is in the engine's own tables."""

import datetime as dt

from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment


class JobExecutor(Table, table=True):
    """A process that runs durable work, and when it last said so by the database's clock."""

    __tablename__ = "job_executor"

    id: str = Field(max_length=64, primary_key=True)
    beat_at: dt.datetime = Field(sa_type=Moment)
