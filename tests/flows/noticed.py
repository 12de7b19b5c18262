"""Notices that were confirmed already, and what people do about them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from bot.store import channels, conversations, notices, people
from bot.store.engine import reading, writing
from bot.store.inbox import identity
from bot.store.notices import NewNotice, NewRecipient
from bot.store.tables import Chat, Notice, NoticeRecipient
from tests.flows.desk import Desk
from tests.flows.office import Staff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.notices import Kept

TEXT = "ขอให้ส่งแผนการใช้จ่ายงบประมาณภายในวันศุกร์"


def every(people: Iterable[Staff], became: str) -> list[tuple[Staff, str]]:
    """Say that the same became of a notice for all of them."""
    return [(one, became) for one in people]


class Board(Desk):
    """The agency's staff, with notices on the board."""

    def named(self, name: str, *units: str, role: str = "staff") -> Staff:
        """Bring in somebody who has said what they are called."""
        staff: Staff = self.person(name, *units, role=role)
        staff.want("register", name="")
        staff.say(name)
        return staff

    def who(self, staff: Staff) -> int:
        """Return the key of a person."""
        with reading(self.engine) as session:
            channel = identity(channels.default(session).id)
            contact = conversations.contact(session, channel, staff.line.user_id)
            assert contact is not None
            return identity(people.of_contact(session, identity(contact.id)))

    def notice(  # noqa: PLR0913 (what there is to say of one, by name)
        self,
        by: Staff,
        to: Iterable[tuple[Staff, str]] = (),
        *,
        state: str = "sent",
        signed: bool = True,
        text: str = TEXT,
        groups: tuple[str, ...] = (),
        waits: float = 0.0,
        units: dict[str, str] | None = None,
    ) -> int:
        """Put a notice on the board: to whom, each with what became of it. Returns its number.

        ``groups`` are LINE's ids of group chats; ``waits`` is in how many seconds it goes.
        """
        now, to = self.now(), list(to)
        with writing(self.engine) as session:
            channel = identity(channels.default(session).id)
            chats = [session.exec(select(Chat.id).where(col(Chat.line_id) == one)).one() for one in groups]
            new = NewNotice(
                state="scheduled",
                author_id=self.who(by),
                send_at=now + dt.timedelta(seconds=waits),
                content={"text": text},
                audience=("all",),
                cost=len(to),
                signed=signed,
                recipients=(
                    *(
                        NewRecipient(
                            person_id=self.who(one),
                            channel_id=channel,
                            language="th",
                            unit=(units or {}).get(one.line.name, "ศส."),
                        )
                        for one, _ in to
                    ),
                    *(
                        NewRecipient(chat_id=one, channel_id=channel, language="th", unit="ศส.")
                        for one in chats
                    ),
                ),
            )
            key, number = notices.create(session, self.agency_id, new, now)
            for one, became in to:
                state_, _, why = became.partition(":")
                self._became(session, key, NoticeRecipient.person_id == self.who(one), state_, why or None)
            self._became(session, key, col(NoticeRecipient.chat_id).is_not(None), "sent", None)
            begun = state not in {"scheduled", "awaiting", "rejected"}
            values = {"started_at": now if begun else None, "ended_at": now if state == "sent" else None}
            session.execute(update(Notice).where(col(Notice.id) == key).values(state=state, **values))
        return number

    def _became(self, session, key, whom, state, why) -> None:
        statement = update(NoticeRecipient).where(col(NoticeRecipient.notice_id) == key, whom)
        done = None if state in {"queued", "sending"} else self.now()
        session.execute(statement.values(state=state, why=why, done_at=done))

    def kept(self, number: int) -> Kept:
        """Return a notice as it stands."""
        with reading(self.engine) as session:
            found = notices.numbered(session, self.agency_id, number)
        assert found is not None
        return found

    def rows(self, number: int) -> list[tuple[int | None, str, dt.datetime | None]]:
        """Return what became of its recipients: who, state, since when acknowledged."""
        with reading(self.engine) as session:
            statement = select(NoticeRecipient).join(Notice, col(Notice.id) == NoticeRecipient.notice_id)
            of_it = statement.where(Notice.number == number, Notice.agency_id == self.agency_id)
            found = session.exec(of_it.order_by(col(NoticeRecipient.id))).all()
            return [(one.person_id, one.state, one.acknowledged_at) for one in found]
