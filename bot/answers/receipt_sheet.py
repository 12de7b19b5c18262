"""What stands on the receipt sheet of a notice, as facts. Its people, who are many, come one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answers.notice_status import NoticeCounts, NoticePerson, NoticeRecipientLine, NoticeUnitLine
    from bot.roles import Role
    from ita_core.keys import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSheet:
    """A notice with what became of it. ``made_at`` is when the sheet was made; moments are the office's."""

    agency: Name
    agency_short: str
    number: int
    state: str
    signed: bool
    text: str
    audience: tuple[str, ...]
    author: NoticePerson | None
    decided_by: NoticePerson | None
    decided_at: dt.datetime | None
    written_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    made_at: dt.datetime
    counts: NoticeCounts
    units: tuple[NoticeUnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPerson:
    """A recipient with what they were in the unit when the notice was written."""

    line: NoticeRecipientLine
    roles: tuple[Role, ...]
