"""An administrator's desk for notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import select

from bot.store import channels, inbox, notices, quota
from bot.store.engine import reading, writing
from bot.store.quota import Reading
from bot.store.tables import NoticeRecipient, NoticeTemplate
from tests.flows.desk import Desk

if TYPE_CHECKING:
    from bot.store.notices import Kept
    from tests.flows.office import Staff


WORDS = "ส่งเอกสารภายในวันศุกร์"
SAID = f"ประกาศถึง กย. และ สล. {WORDS}"
"""A notice in a sentence, to the two units of whom `two_units` brings in one person each."""
TO_GROUPS = f"ประกาศถึงทุกกลุ่มไลน์ {WORDS}"


def month(desk: Desk, most: int, used: int = 0) -> None:
    """Let it be known how many messages the month has, whoever asks for it next."""
    desk.stage.line.set_quota(most, used)
    with writing(desk.engine) as session:
        channel_id = inbox.identity(channels.default(session).id)
        now = desk.stage.clock()
        told = Reading(channel_id=channel_id, month=f"{now:%Y-%m}", most=most, used=used, read_at=now)
        quota.note(session, told)


class NoticeDesk(Desk):
    """The agency's staff when notices are written, and what the database holds of them."""

    def latest(self) -> Kept | None:
        """Return the notice that was confirmed last."""
        with reading(self.engine) as session:
            found = notices.latest(session, self.agency_id, 1)
        return found[0] if found else None

    def all(self) -> list[Kept]:
        """Return every notice, the last first."""
        with reading(self.engine) as session:
            return list(notices.latest(session, self.agency_id, 100))

    def filled(self) -> list[dict[str, str] | None]:
        """Return what is filled for each recipient of any notice."""
        with reading(self.engine) as session:
            rows: Any = session.exec(select(NoticeRecipient).order_by(NoticeRecipient.id))  # type: ignore[arg-type]  # a column
            return [row.filled for row in rows]

    def versions(self) -> list[tuple[str, int, str, bool]]:
        """Return every version of every template: its name, number, text, and whether it is in use."""
        with reading(self.engine) as session:
            rows: Any = session.exec(select(NoticeTemplate).order_by(NoticeTemplate.id))  # type: ignore[arg-type]  # a column
            return [(row.name, row.version, row.text, row.retired_at is None) for row in rows]


def group(desk: NoticeDesk, admin: Staff, *others: Staff) -> None:
    """Bring a unit's group in, with these people in it."""
    made = desk.line.group("ศส.", [admin.line, *(one.line for one in others)])
    desk.line.ask(admin.line, "@ITA กลุ่มนี้เป็นของ ศส.", made)
