"""Replies about days off, office hours and the steps of reminding."""

import dataclasses
import datetime as dt

from bot import answers as a
from bot.answers import office as o
from bot.answers.reminders import DueLine, ReminderCard
from bot.intent import Intent
from ita_core.keys import MeasureId, Name
from tests.render import samples as s

TODAY = dt.date(2024, 4, 1)
BRIDGE = dt.date(2024, 4, 11)
YES_NO = (Intent("confirm", {"dialogue": 3}), Intent("cancel", {"dialogue": 3}))
SONGKRAN = Name("วันสงกรานต์", "Songkran Festival")
LONG_HOLIDAY = Name("วันคล้ายวันเฉลิมพระชนมพรรษา; วันชาติ; วันพ่อแห่งชาติ", "National Day; Father's Day")
ROWS = (
    o.DayOff(
        day=dt.date(2024, 4, 6),
        closed=True,
        own=False,
        holiday=Name("วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช และวันที่ระลึกมหาจักรีบรมราชวงศ์", "Chakri Memorial Day"),
    ),
    o.DayOff(day=BRIDGE, closed=True, own=True, name="วันหยุดพิเศษตามมติคณะรัฐมนตรี"),
    o.DayOff(
        day=dt.date(2024, 4, 12), closed=False, own=True, holiday=Name("วันหยุดพิเศษ (เพิ่มเติม)", "Bridge day")
    ),
    o.DayOff(day=dt.date(2024, 4, 15), closed=True, own=False, holiday=SONGKRAN),
    o.DayOff(day=dt.date(2024, 12, 5), closed=True, own=False, holiday=LONG_HOLIDAY),
)
CALENDAR = o.CalendarShown(
    agency_short="กรอ.",
    year=None,
    today=TODAY,
    rows=ROWS,
    page=s.page(5, 31),
    unknown=((2570, Name("วันพืชมงคล", "Royal Ploughing Ceremony")),),
    may_set=True,
)
MOVES = (
    o.StepMove(rung="t-14", was=dt.date(2024, 4, 4), day=dt.date(2024, 4, 3), measures=47),
    o.StepMove(rung="t-30", was=dt.date(2024, 3, 13), day=None, measures=2),
    o.StepMove(rung="over", was=dt.date(2024, 5, 1), day=dt.date(2024, 5, 2), measures=1),
    o.StepMove(rung="head-3", was=None, day=dt.date(2024, 5, 7), measures=1),
)
ASKED = o.DayToConfirm(day=ROWS[1], weekend=False, moves=MOVES, people=16, dialogue=3)
NOT_TAKEN = o.DayNotTaken(
    closing=True, day=ROWS[3], weekend=False, why="as_it_is", last=dt.date(2026, 4, 1), most=200
)
HOURS = o.OfficeHoursShown(
    agency_short="กรอ.", opens="08:30", closes="16:30", cutoff="13:00", changed=False, may_set=True
)
NO_HOURS = o.OfficeHoursRefused(opens="17:00", closes="08:00", cutoff="13:00", why="order")
RUNGS = (
    o.RungLine(rung="start", on=True, day=dt.date(2024, 3, 6), to="duty", past=True),
    o.RungLine(rung="t-30", on=False, day=dt.date(2024, 3, 13), to="duty", past=True),
    o.RungLine(rung="t-14", on=True, day=dt.date(2024, 4, 4), to="duty"),
    o.RungLine(rung="t-7", on=True, day=dt.date(2024, 4, 19), to="duty"),
    o.RungLine(rung="t-3", on=True, day=None, to="duty"),
    o.RungLine(rung="due", on=True, day=dt.date(2024, 4, 30), to="duty"),
    o.RungLine(rung="over", on=True, day=dt.date(2024, 5, 1), to="duty", weekly=True),
    o.RungLine(rung="head-3", on=True, day=dt.date(2024, 5, 3), to="head"),
    o.RungLine(rung="central-7", on=False, day=dt.date(2024, 5, 13), to="central"),
)
LADDER = o.LadderShown(
    plan_year=s.PLAN,
    measure=None,
    start=dt.date(2024, 3, 6),
    due=dt.date(2024, 4, 30),
    count=47,
    others=2,
    own=1,
    rungs=RUNGS,
    may_set=True,
)
CARD = ReminderCard(
    agency_short="กรอ.",
    today=dt.date(2024, 4, 3),
    in_group=False,
    lines=(
        DueLine(
            year=2567,
            measure=MeasureId(3, 2),
            text=s.DATA["measures"]["3.2"],
            due=s.DUE,
            days_left=27,
            units=("ศส.",),
            percent=None,
        ),
    ),
    count=1,
    moved=(o.StepMove(rung="t-14", was=dt.date(2024, 4, 4), day=dt.date(2024, 4, 3)),),
)


