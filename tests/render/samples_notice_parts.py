"""Replies about what notices are made from."""

import datetime as dt
from typing import Any

from bot import answers as a
from bot.answers import notice_parts as p
from bot.answers import notices as n
from bot.render.chars import clean

TEXT = "เรียนคุณ{ชื่อ} ({ตำแหน่ง} {หน่วย})\nขอเชิญประชุม {เรื่อง} วันที่ {วันประชุม} ที่ห้องประชุม 201"
WRONG = (
    "open",
    "close",
    "blank",
    "long",
    "long_name",
    "full",
    "empty",
    "too_long",
    "link",
    "long_link",
    "link_place",
)
PROBLEMS = ("kind", "address", "many", "too_large", "not_allowed", "empty", "gone", "unreachable")
PERSONAL = "เรียนคุณ{name} ({post} {unit}) ค้าง {overdue} มาตรการ: {measures} ครั้งถัดไป {deadline}"
FILLED = {
    "name": "กานดา ใจงาม",
    "unit": "กย.",
    "post": "head",
    "overdue": "2",
    "measures": "3.1, 3.2",
    "deadline": "2024-04-30",
}
PLACE = "https://bot.example/evidence/2a.sfg1s0.AAAAAAAAAAAAAAAAAAAAAA"
SMALL = "https://bot.example/preview/2a.sfg1s0.AAAAAAAAAAAAAAAAAAAAAA"
PICTURE = n.NoticeFile(kind="image", name=None, address=PLACE, preview=SMALL)
FILE = n.NoticeFile(kind="file", name="แผนงบประมาณ.pdf", address=PLACE)
BLANKS = (
    n.NoticeBlank(
        place="name",
        units=(n.AudienceUnit(unit="สล.", names=(None, None), count=2),),
        rooms=("กย.",),
    ),
    n.NoticeBlank(
        place="measures", units=(n.AudienceUnit(unit="กย.", names=("กานดา ใจงาม",), count=1),), rooms=()
    ),
)


def line(**facts: Any) -> p.TemplateLine:
    return p.TemplateLine(
        **{
            "name": "เชิญประชุม",
            "version": 3,
            "text": TEXT,
            "by": "อารี พรหม",
            "made_on": dt.date(2024, 4, 1),
            "places": ("เรื่อง", "วันประชุม"),
            "known": ("name", "post", "unit"),
            **facts,
        }
    )


def wrong(why: str) -> p.TemplateRefused:
    near = (
        {"before": "ขอเชิญคุณ", "after": "{ชื่อ มาประชุมวันที่"} if why in {"open", "close", "blank", "long"} else {}
    )
    linked = {"before": "http://x.go.th/{name}"} if why.startswith("link") else {}
    return p.TemplateRefused(why=why, name="เชิญประชุม", at=14, count=5001, most=5000, **near, **linked)


def refused(problem: str) -> p.NoticeFileRefused:
    return p.NoticeFileRefused(
        kind="image", problem=problem, name=None, most=3, picture_bytes=10_000_000, file_bytes=52_428_800
    )


def ordinary() -> dict[str, a.Reply]:
    """Each in its usual forms."""
    short = line(name="ทวงงาน", version=1, by=None, text="อย่าลืมส่งงาน", places=(), known=())
    return {
        "notice_templates": a.Reply(answer=p.NoticeTemplates(lines=(line(), short), total=2)),
        "notice_templates_missing": a.Reply(
            answer=p.NoticeTemplates(lines=(short,), total=1, missing="เชิญประชุม")
        ),
        "notice_templates_none": a.Reply(answer=p.NoticeTemplates(lines=(), total=0)),
        "template_how": a.Reply(answer=p.TemplateHow()),
        "template_how_named": a.Reply(answer=p.TemplateHow(name="เชิญประชุม")),
        "template_saved": a.Reply(answer=p.TemplateSaved(line=line())),
        "template_saved_first": a.Reply(answer=p.TemplateSaved(line=short)),
        "template_retired": a.Reply(answer=p.TemplateRetired(name="เชิญประชุม", versions=3)),
        "template_retired_one": a.Reply(answer=p.TemplateRetired(name="เชิญประชุม", versions=1)),
        "notice_place": a.Reply(answer=p.NoticePlaceAsked(place="วันประชุม", left=0, dialogue=4)),
        "notice_place_first": a.Reply(answer=p.NoticePlaceAsked(place="เรื่อง", left=1, dialogue=4)),
        **{f"template_{why}": a.Reply(answer=wrong(why)) for why in WRONG},
        **{f"notice_file_{problem}": a.Reply(answer=refused(problem)) for problem in PROBLEMS},
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Each at its longest, and with words that look like something else."""
    most = line(
        name=long[:60],
        text=(long * 10)[:5000],
        by=long[:100],
        places=tuple(f"{long[:36]}{number}" for number in range(60)),
        known=("name", "unit", "post", "overdue", "measures", "deadline"),
    )
    return {
        "templates": p.NoticeTemplates(lines=(most,) * 8, total=100, missing=long[:200]),
        "saved": p.TemplateSaved(line=most),
        "nasty_template": p.NoticeTemplates(lines=(line(name=clean(nasty)[:60], text=nasty),), total=1),
        "place": p.NoticePlaceAsked(place=long[:40], left=9, dialogue=4),
        "refused": p.TemplateRefused(why="link_place", name=long[:200], before=long),
    }
