"""Replies about the message budget."""

import datetime as dt
from dataclasses import replace
from typing import Any

from bot import answers as a
from bot.answers.budget import BudgetShown, PlannedKind, PlannedWeek, ReserveSet
from bot.answers.reminders import BudgetNote, PausedNote, ReminderCard
from bot.intent import Intent
from tests.render import samples as s

BANGKOK = dt.timezone(dt.timedelta(hours=7))
TODAY = dt.date(2024, 4, 4)
READ_AT = dt.datetime(2024, 4, 4, 13, 2, tzinfo=BANGKOK)
LEADS = (Intent("budget.set", {"reserve": 15}), Intent("ladder.show"))
WEEKS = ((4, 7, 17), (8, 14, 34), (15, 21, 62), (22, 28, 51), (29, 30, 48))
KINDS = (
    ("digest", 34),
    ("start", 4),
    ("t-30", 17),
    ("t-14", 17),
    ("t-7", 34),
    ("t-3", 34),
    ("t-1", 34),
    ("due", 31),
    ("over", 3),
    ("head", 2),
    ("central", 1),
    ("unheard", 1),
)


def kinds(held: int = 0) -> tuple[PlannedKind, ...]:
    """Return what is planned, the first of it held back."""
    return tuple(
        PlannedKind(what=what, cards=cost, cost=cost, held=number < held, last=number > 5)
        for number, (what, cost) in enumerate(KINDS)
    )


def shown(**facts: Any) -> BudgetShown:
    """Return a month that lasts, changed as wanted."""
    weeks = [
        PlannedWeek(first=TODAY.replace(day=first), last=TODAY.replace(day=last), cards=cost, cost=cost)
        for first, last, cost in WEEKS
    ]
    return BudgetShown(
        **{
            "agency_short": "กรอ.",
            "today": TODAY,
            "month": TODAY.replace(day=1),
            "most": 300,
            "used": 41,
            "read_at": READ_AT,
            "reserve": 30,
            "reserve_decided": False,
            "pushed": 22,
            "spent": 22,
            "free": 35,
            "planned": 212,
            "allowed": 212,
            "left": 47,
            "missing": 0,
            "exhausted": False,
            "weeks": tuple(weeks),
            "kinds": kinds(),
            **facts,
        }
    )


def ordinary() -> dict[str, a.Reply]:
    """Replies of a month that lasts, of one that does not, and of those that nobody knows."""
    scarce = shown(used=148, allowed=106, left=46, missing=90, kinds=kinds(5), reserve_decided=True)
    nothing = {"most": None, "reserve": 0, "left": None}
    note = ReminderCard(
        agency_short="กรอ.",
        today=TODAY,
        in_group=False,
        lines=(),
        count=0,
        budget=BudgetNote(month=TODAY.replace(day=1), through="t-7"),
    )
    return {
        "budget": a.Reply(answer=shown(), leads=LEADS),
        "budget_scarce": a.Reply(answer=scarce, leads=LEADS),
        "budget_tight": a.Reply(answer=shown(used=258, allowed=12, left=30, missing=8)),
        "budget_used_up": a.Reply(
            answer=shown(used=280, allowed=0, left=20, missing=212, exhausted=True, kinds=kinds(12))
        ),
        "budget_no_limit": a.Reply(answer=shown(**nothing)),
        "budget_unknown": a.Reply(answer=shown(**nothing, used=None, read_at=None)),
        "budget_empty": a.Reply(answer=shown(planned=0, allowed=0, left=259, kinds=(), weeks=())),
        "reserve": s.reply(ReserveSet(reserve=45, before=None, most=300)),
        "reserve_unknown": s.reply(ReserveSet(reserve=45, before=30, most=None)),
        "reminder_budget": s.reply(note),
        "reminder_paused": s.reply(replace(note, budget=None, paused=(PausedNote(number=12, why="quota"),))),
        "reminder_paused_several": s.reply(
            replace(
                note,
                paused=tuple(
                    PausedNote(number=number, why=why)
                    for number, why in ((11, "copied"), (12, "credentials"), (1234, "quota"), (1235, "quota"))
                ),
            )
        ),
        **{
            f"reminder_budget_{through}": s.reply(
                ReminderCard(
                    agency_short="กรอ.",
                    today=TODAY,
                    in_group=False,
                    lines=(),
                    count=0,
                    budget=BudgetNote(month=TODAY.replace(day=1), through=through),
                )
            )
            for through in ("digest", "all")
        },
    }