def ordinary() -> dict[str, a.Reply]:
    """Replies as they are given every day."""
    opened = o.DayDecided(day=ROWS[2], weekend=False, moves=(), people=0, told=0)
    return {
        "calendar": s.reply(CALENDAR, (Intent("calendar.close"), Intent("deadline.list"))),
        "calendar_year": s.reply(dataclasses.replace(CALENDAR, year=2567, may_set=False, unknown=())),
        "calendar_empty": s.reply(dataclasses.replace(CALENDAR, rows=(), page=s.page(0, 0))),
        "which_day_closed": s.reply(
            o.WhichDay(closing=True, dialogue=3, today=TODAY, last=dt.date(2026, 4, 1)), YES_NO[1:]
        ),
        "which_day_open": s.reply(
            o.WhichDay(closing=False, dialogue=3, today=TODAY, last=dt.date(2026, 4, 1), own=ROWS[1:2]),
            YES_NO[1:],
        ),
        **{
            f"day_{why}": s.reply(dataclasses.replace(NOT_TAKEN, why=why))
            for why in ("past", "too_far", "long_name", "as_it_is", "no_day_left")
        },
        "day_weekend": s.reply(
            dataclasses.replace(
                NOT_TAKEN, day=o.DayOff(day=dt.date(2024, 4, 7), closed=True, own=False), weekend=True
            )
        ),
        "day_open_already": s.reply(
            dataclasses.replace(NOT_TAKEN, closing=False, day=o.DayOff(day=BRIDGE, closed=False, own=False))
        ),
        "day_to_close": s.reply(ASKED, YES_NO),
        "day_to_open": s.reply(dataclasses.replace(ASKED, day=ROWS[2], moves=(), people=0), YES_NO),
        "weekend_to_open": s.reply(
            dataclasses.replace(
                ASKED, day=o.DayOff(day=dt.date(2024, 4, 7), closed=False, own=True), weekend=True
            ),
            YES_NO,
        ),
        "day_closed": s.reply(o.DayDecided(day=ROWS[1], weekend=False, moves=MOVES[:1], people=16, told=15)),
        "day_open": s.reply(opened),
        "hours": s.reply(HOURS),
        "hours_changed": s.reply(dataclasses.replace(HOURS, changed=True, may_set=False)),
        **{
            f"hours_{why}": s.reply(dataclasses.replace(NO_HOURS, why=why))
            for why in ("order", "short", "cutoff")
        },
        "ladder": s.reply(LADDER),
        "ladder_of_measure": s.reply(
            dataclasses.replace(LADDER, measure=s.measure("3.2"), count=1, others=0, changed="t-14")
        ),
        "ladder_off": s.reply(
            dataclasses.replace(
                LADDER,
                rungs=tuple(dataclasses.replace(one, on=False) for one in RUNGS),
                changed="due",
                may_set=False,
                own=0,
                others=0,
            )
        ),
        "rung_unknown": s.reply(o.RungRefused(rung="t-91", why="unknown", most=16)),
        "rung_too_many": s.reply(o.RungRefused(rung="t-5", why="too_many", most=16)),
        "reminder_moved": s.reply(CARD),
        "reminder_moved_alone": s.reply(dataclasses.replace(CARD, lines=(), count=0)),
    }


def full(long: str, nasty: str) -> dict[str, a.Answer]:
    """Replies at the edges of what can be."""
    day = o.DayOff(day=BRIDGE, closed=True, own=True, name=(nasty + long)[:200])
    moves = tuple(
        o.StepMove(rung=f"t-{n}", was=BRIDGE, day=TODAY + dt.timedelta(n), measures=n) for n in range(1, 30)
    )
    return {
        "calendar": dataclasses.replace(CALENDAR, rows=(day,) * 12, unknown=CALENDAR.unknown * 9),
        "day": dataclasses.replace(ASKED, day=day, moves=moves, people=9999),
        "which": o.WhichDay(closing=False, dialogue=3, today=TODAY, last=dt.date(2026, 4, 1), own=(day,) * 5),
        "ladder": dataclasses.replace(
            LADDER, rungs=tuple(dataclasses.replace(RUNGS[6], rung=f"t-{n}") for n in range(1, 26))
        ),
        "rung": o.RungRefused(rung=nasty * 10, why="unknown", most=16),
        "card": dataclasses.replace(CARD, moved=moves),
    }
