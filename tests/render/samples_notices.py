"""Replies about notices."""

from typing import Any

from bot import answers as a
from bot.answers import notices as n
from ita_core.keys import Name

AGENCY = Name("กรมโรงงานอุตสาหกรรม", "Department of Industrial Works")
TEXT = "ขอให้จัดส่งแผนการใช้จ่ายงบประมาณภายในวันศุกร์ที่ 12 เมษายน 2567\nสอบถามที่กลุ่มงานจริยธรรม โทร. 0 2430 6300"
LINK = "https://www.diw.go.th/plan"


def received(**facts: Any) -> n.NoticeReceived:
    return n.NoticeReceived(**{"agency": AGENCY, "agency_short": "กรอ.", "number": 12, "text": TEXT, **facts})


def ordinary() -> dict[str, a.Reply]:
    """Each in its usual forms."""
    return {
        "notice_received": a.Reply(answer=received(link=LINK)),
        "notice_preview": a.Reply(answer=received(number=None)),
        "notice_unsigned": a.Reply(answer=received(signed=False, corrects=11)),
        "notice_reminds": a.Reply(answer=received(reminds=11)),
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    return {
        "longest": received(text=(long * 10)[:5000], link=f"https://x.go.th/{'a' * 980}"),
        "nasty": received(text=nasty, reminds=9999, corrects=9998),
    }
