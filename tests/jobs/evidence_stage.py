"""A LINE, a vault and rows of evidence: what durable work on evidence needs."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import contextmanager
from pathlib import Path

from bot.content import ContentClient
from bot.evidence.vault import open_vault
from bot.jobs import Jobs
from bot.jobs import evidence as work
from bot.store.engine import reading, writing
from bot.store.tables import Agency, Channel, Chat, Evidence
from tests.jobs.conftest import PACE, started, wait_for
from tests.jobs.rows import states

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
WAITS = work.Waits(prepared=(0.01,), answered=(0.01,))


class Room:
    """Durable work on evidence of one agency."""

    def __init__(self, engine, line, line_url, folder, waits=WAITS):
        self.engine, self.line, self.line_url = engine, line, line_url
        self.folder = Path(folder)
        self.vault = open_vault(self.folder.as_uri())
        self.source = ContentClient(line_url, line.token, time.monotonic)
        self.told = []
        self.jobs = Jobs(engine, "node-1", PACE)
        work.define(self.jobs, self.source, self.vault, self.tell, waits)
        self.chat = None

    def tell(self, session, row):
        assert session.in_transaction()
        self.told.append((row.id, row.state, row.problem))

    def settled(self):
        with writing(self.engine) as session:
            session.add(agency := Agency(code="x", name_th="x", short_th="x"))
            session.add(channel := Channel())
            session.flush()
            session.add(chat := Chat(channel_id=channel.id, line_id="U1"))
            session.flush()
            self.chat = {"agency_id": agency.id, "chat_id": chat.id}
        return self

    def expect(self, message_id, kind="image", **values):
        """Store a row and have its content fetched, in one transaction, as an event does."""
        with writing(self.engine) as session:
            row = Evidence(**self.chat, message_id=message_id, kind=kind, received_at=NOW, **values)
            session.add(row)
            session.flush()
            work.enqueue(self.jobs)(session, row.id)
        return row.id

    def row(self, evidence_id):
        with reading(self.engine) as session:
            return session.get(Evidence, evidence_id)

    def ended(self, *ids):
        """Wait until no work is left, and return the rows."""
        wait_for(lambda: set(states(self.engine).values()) == {"SUCCESS"})
        rows = [self.row(one) for one in ids]
        return rows[0] if len(rows) == 1 else rows

    def files(self):
        """What is in the vault, with what is there."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def kept_alone(self, *rows):
        """Assert that exactly the content of these rows is in the vault."""
        assert set(self.files()) == {row.place for row in rows}

    @contextmanager
    def at_work(self):
        with started(self.jobs):
            yield
        self.source.close()
