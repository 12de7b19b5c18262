"""The receipt sheet of a notice: where it can be had."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.answers import Reply
from bot.answers.notice_status import NoticeReceipt
from bot.evidence.links import RECEIPT_LASTS
from bot.intent import Intent
from bot.usecases.notices import looking

if TYPE_CHECKING:
    from bot.usecases.asker import Ask
    from bot.usecases.notices.looking import Looked

HOUR = dt.timedelta(hours=1)


def receipt(ask: Ask) -> Reply:
    """Give links to the sheet, as a workbook and for paper."""
    looking.need(ask)
    found: Looked = ask.found
    kept = looking.there(found)
    links = None
    if ask.links is not None:
        links = ask.links.receipt(kept.id, kept.agency_id, kept.made_at)
    language = ask.asker.language
    answer = NoticeReceipt(
        number=kept.number,
        counts=looking.counted(found.tallies),
        workbook=None if links is None else f"{links}/{language}.xlsx",
        paper=None if links is None else f"{links}/{language}.pdf",
        hours=RECEIPT_LASTS // HOUR,
    )
    which = {"notice": kept.number}
    leads = (Intent("notice.who", which), Intent("notice.status", which), Intent("notice.list"))
    return Reply(answer=answer, leads=leads, about=f"notice {kept.number}")
