"""Replies about notices."""

import datetime as dt
from typing import Any, get_args, get_type_hints

from bot import answers as a
from bot.answers import notices as n
from ita_core.keys import Name
from tests.render import samples_notice_parts as parts

AGENCY = Name("กรมโรงงานอุตสาหกรรม", "Department of Industrial Works")
TEXT = "ขอให้จัดส่งแผนการใช้จ่ายงบประมาณภายในวันศุกร์ที่ 12 เมษายน 2567\nสอบถามที่กลุ่มงานจริยธรรม โทร. 0 2430 6300"
LINK = "https://www.diw.go.th/plan"


WHYS: tuple[Any, ...] = get_args(get_type_hints(n.NoticeNotTaken)["why"])
TODAY = dt.date(2024, 4, 4)
AT = dt.datetime(2024, 4, 8, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
HELD = n.NoticeWhen(hold=45)
LATER = n.NoticeWhen(hold=0, at=AT, off=True)
PRICE = n.NoticePrice(cost=14, left=212, reserve=30)
UNITS = (
    n.AudienceUnit(unit="กย.", names=("กานดา ใจงาม", "สมศรี มีสุข", None), count=8),
    n.AudienceUnit(unit="สล.", names=(None,), count=6),
)
BLOCKED = (n.AudienceUnit(unit="กย.", names=("วิชัย",), count=1),)


def draft(**facts: Any) -> n.NoticeDraft:
    return n.NoticeDraft(
        **{
            "audience": ("unit:กย.", "unit:สล."),
            "units": UNITS,
            "people": 14,
            "rooms": (),
            "unreachable": BLOCKED,
            "text": TEXT,
            "agency_short": "กรอ.",
            "price": PRICE,
            "when": HELD,
            "signed": True,
            "urgent": False,
            "approval": False,
            "dialogue": 4,
            "today": TODAY,
            "last": TODAY + dt.timedelta(days=366),
            **facts,
        }
    )


def asks(part: Any, **facts: Any) -> n.NoticeAsks:
    return n.NoticeAsks(**{"part": part, "dialogue": 4, "units": ("กย.", "สล."), "most": 5000, **facts})


def awaits(**facts: Any) -> n.NoticeAwaits:
    return n.NoticeAwaits(
        **{
            "number": 12,
            "by": "อารี พรหม",
            "audience": ("all",),
            "people": 240,
            "cost": 240,
            "text": TEXT,
            "when": HELD,
            **facts,
        }
    )


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
            for why in ("failures", "quota", "credentials", "content", "copied")
        },
        "notice_paused_at_once": a.Reply(
            answer=n.NoticePaused(number=12, why="quota", sent=0, failed=0, left=1)
        ),
        "notice_done": a.Reply(answer=n.NoticeDone(number=12, sent=996, refused=1, unknown=2, skipped=1)),
        "notice_done_whole": a.Reply(
            answer=n.NoticeDone(number=12, sent=1000, refused=0, unknown=0, skipped=0)
        ),
        "notice_reminds": a.Reply(answer=received(reminds=11)),
        "notice_personal": a.Reply(answer=received(text=parts.PERSONAL, filled=parts.FILLED)),
        "notice_pictures": a.Reply(
            answer=received(files=(parts.PICTURE, parts.PICTURE, parts.FILE), link=LINK)
        ),
        "notice_draft_personal": a.Reply(
            answer=draft(
                text=parts.PERSONAL,
                filled=parts.FILLED,
                sample=n.NoticeSample(unit="กย.", name="กานดา ใจงาม"),
                fills=(("เรื่อง", "งบประมาณ"), ("วันประชุม", "12 เมษายน")),
            ),
        ),
        "notice_draft_blank": a.Reply(
            answer=draft(
                text=parts.PERSONAL,
                filled={},
                sample=n.NoticeSample(unit="กย.", room=True),
                blanks=parts.BLANKS,
            )
        ),
        "notice_draft_files": a.Reply(
            answer=draft(
                sample=n.NoticeSample(unit="กย."),
                files=(n.NoticeAttached(kind="image", name=None, state="kept"),) * 3,
                hidden=1,
            ),
        ),
        "notice_draft_fetching": a.Reply(
            answer=draft(
                files=(
                    n.NoticeAttached(kind="image", name=None, state="expected"),
                    n.NoticeAttached(kind="file", name="แผน.pdf", state="kept"),
                    n.NoticeAttached(kind="image", name=None, state="refused", problem="too_large"),
                )
            )
        ),
        "notice_asks_whom": a.Reply(answer=asks("audience", overdue=True, rooms=True)),
        "notice_asks_what": a.Reply(answer=asks("text", audience=("role:head", "overdue"), count=9)),
        "notice_draft": a.Reply(answer=draft()),
        "notice_draft_large": a.Reply(
            answer=draft(
                approval=True,
                when=LATER,
                signed=False,
                changed=True,
                rooms=("กย.",),
                price=n.NoticePrice(cost=240, left=250, reserve=30, short="reserve"),
            )
        ),
        "notice_draft_in_parts": a.Reply(answer=draft(approval=True, lately=212)),
        "notice_draft_late": a.Reply(answer=draft(when=n.NoticeWhen(hold=0, at=AT, past=True))),
        "notice_draft_dear": a.Reply(
            answer=draft(urgent=True, price=n.NoticePrice(cost=240, left=20, reserve=30, short="month"))
        ),
        "notice_draft_unknown": a.Reply(answer=draft(price=n.NoticePrice(cost=3, left=None, reserve=0))),
        "notice_draft_free": a.Reply(
            answer=draft(
                price=n.NoticePrice(cost=3, left=None, reserve=0, unlimited=True),
                when=n.NoticeWhen(hold=45, after_hours=True),
            )
        ),
        "notice_count": a.Reply(answer=n.NoticeCount(count=240, dialogue=4)),
        "notice_count_groups": a.Reply(answer=n.NoticeCount(count=240, dialogue=4, groups=3)),
        "notice_count_wrong": a.Reply(answer=n.NoticeCount(count=240, dialogue=4, wrong=24)),
        **{
            f"notice_not_{why}": a.Reply(
                answer=n.NoticeNotTaken(
                    why=why, dialogue=4, count=5001, most=5000, words="http://x.go.th", at=AT
                )
            )
            for why in WHYS
        },
        "notice_confirmed": a.Reply(answer=n.NoticeConfirmed(number=12, count=14, when=HELD, approval=False)),
        "notice_scheduled": a.Reply(
            answer=n.NoticeConfirmed(number=12, count=14, when=LATER, approval=False)
        ),
        "notice_waits": a.Reply(
            answer=n.NoticeConfirmed(number=12, count=240, when=HELD, approval=True, approvers=2)
        ),
        "notice_awaits": a.Reply(answer=awaits()),
        "notice_awaits_in_parts": a.Reply(answer=awaits(people=14, cost=14, lately=212)),
        "notice_awaits_personal": a.Reply(
            answer=awaits(
                text=parts.PERSONAL,
                personal=True,
                sample=n.NoticeSample(unit="กย.", name="กานดา ใจงาม"),
                filled=parts.FILLED,
                files=(parts.PICTURE, parts.FILE),
                rooms=2,
                cost=300,
                unreachable=3,
                signed=False,
                urgent=True,
            )
        ),
        "notice_awaits_later": a.Reply(answer=awaits(by=None, when=LATER)),
        **{
            f"notice_judged_{approved}_{mine}": a.Reply(
                answer=n.NoticeJudged(
                    number=12,
                    approved=approved,
                    mine=mine,
                    by="อารี",
                    reason=None if approved else "ยังไม่ถึงเวลา",
                    when=LATER if approved else None,
                )
            )
            for approved in (True, False)
            for mine in (True, False)
        },
        "notice_why": a.Reply(answer=n.NoticeReasonAsked(number=12, dialogue=4)),
        "notice_why_shorter": a.Reply(answer=n.NoticeReasonAsked(number=12, dialogue=4, long=299)),
        "notice_stale": a.Reply(answer=n.NoticeStale(number=12, state="sending")),
        "notice_stale_own": a.Reply(answer=n.NoticeStale(number=12, state="awaiting", own=True)),
        "notice_none": a.Reply(answer=n.NoticeStale(number=None, state=None)),
        "notice_policy": a.Reply(
            answer=n.NoticePolicy(approve_from=200, typed_from=50, offered=(50, 100, 500, 1000))
        ),
        "notice_policy_set": a.Reply(
            answer=n.NoticePolicy(
                approve_from=100, typed_from=50, offered=(50, 200, 500, 1000), changed=True, told=2
            )
        ),
        "notice_policy_looser": a.Reply(
            answer=n.NoticePolicy(approve_from=100, typed_from=50, offered=(50,), looser=500)
        ),
        "notice_policy_told": a.Reply(
            answer=n.NoticePolicy(
                approve_from=500, typed_from=50, offered=(), changed=True, by="อารี", before=200
            )
        ),
        "notice_lapsed": a.Reply(answer=n.NoticeLapsed(number=12, at=AT, days=3)),
        "notice_held_off": a.Reply(answer=draft(when=n.NoticeWhen(hold=45, off=True))),
        "notice_stopped": a.Reply(answer=n.NoticeStopped(number=12)),
        **parts.ordinary(),
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    return {
        "longest": received(text=(long * 10)[:5000], link=f"https://x.go.th/{'a' * 980}"),
        "draft": draft(
            units=tuple(n.AudienceUnit(unit=long[:80], names=(long[:100],) * 5, count=99) for _ in range(60)),
            unreachable=tuple(n.AudienceUnit(unit=long[:80], names=(nasty,), count=99) for _ in range(60)),
            rooms=(long[:80],) * 20,
            audience=tuple(f"unit:{long[:60]}{number}" for number in range(30)),
        ),
        "awaits": awaits(text=(long * 10)[:5000], by=long[:100], audience=(f"unit:{long[:70]}",) * 30),
        **parts.full(long, nasty),
        "blanks": draft(
            text="{name}",
            filled={},
            sample=n.NoticeSample(unit=long[:80], name=long[:100]),
            blanks=(
                n.NoticeBlank(
                    place="name",
                    units=tuple(
                        n.AudienceUnit(unit=long[:80], names=(long[:100],) * 5, count=99) for _ in range(60)
                    ),
                    rooms=(long[:80],) * 60,
                ),
            )
            * 6,
            fills=((long[:40], (long * 10)[:5000]),) * 20,
        ),
        "pictures": received(text=(long * 10)[:5000], files=(parts.PICTURE,) * 3),
        "nasty": received(text=nasty, reminds=9999, corrects=9998),
    }
