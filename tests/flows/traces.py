"""What people leave behind in a bot that goes on running, and how it is removed between two tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, select

from bot import jobs
from bot.store import channels, queries
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.tables import Measure, Notice, Table
from tests.flows.bot import APRIL
from tests.flows.test_trouble import wait_for

if TYPE_CHECKING:
    from tests.flows.conftest import Stage

IN_HAND = """
SELECT (SELECT count(*) FROM inbox_event WHERE handled_at IS NULL AND parked_at IS NULL)
     + (SELECT count(*) FROM outbox_message WHERE state = 'queued' OR in_flight)
"""


PLAN = select(col(Measure.id), col(Measure.start), col(Measure.due), col(Measure.percent)).order_by(
    col(Measure.id)
)
STAY = {"audit_entry", "person", "contact"}
"""The audit log, which the database refuses to shorten, and whom it names: strangers by then."""


class Traces:
    """The rows of those tables that are empty when the bot has started, but for `STAY`.

    What an agency decides of itself and when its measures are due goes back to what it was.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        with writing(stage.service.engine) as session:
            channels.default(session)  # the bot remembers it once it has seen it
        with reading(stage.service.engine) as session:
            self._tables = [
                table
                for table in reversed(Table.metadata.sorted_tables)
                if table.name not in STAY
                and session.connection().execute(table.select().limit(1)).first() is None
            ]
            agency = queries.only_agency(session)
            assert agency is not None
            self._agency_id = identity(agency.id)
            self._decided = {"closed": agency.closed, "accepted_by": agency.accepted_by}
            self._plan = session.exec(PLAN).all()

    def remove(self) -> None:
        """Remove them once nothing is in hand, and go back to the first moment."""
        engine = self._stage.service.engine
        with reading(engine) as session:
            asked_to_look = session.exec(select(Notice.id).limit(1)).first() is not None
        if asked_to_look:  # durable work looks after a notice when its hold is over, in a later test
            jobs.give_up(engine)
        wait_for(lambda: not self._in_hand())
        with writing(self._stage.service.engine) as session:
            session.exec(select(Notice.id).with_for_update()).all()  # behind who is at work on one
            for table in self._tables:
                session.connection().execute(table.delete())
            agency = queries.agency(session, self._agency_id)
            assert agency is not None
            moved = session.exec(PLAN).all() != self._plan
            for key, start, due, percent in self._plan if moved else ():
                session.get_one(Measure, key).sqlmodel_update(
                    {"start": start, "due": due, "percent": percent}
                )
            if moved or self._decided != {"closed": agency.closed, "accepted_by": agency.accepted_by}:
                agency.sqlmodel_update(self._decided)
                session.flush()
                queries.touch(session, self._agency_id)
            queries.advance(session, self._agency_id)
        self._stage.clock.push(seconds=(APRIL - self._stage.clock()).total_seconds())

    def _in_hand(self) -> int:
        with reading(self._stage.service.engine) as session:
            return int(session.connection().execute(text(IN_HAND)).scalar_one())
