"""Replies about notices that were confirmed."""

import datetime as dt
from typing import Any

from bot import answers as a
from bot.answers import notice_status as n
from bot.intent import Intent
from tests.render.samples_notices import TEXT

ICT = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2024, 4, 1, 9, 20, tzinfo=ICT)
AT = dt.datetime(2024, 4, 1, 9, 5, tzinfo=ICT)
ARUNEE = n.NoticePerson(number=1, name="อรุณี ใจเย็น", own=True)
WICHAI = n.NoticePerson(number=2, name="วิชัย ตั้งใจ")
NOBODY = n.NoticePerson(number=17, name=None)
UNITS = (
    a.UnitRef(abbr="กย.", full_name="กองยุทธศาสตร์และแผนงาน"),
    a.UnitRef(abbr="สล.", full_name="สำนักงานเลขานุการกรม"),
    a.UnitRef(abbr="ศส."),
)
COUNTS = n.NoticeCounts(sent=812, sending=100, queued=70, refused=3, unknown=2, skipped=13, acknowledged=431)
DONE = n.NoticeCounts(sent=982, refused=3, unknown=2, skipped=13, acknowledged=870, groups=2, heard=14)
NONE = n.NoticeCounts(queued=1000)


def status(**facts: Any) -> n.NoticeStatus:
    return n.NoticeStatus(
        **{
            "agency_short": "กรอ.",
            "now": NOW,
            "number": 12,
            "state": "sending",
            "held": False,
            "seconds": 0,
            "why": None,
            "turned": None,
            "text": TEXT,
            "audience": ("unit:กย.", "unit:สล."),
            "author": ARUNEE,
            "made_at": AT,
            "send_at": AT,
            "started_at": AT,
            "ended_at": None,
            "decided_by": WICHAI,
            "decided_at": AT,
            "counts": COUNTS,
            "cost": 1000,
            "signed": True,
            "urgent": False,
            "corrects": None,
            "reminds": None,
            **facts,
        }
    )


def line(number: int, state: str, **facts: Any) -> n.NoticeLine:
    return n.NoticeLine(
        **{
            "number": number,
            "state": state,
            "held": False,
            "at": AT,
            "text": TEXT,
            "counts": DONE,
            "signed": True,
            **facts,
        }
    )


def recipient(who: n.NoticePerson | None, state: str, **facts: Any) -> n.NoticeRecipientLine:
    return n.NoticeRecipientLine(
        **{
            "who": who,
            "unit": UNITS[0],
            "state": state,
            "why": None,
            "done_at": AT,
            "acknowledged_at": None,
            **facts,
        }
    )


ROWS = (
    recipient(None, "sent", acknowledged_at=NOW),
    recipient(ARUNEE, "sent", acknowledged_at=NOW),
    recipient(WICHAI, "sent"),
    recipient(NOBODY, "heard", acknowledged_at=NOW),
    recipient(WICHAI, "refused", why="The user hasn't added the LINE Official Account as a friend."),
    recipient(WICHAI, "unknown", unit=UNITS[1]),
    recipient(WICHAI, "skipped", unit=UNITS[1], why="blocked"),
    recipient(WICHAI, "skipped", unit=UNITS[1], why="never"),
    recipient(WICHAI, "queued", unit=UNITS[1], done_at=None),
)


def who(**facts: Any) -> n.NoticeWho:
    return n.NoticeWho(
        **{
            "agency_short": "กรอ.",
            "number": 12,
            "state": "sent",
            "signed": True,
            "unit": None,
            "filter": None,
            "rows": ROWS,
            "page": a.Page(number=1, pages=1, first=1, last=9, total=9),
            **facts,
        }
    )


def units(**facts: Any) -> n.NoticeUnits:
    return n.NoticeUnits(
        **{
            "agency_short": "กรอ.",
            "number": 12,
            "state": "sent",
            "signed": True,
            "counts": DONE,
            "units": (
                n.NoticeUnitLine(unit=UNITS[0], counts=n.NoticeCounts(sent=42, skipped=3, acknowledged=31)),
                n.NoticeUnitLine(unit=UNITS[1], counts=n.NoticeCounts(sent=18, acknowledged=18)),
                n.NoticeUnitLine(unit=UNITS[2], counts=n.NoticeCounts(refused=1, acknowledged=0)),
            ),
            "page": a.Page(number=1, pages=1, first=1, last=3, total=3),
            **facts,
        }
    )


LIST = n.NoticeList(
    agency_short="กรอ.",
    rows=(
        line(14, "awaiting", counts=NONE),
        line(13, "scheduled", counts=NONE, held=True),
        line(12, "sending", counts=COUNTS),
        line(11, "sent"),
        line(10, "cancelled", signed=False),
    ),
    page=a.Page(number=1, pages=2, first=1, last=5, total=14),
)
RECEIPT = n.NoticeReceipt(
    number=12,
    counts=DONE,
    workbook="https://bot.example/receipt/x/th.xlsx",
    paper="https://bot.example/receipt/x/th.pdf",
    hours=1,
)
SIGNED = n.NoticeSigned(number=12, at=NOW, again=False)


