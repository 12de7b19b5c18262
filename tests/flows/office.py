"""People of the example agency who talk to the bot: what they say, tap and hear."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import inspect, text
from sqlmodel import Session, select

from bot import buttons
from bot.intent import Intent
from bot.store import audit, channels, conversations, inbox, people, progress, queries
from bot.store.engine import reading, writing
from bot.store.tables import Evidence
from bot.usecases import codes, joining
from ita_core.keys import MeasureId
from tests.flows.bot import APRIL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy import Engine

    from bot.simulator import Line, Message
    from bot.simulator import Person as LinePerson
    from tests.flows.conftest import Stage

NOTICE = joining.NOTICE_VERSION
S = TypeVar("S", bound="Staff")


@dataclass
class Staff:
    """Somebody with a LINE account."""

    desk: Line
    line: LinePerson
    got: list[Message] = field(default_factory=list)

    def say(self, text: str, *, quote: Message | None = None) -> None:
        """Say something and wait for the answer."""
        self._hear(self.desk.text(self.line, text, quote=quote))

    def send(self, webhook: Any) -> None:
        """Send anything and wait for the answer."""
        self._hear(webhook)

    def tap(self, label: str) -> None:
        """Tap what bears this label in the last answer."""
        self.press(self.button(label))

    def press(self, action: dict[str, Any]) -> None:
        """Tap a button, however old, and wait for the answer."""
        self._hear(self.desk.tap(self.line, action))

    def want(self, name: str, /, **slots: Any) -> None:
        """Tap a button that carries an intent, wherever it came from."""
        self.press(self.data(name, **slots))

    @staticmethod
    def data(name: str, /, **slots: Any) -> dict[str, Any]:
        """Return the action of a button that carries an intent."""
        return {"type": "postback", "data": buttons.encode(Intent(name, slots))}

    def button(self, label: str) -> dict[str, Any]:
        """Return the action of a button of the last answer; the innermost one that bears the label."""
        found = [
            action
            for message in self.got
            for action in (*actions(message.content), *message.quick_replies)
            if action.get("label") == label or action.get("displayText") == label
        ]
        assert found, f"no button {label!r} in {[message.text for message in self.got]}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        """What can be tapped in the last answer."""
        return [
            action.get("label") or action.get("displayText", "")
            for message in self.got
            for action in (*actions(message.content), *message.quick_replies)
        ]

    @property
    def heard(self) -> str:
        """The last answer as a notification shows it."""
        return " ".join(message.text for message in self.got)

    @property
    def card(self) -> str:
        """All words of the last answer."""
        return " ".join(words for message in self.got for words in texts(message.content))

    def _hear(self, webhook: Any) -> None:
        before = len(self.desk.sent(self.line))
        self.desk.deliver(webhook)
        self.desk.wait_sent(self.line, before + 1)
        self.got = self.desk.sent(self.line)[before:]


class Agency:
    """The example agency's staff, and what the database holds of their work."""

    def __init__(self, line: Line, engine: Engine, now: Callable[[], dt.datetime] = lambda: APRIL) -> None:
        self.line = line
        self.engine = engine
        self.now = now
        with reading(engine) as session:
            agency = queries.only_agency(session)
            assert agency is not None
            self.agency_id = inbox.identity(agency.id)
            before = audit.latest(session, self.agency_id, None, 1)
            self._before = before[0].id if before else 0

    def person(self, name: str, *units: str, role: str = "staff", kind: type[S] = Staff) -> S:  # type: ignore[assignment]  # a default
        """Bring in somebody who is registered for units in a role already."""
        line = self.line.person(name)
        self.register(line, *units, role=role)
        return kind(self.line, line)

    def register(self, line: LinePerson, *units: str, role: str = "staff") -> None:
        """Register somebody for units, without their having to say anything."""
        now = self.now()
        with writing(self.engine) as session:
            channel = inbox.identity(channels.default(session).id)
            contact = conversations.new_contact(session, channel, line.user_id)
            ids = {unit.abbr: unit.id for unit in queries.units(session, self.agency_id)}
            for unit in units:
                people.link(
                    session,
                    agency_id=self.agency_id,
                    contact_id=contact,
                    unit_id=inbox.identity(ids[unit]),
                    role=role,
                    notice_version=NOTICE,
                    now=now,
                )
            queries.advance(session, self.agency_id)

    def stranger(self, name: str) -> Staff:
        """Bring in somebody with a LINE account and nothing else."""
        return Staff(self.line, self.line.person(name))

    def codes(self, unit: str, role: str = "staff", count: int = 1) -> tuple[str, ...]:
        """Give out codes, as the command line does."""
        now, made = self.now(), codes.new(count)
        with writing(self.engine) as session:
            invites = people.NewInvites(
                unit=unit,
                role=role,
                hashes=tuple(map(codes.hashed, made)),
                made_at=now,
                made_by=None,
                expires_at=now + codes.GOOD_FOR,
            )
            people.add_invites(session, self.agency_id, invites)
            queries.advance(session, self.agency_id)
        return made

    def members(self, unit: str | None = None) -> list[people.Member]:
        """Return who is registered."""
        with reading(self.engine) as session:
            return list(people.members(session, self.agency_id, unit))

    def log(self) -> list[audit.Entry]:
        """Return the audit log, oldest first."""
        with reading(self.engine) as session:
            return [one for one in audit.every(session, self.agency_id) if one.id > self._before]

    def reports(self, measure: str = "3.2") -> list[progress.Filed]:
        """Return what was reported on a measure, newest first."""
        with reading(self.engine) as session:
            found, _ = progress.reports(session, self.agency_id, 2567, MeasureId.parse(measure), limit=100)
        return list(found)

    def share(self, measure: str, unit: str) -> tuple[int, bool] | None:
        """Return how far a unit is with a measure, and whether that is accepted."""
        with reading(self.engine) as session:
            rows = progress.shares(session, self.agency_id)
        key = MeasureId.parse(measure)
        found = [(row.percent, row.done) for row in rows if row.measure == key and row.unit == unit]
        return found[0] if found else None

    def all_evidence(self) -> list[Evidence]:
        """Return every piece of evidence that came in, in the order sent."""
        with Session(self.engine) as session:
            order = (Evidence.received_at, Evidence.image_index, Evidence.id)
            return list(session.exec(select(Evidence).order_by(*order)))  # type: ignore[arg-type]  # columns

    def evidence(self, measure: str) -> list[Evidence]:
        """Return the evidence of reports on a measure, in the order sent."""
        reports = {report.id for report in self.reports(measure)}
        return [one for one in self.all_evidence() if one.report_id in reports]

    def holds(self, words: str) -> bool:
        """Whether any table holds these words anywhere."""
        names = [name for name in inspect(self.engine).get_table_names() if name != "alembic_version"]
        with self.engine.connect() as connection:
            rows = [
                row
                for name in names
                for row in connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 (our own tables)
            ]
        escaped = json.dumps(words)[1:-1]
        return any(words in str(value) or escaped in str(value) for row in rows for value in row)


class Office(Agency):
    """The agency on a stage: its bot runs, and its clock can be pushed."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.line, stage.service.engine, stage.clock)
        self.stage = stage

    def pass_time(self, **by: float) -> None:
        """Let the office's clock move on."""
        self.stage.clock.push(**by)


def picture(number: int) -> bytes:
    """Return the beginning of a photo, another one for each number."""
    return b"\xff\xd8\xff\xe0" + bytes([number]) * 100


def actions(part: Any) -> list[dict[str, Any]]:
    """Return all actions of a message, the innermost ones too."""
    if isinstance(part, list):
        return [action for item in part for action in actions(item)]
    if not isinstance(part, dict):
        return []
    found = [action for key, value in part.items() if key != "quickReply" for action in actions(value)]
    action = part.get("action")
    return [action, *found] if isinstance(action, dict) else found


def texts(part: Any) -> list[str]:
    """Return all words of a message in their order."""
    if isinstance(part, list):
        return [words for item in part for words in texts(item)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if isinstance(part.get("text"), str) else []
    return own + [words for value in part.values() for words in texts(value)]
