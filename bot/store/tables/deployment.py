"""Where this database lives, whether what runs on it may act, and what it signs links with."""

import datetime as dt

from sqlmodel import Field

from bot.store.tables.base import Table
from bot.store.tables.columns import Moment


class Deployment(Table, table=True):
    """The one row of it; without it nobody has started on this database yet.

    ``place`` is where the database was when somebody last looked: found elsewhere, it is a copy. Not
    ``armed``, it takes events in and does nothing else. Rows up to ``last_event`` and ``last_message`` were
    there when it was disarmed: where it is a copy, the original has them too.
    """

    __tablename__ = "deployment"

    id: int | None = Field(default=None, primary_key=True)
    place: str | None = None
    armed: bool = True
    changed_at: dt.datetime = Field(sa_type=Moment)
    changed_by: str | None = None
    reason: str = Field(max_length=40)
    last_event: int = 0
    last_message: int = 0


class LinkKey(Table, table=True):
    """The one row of it: what links to evidence are signed with, in hex.

    Apart from `Deployment`, which is forgotten when a database moves: links outlive that.
    """

    __tablename__ = "link_key"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=64)
