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
        **{
            f"notice_paused_{why}": a.Reply(
                answer=n.NoticePaused(number=12, why=why, sent=480, failed=20, left=500)
            )
            for why in ("failures", "quota", "credentials", "content")
        },
        "notice_paused_at_once": a.Reply(
            answer=n.NoticePaused(number=12, why="quota", sent=0, failed=0, left=1)
        ),
        "notice_done": a.Reply(answer=n.NoticeDone(number=12, sent=996, refused=1, unknown=2, skipped=1)),
        "notice_done_whole": a.Reply(
            answer=n.NoticeDone(number=12, sent=1000, refused=0, unknown=0, skipped=0)
        ),
        "notice_reminds": a.Reply(answer=received(reminds=11)),
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    return {
        "longest": received(text=(long * 10)[:5000], link=f"https://x.go.th/{'a' * 980}"),
        "nasty": received(text=nasty, reminds=9999, corrects=9998),
    }
