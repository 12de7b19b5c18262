"""A second agency in the same database, with a LINE channel and people of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bot import workbook
from bot.store import channels, people, queries
from bot.store.engine import writing
from bot.store.inbox import identity
from bot.store.tables import Channel, Chat, Contact
from tests.flows.office import NOTICE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator import Person
    from tests.flows.conftest import Stage

CODE = "neighbour"


class Neighbours:
    """The other agency has the same plan, and nobody of it ever writes to the bot."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        with writing(stage.service.engine) as session:
            channels.agency_of(session, identity(channels.default(session).id))  # ours, while alone
        copy = folder / CODE
        shutil.copytree(workbook.example_path(), copy)
        sheet = copy / "agency.csv"
        sheet.write_text(sheet.read_text("utf-8").replace("diw,", f"{CODE},"), "utf-8")
        workbook.import_path(stage.service.engine, copy, dry_run=False, now=stage.clock())
        with writing(stage.service.engine) as session:
            agency = queries.agency_by_code(session, CODE)
            assert agency is not None
            self.agency_id = identity(agency.id)
            channel = Channel(agency_id=self.agency_id, destination="U" + "e" * 32)
            session.add(channel)
            session.flush()
            self._channel_id = identity(channel.id)

    def person(self, name: str, unit: str, role: str = "staff") -> Person:
        """Bring in somebody who can be reached."""
        line = self._stage.line.person(name)
        with writing(self._stage.service.engine) as session:
            contact = Contact(channel_id=self._channel_id, line_id=line.user_id)
            session.add_all([contact, Chat(channel_id=self._channel_id, line_id=line.user_id)])
            session.flush()
            unit_id = next(one.id for one in queries.units(session, self.agency_id) if one.abbr == unit)
            people.link(
                session,
                agency_id=self.agency_id,
                contact_id=identity(contact.id),
                unit_id=identity(unit_id),
                role=role,
                notice_version=NOTICE,
                now=self._stage.clock(),
            )
            queries.advance(session, self.agency_id)
        return line
