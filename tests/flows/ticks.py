"""The example agency without a bot that runs: rounds are done by hand, as `ita-bot tick` does them."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete
from sqlmodel import col, select

from bot import rehearsal, ticking
from bot.line import LineClient
from bot.metrics import Metrics
from bot.outbox import QuotaAsker
from bot.simulator import Line, serve
from bot.store import channels, inbox, office, queries
from bot.store import engine as engines
from bot.store.engine import reading, writing
from bot.store.tables import (
    Channel,
    Chat,
    Contact,
    Measure,
    MeasureOwner,
    MeasureStep,
    OutboxMessage,
    Person,
    Reminder,
    ReminderCard,
)
from tests.databases import EXAMPLE
from tests.flows.bot import StoppedClock, settings
from tests.flows.office import Agency, Staff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from bot.rehearsal import Rehearsal
    from bot.rounds import Done
    from bot.settings import Settings
    from bot.simulator import Call
    from tests.databases import Databases

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")


@dataclass
class Desk:
    """What rounds are done with."""

    line: Line
    engine: Engine
    settings: Settings
    folder: Path
    clock: StoppedClock = field(default_factory=StoppedClock)
    metrics: Metrics = field(default_factory=lambda: Metrics(lambda: None))
    staff: Agency = field(init=False)

    def __post_init__(self) -> None:
        with writing(self.engine) as session:
            agency = queries.only_agency(session)
            assert agency is not None
            channel = session.get_one(Channel, channels.default(session).id)
            channel.agency_id = agency.id
        self.line.clock.stop()
        self.staff = Agency(self.line, self.engine, self.clock)

    def keep(self, issues: int) -> None:
        """Take all but some issues out of the plan: its measures share one period, so it stays alike."""
        with writing(self.engine) as session:
            gone = select(Measure.id).where(col(Measure.issue) > issues)
            for table in (MeasureStep, MeasureOwner):
                session.execute(delete(table).where(col(table.measure_id).in_(gone)))
            session.execute(delete(Measure).where(col(Measure.issue) > issues))
            queries.touch(session, self.staff.agency_id)

    def person(self, name: str, *units: str, role: str = "staff") -> int:
        """Bring in somebody who is registered and has written to the bot; return their number."""
        staff: Staff = self.staff.person(name, *units, role=role)
        with writing(self.engine) as session:
            contact = session.exec(select(Contact).where(Contact.line_id == staff.line.user_id)).one()
            session.add(Chat(channel_id=contact.channel_id, line_id=contact.line_id))
            person = session.exec(select(Person).where(Person.contact_id == contact.id)).one()
            person.name = name
            session.add(person)
        return inbox.identity(person.id)

    def add(self, *rows: Any) -> None:
        """Store rows."""
        with writing(self.engine) as session:
            session.add_all(rows)

    def decide(self, **values: object) -> None:
        """Let the agency decide about reminders."""
        with writing(self.engine) as session:
            office.decide(session, self.staff.agency_id, **values)
            queries.touch(session, self.staff.agency_id)

    def at(self, day: dt.date, time: str) -> dt.datetime:
        """Turn all clocks to a time of a day, and return it."""
        moment = dt.datetime.combine(day, dt.time.fromisoformat(time), BANGKOK)
        self.clock.push(seconds=(moment - self.clock()).total_seconds())
        self.line.clock.set(round(moment.timestamp() * 1000))
        return moment

    def tick(self, day: dt.date, time: str) -> Done:
        """Do a round, and deliver what it made."""
        now = self.at(day, time)
        token = self.settings.channel_access_token.get_secret_value()
        ask = QuotaAsker(self.settings.api_base_url, token, self.clock, self.metrics.line)
        done = ticking.by_hand(self.engine, now, ask)
        if done.cards or any(state == "queued" for state, _ in self.outbox()):
            self.deliver(now)
        return done

    def deliver(self, now: dt.datetime) -> None:
        """Deliver what is due, without a round."""

        async def delivered() -> None:
            token = self.settings.channel_access_token.get_secret_value()
            client = LineClient(self.settings.api_base_url, token)
            try:
                await ticking.deliver(self.engine, client, now.astimezone(dt.UTC), self.metrics)
            finally:
                await client.close()

        asyncio.run(delivered())

    def rehearse(self, on: dt.date) -> Rehearsal:
        """Rehearse a day as of the clock."""
        return rehearsal.rehearse(self.engine, None, on, self.clock().astimezone(BANGKOK))

    def pushes(self) -> list[Call]:
        """Return the pushes that LINE took."""
        return [call for call in self.line.calls if call.path.endswith("/push") and call.status == 200]

    def cards(self, day: dt.date) -> Sequence[ReminderCard]:
        """Return the cards that were pushed on a day, as the database has them."""
        with reading(self.engine) as session:
            of_day = select(ReminderCard).where(ReminderCard.day == day, col(ReminderCard.pushed).is_(True))
            return session.exec(of_day.order_by(col(ReminderCard.id))).all()

    def reminders(self, *which: Any) -> Sequence[Reminder]:
        """Return reminders."""
        with reading(self.engine) as session:
            return session.exec(select(Reminder).where(*which).order_by(col(Reminder.id))).all()

    def outbox(self) -> list[tuple[str, str | None]]:
        """Return the state and problem of each outgoing row."""
        with reading(self.engine) as session:
            rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
            return [(row.state, row.problem) for row in rows]


@contextmanager
def desk_of(databases: Databases, folder: Path) -> Iterator[Desk]:
    """Give the example agency, and a LINE."""
    url = databases.make(EXAMPLE)
    engine = engines.create(url)
    line = Line(seed="ticks")
    with serve(line) as line_url:
        yield Desk(line, engine, settings(line, line_url, url, folder), folder)
    engine.dispose()
    databases.drop(url)