def ordinary() -> dict[str, a.Reply]:
    """Each in its usual forms."""
    which = {"notice": 12}
    leads = tuple(
        Intent(f"notice.{name}", which) for name in ("who", "receipt", "remind", "correct", "retry")
    )
    before: dict[str, Any] = {"started_at": None, "counts": NONE, "decided_by": None, "decided_at": None}
    return {
        "status_sending": a.Reply(answer=status(), leads=leads),
        "status_held": a.Reply(answer=status(state="scheduled", held=True, seconds=31, **before)),
        "status_scheduled": a.Reply(answer=status(state="scheduled", **before)),
        "status_awaiting": a.Reply(answer=status(state="awaiting", **before)),
        "status_rejected": a.Reply(answer=status(state="rejected", why="ข้อความไม่ครบ", counts=NONE)),
        "status_paused": a.Reply(answer=status(state="paused", why="failures")),
        "status_pause": a.Reply(answer=status(state="paused", why="asked", turned="pause")),
        "status_resume": a.Reply(answer=status(turned="resume")),
        "status_retry": a.Reply(answer=status(turned="retry")),
        "status_sent": a.Reply(answer=status(state="sent", ended_at=NOW, counts=DONE, corrects=11)),
        "status_cancelled": a.Reply(answer=status(state="cancelled", turned="cancel", ended_at=NOW)),
        "status_stopped": a.Reply(answer=status(state="cancelled", turned="cancel", ended_at=NOW, **before)),
        "status_list": a.Reply(answer=LIST, more=Intent("notice.list", {}, 2)),
        "status_units": a.Reply(answer=units()),
        "status_who": a.Reply(answer=who()),
        "status_unread": a.Reply(answer=who(filter="unread", unit=UNITS[0], rows=ROWS[2:3])),
        "status_signed": a.Reply(answer=SIGNED),
        "status_signed_again": a.Reply(answer=n.NoticeSigned(number=12, at=AT, again=True)),
        "status_signed_group": a.Reply(
            answer=n.NoticeSigned(number=12, at=AT, again=False, name=WICHAI, count=7)
        ),
        "status_not_signed": a.Reply(answer=n.NoticeNotSigned(why="preview")),
        "status_receipt": a.Reply(answer=RECEIPT),
        "status_no_receipt": a.Reply(answer=n.NoticeReceipt(**_without(RECEIPT))),
    }


def _without(receipt: n.NoticeReceipt) -> dict[str, Any]:
    return {
        "number": receipt.number,
        "counts": receipt.counts,
        "workbook": None,
        "paper": None,
        "hours": receipt.hours,
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    unit = a.UnitRef(abbr=f"คณะทำงาน {long[:70]}", full_name=long[:120])
    who_ = n.NoticePerson(number=2**31 - 1, name=long[:120])
    most = n.NoticeCounts(
        sent=100_000, sending=500, queued=99, refused=7, unknown=8, skipped=9, acknowledged=99_999, heard=1
    )
    row = recipient(who_, "refused", unit=unit, why=long[:200])
    rows = tuple(
        recipient(who_, "skipped", unit=a.UnitRef(abbr=f"{number}{long[:60]}")) for number in range(20)
    )
    page = a.Page(number=1, pages=999, first=1, last=20, total=100_000)
    return {
        "status": status(
            text=(long * 10)[:5000],
            author=who_,
            decided_by=who_,
            audience=tuple(f"unit:{number}{long[:40]}" for number in range(20)),
            counts=most,
            corrects=99999,
            reminds=99998,
            urgent=True,
        ),
        "nasty": status(text=nasty, why=nasty, state="rejected", audience=(nasty,)),
        "list": n.NoticeList(
            agency_short="กรอ.",
            rows=tuple(line(99_990 + number, "sending", text=long, counts=most) for number in range(10)),
            page=page,
            turn="cancel",
        ),
        "who": who(rows=(row,) * 20, page=page),
        "who_units": who(rows=rows, page=page, filter="failed"),
        "units": units(units=tuple(n.NoticeUnitLine(unit=unit, counts=most) for _ in range(10)), page=page),
        "signed": n.NoticeSigned(number=99_999, at=AT, again=True, name=who_, count=12345),
    }


def empty() -> dict[str, a.Answer]:
    """Nobody and nothing."""
    nothing = a.Page(number=1, pages=1, first=0, last=0, total=0)
    return {
        "status_list": n.NoticeList(agency_short="กรอ.", rows=(), page=nothing),
        "status_who": who(rows=(), page=nothing, filter="failed"),
        "status_units": units(units=(), page=nothing, counts=n.NoticeCounts()),
        "status": status(state="sent", counts=n.NoticeCounts(), text=""),
        "not_yours": n.NoticeNotSigned(why="not_yours", number=12),
        "stranger": n.NoticeNotSigned(why="stranger"),
        "not_sent": n.NoticeNotSigned(why="not_sent", number=12),
    }
