"""What people do around a report: tap what has no words, and hear what they did not ask for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bot import buttons
from bot.intent import Intent
from bot.store import channels, conversations, extensions, inbox, people, queries
from bot.store.engine import reading, writing
from ita_core.keys import MeasureId
from tests.flows.office import NOTICE, Office, S, Staff, texts

if TYPE_CHECKING:
    from bot.simulator import Webhook


class Desk(Office):
    """The agency's staff when they review, ask for time and look at the whole."""

    def person(self, name: str, *units: str, role: str = "staff", kind: type[S] = Staff) -> S:  # type: ignore[assignment]  # a default
        """Bring in somebody who is registered already, and whom the bot can reach: they wrote to it."""
        staff = super().person(name, *units, role=role, kind=kind)
        staff.say("help")
        return staff

    def file(self, staff: Staff, text: str) -> Webhook:
        """Report and confirm; return the message that the report was made from."""
        said = self.stage.line.text(staff.line, text)
        staff.send(said)
        staff.tap("ยืนยัน")
        return said

    def file_whole(self, staff: Staff, measure: str, *reviewers: Staff) -> int:
        """Report a measure as done; return the report's key. Reviewers are those who hear of it."""
        before = [self.count(one) for one in reviewers]
        self.file(staff, f"{measure} 100%")
        for one, count in zip(reviewers, before, strict=True):
            self.hears(one, count + 1)
        return self.reports(measure)[0].id

    @staticmethod
    def action(name: str, page: int = 1, **slots: Any) -> dict[str, Any]:
        """Return a button, wherever it may have been."""
        return {"type": "postback", "data": buttons.encode(Intent(name, slots, page))}

    def press(self, staff: Staff, name: str, page: int = 1, **slots: Any) -> None:
        """Tap a button, wherever it may have been."""
        staff.press(self.action(name, page, **slots))

    def hears(self, staff: Staff, count: int) -> str:
        """Wait until somebody has got so many messages since they came; return all words of the last."""
        got = self.stage.line.wait_sent(staff.line, count + 1)
        assert len(got) == count + 1
        staff.got = got[-1:]
        return " ".join(texts(got[-1].content)) or got[-1].text

    def count(self, staff: Staff) -> int:
        """Return how many messages somebody has got since they came."""
        return len(self.stage.line.sent(staff.line)) - 1

    def unsend(self, staff: Staff, said: Webhook) -> None:
        """Let somebody take a message back, and wait until that is done: a chat's events have their order."""
        self.stage.line.deliver(self.stage.line.unsend(said))
        staff.say("help")

    def by_heads(self) -> None:
        """Let heads accept what their units report."""
        with writing(self.stage.service.engine) as session:
            agency = queries.agency(session, self.agency_id)
            assert agency is not None
            agency.accepted_by = "head"
            session.add(agency)
            queries.touch(session, self.agency_id)

    def deeds(self) -> list[tuple[str, int | None, int | None]]:
        """Return the audit log, oldest first: what was done, by whom, and whom it concerns."""
        return [(one.action, one.actor_id, one.person_id) for one in self.log()]

    def states(self, measure: str = "3.2") -> list[tuple[int | None, str]]:
        """Return how the reports on a measure stand, newest first."""
        return [(one.percent, one.state) for one in self.reports(measure)]

    def wishes(self) -> list[extensions.Asked]:
        """Return the wishes for more time that wait."""
        with reading(self.stage.service.engine) as session:
            return list(extensions.waiting(session, self.agency_id))

    def due(self, measure: str) -> dt.date:
        """Return the deadline of a measure."""
        key = MeasureId.parse(measure)
        with reading(self.stage.service.engine) as session:
            plan = queries.plan(session, self.agency_id, 2567)
            assert plan is not None
            found = [row.measure for row in plan.measures]
            return next(one.due for one in found if (one.issue, one.number) == (key.issue, key.number))

    def join(self, staff: Staff, unit: str, *, role: str) -> None:
        """Give somebody a further post."""
        with writing(self.stage.service.engine) as session:
            channel = inbox.identity(channels.default(session).id)
            contact = conversations.new_contact(session, channel, staff.line.user_id)
            ids = {one.abbr: one.id for one in queries.units(session, self.agency_id)}
            people.link(
                session,
                agency_id=self.agency_id,
                contact_id=contact,
                unit_id=inbox.identity(ids[unit]),
                role=role,
                notice_version=NOTICE,
                now=self.stage.clock(),
            )
            queries.advance(session, self.agency_id)
