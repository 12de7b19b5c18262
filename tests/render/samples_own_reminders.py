"""Replies about reminders: the card of the day, and what people want of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot import answers as a
from bot.answers import own_reminders as o
from bot.answers.reminders import DueLine, ReminderCard
from bot.intent import Intent
from ita_core.keys import MeasureId
from tests.render import samples as s

TODAY = dt.date(2024, 4, 3)
DUE = dt.date(2024, 4, 30)
MEASURES = tuple(MeasureId.parse(row) for row in ("1.1", "1.2", "1.3", "3.2"))
MANY = tuple(MeasureId(issue, number) for issue in range(1, 8) for number in range(1, 8))


def settings(**facts: Any) -> o.Settings:
    return o.Settings(
        **{
            "at": dt.time(13),
            "weekdays": (),
            "digest_only": False,
            "place": "private",
            **facts,
        }
    )


def step(rung: str, day: dt.date, **facts: Any) -> o.PlannedStep:
    return o.PlannedStep(
        **{
            "kind": "duty",
            "rung": rung,
            "step": rung.partition("~")[0],
            "day": day,
            "measures": MEASURES,
            "state": "planned",
            "can_cancel": True,
            **facts,
        }
    )


def day(number: int, *steps: o.PlannedStep, month: int = 4) -> o.PlannedDay:
    when = dt.date(2024, month, number)
    return o.PlannedDay(day=when, ahead=(when - TODAY).days, steps=steps)


def put_off(measure: str, until: int | None, bound: Any = None) -> o.PutOffLine:
    return o.PutOffLine(
        measure=MeasureId.parse(measure),
        text="การเผยแพร่ผลการดำเนินงานตามยุทธศาสตร์และแผนการปฏิบัติราชการ",
        due=DUE,
        days_left=27,
        day=None if until is None else dt.date(2024, 4, until),
        bound=bound,
    )


def plan(**facts: Any) -> o.ReminderPlan:
    fourth = dt.date(2024, 4, 4)
    digest = step("digest-2024-04-09", dt.date(2024, 4, 9), kind="digest", measures=())
    return o.ReminderPlan(
        **{
            "agency_short": "กรอ.",
            "today": TODAY,
            "settings": settings(),
            "muted": (o.MutedLine(measure=MEASURES[0], until=DUE),),
            "days": (
                day(3, step("start", TODAY, state="waits", measures=MEASURES[:1])),
                day(4, step("t-14", fourth, measures=MANY)),
                day(9, digest, step("t-14~2024-04-09", fourth, state="put_off")),
                day(19, step("t-7", dt.date(2024, 4, 19), state="cancelled")),
                day(30, step("due", DUE)),
                day(3, step("head-3", dt.date(2024, 5, 3), kind="head", can_cancel=False), month=5),
                day(
                    6,
                    *(
                        step(f"{kind}-3", dt.date(2024, 5, 6), kind=kind, measures=(), can_cancel=False)
                        for kind in ("unheard", "done", "moved", "queue", "budget", "acting")
                    ),
                    month=5,
                ),
            ),
            **facts,
        }
    )


def cancelled(*, back: bool) -> o.StepCancelled:
    when = dt.date(2024, 4, 19)
    return o.StepCancelled(day=when, rung="t-7", step="t-7", measures=MEASURES, back=back)


OPTIONS = (
    o.DayOption(day=dt.date(2024, 4, 4), days=1),
    o.DayOption(day=dt.date(2024, 4, 5), days=None),
    o.DayOption(day=dt.date(2024, 4, 10), days=7),
)


def due_line(measure: str, left: int, percent: int | None = None) -> DueLine:
    return DueLine(
        year=2567,
        measure=MeasureId.parse(measure),
        text="การเผยแพร่ผลการดำเนินงานตามยุทธศาสตร์และแผนการปฏิบัติราชการ",
        due=DUE,
        days_left=left,
        units=("ศส.",),
        percent=percent,
    )


def ordinary() -> dict[str, a.Reply]:
    """Replies as they are given every day."""
    card = ReminderCard(
        agency_short="กรอ.",
        today=TODAY,
        in_group=False,
        lines=(due_line("1.1", 1), due_line("3.2", 27, 60)),
        count=2,
    )
    found: dict[str, a.Answer] = {
        "reminder_card": card,
        "reminder_plan": plan(),
        "reminders_set": o.RemindersSet(
            settings=settings(
                at=dt.time(8, 30),
                weekdays=(1, 4),
                digest_only=True,
                place="group",
                groups=(
                    o.GroupPlace(unit="ศส.", bound=True, members=12, assumed=30),
                    o.GroupPlace(unit="กย.", bound=True, members=None, assumed=30),
                    o.GroupPlace(unit="สล.", bound=False, members=None, assumed=30),
                ),
            ),
            opens=dt.time(8, 30),
            closes=dt.time(16, 30),
            asked=dt.time(7),
            closed=(6,),
        ),
        "snooze_asks": o.SnoozeAsks(
            measure=None, measures=MEASURES, today=TODAY, options=OPTIONS, last=DUE, past=TODAY
        ),
        "snoozed": o.Snoozed(
            wished=dt.date(2024, 4, 14),
            in_group=False,
            lines=(
                put_off("1.1", 11, "day_off"),
                put_off("1.2", 11, "day_off"),
                put_off("3.2", 9, "overdue"),
                put_off("4.1", None, "deadline"),
            ),
        ),
        "snooze_nothing": o.NothingToSnooze(measure=None, in_group=False),
        "mute_asks": o.MuteAsks(
            measure=None,
            today=TODAY,
            options=(OPTIONS[2], o.DayOption(day=DUE, days=None)),
            plan_ends=DUE,
            last=dt.date(2024, 9, 30),
        ),
        "mute_set": o.MuteSet(
            measure=None, until=dt.date(2024, 9, 30), wished=dt.date(2026, 1, 1), escalates=True
        ),
        "mute_lifted": o.MuteLifted(
            measure=MEASURES[3], was=True, still=(o.MutedLine(measure=None, until=DUE),)
        ),
        "step_cancelled": cancelled(back=False),
        "step_back": cancelled(back=True),
        "cancel_nothing": o.NothingToCancel(),
    }
    return {name: s.reply(answer, (Intent("reminder.show"),)) for name, answer in found.items()}


def full(long: str) -> dict[str, a.Answer]:
    """Answers as long as they can be."""
    days = tuple(
        day(number, *(step(f"t-{rung}", DUE, measures=MANY) for rung in range(1, 9)))
        for number in range(3, 11)
    )
    unit = long[:60]
    return {
        "reminder_plan": plan(
            days=days,
            muted=tuple(o.MutedLine(measure=one, until=DUE) for one in MANY),
            settings=settings(
                place="group",
                weekdays=(1, 2, 3, 4, 5, 6, 7),
                groups=(o.GroupPlace(unit=unit, bound=True, members=500, assumed=30),) * 8,
            ),
        ),
        "snoozed": o.Snoozed(
            wished=DUE,
            in_group=True,
            lines=tuple(put_off(str(one), 3 + one.number, "deadline") for one in MANY),
        ),
        "mute_lifted": o.MuteLifted(
            measure=None, was=False, still=tuple(o.MutedLine(measure=one, until=DUE) for one in MANY)
        ),
    }


def empty() -> dict[str, a.Answer]:
    """Answers with nothing in them."""
    return {
        "reminder_plan": plan(days=(), muted=()),
        "mute_asks": o.MuteAsks(measure=MEASURES[0], today=TODAY, options=(), plan_ends=None, last=TODAY),
        "digest_cancelled": o.StepCancelled(
            day=TODAY, rung="digest-2024-04-03", step="digest-2024-04-03", measures=(), back=False
        ),
        "snooze_nothing_of": o.NothingToSnooze(measure=MEASURES[0], in_group=False),
        "snooze_nothing_here": o.NothingToSnooze(measure=None, in_group=True),
    }
