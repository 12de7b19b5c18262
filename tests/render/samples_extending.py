"""Replies about more time: asked for, decided, told."""

import dataclasses
import datetime as dt
from typing import Any

from bot import answers as a
from tests.render import samples as s
from tests.render import samples_work as work

ASKS = a.ExtensionAsks(
    plan_year=s.PLAN,
    want="until",
    measure=work.MEASURE,
    unit="ศส.",
    until=None,
    days=(dt.date(2024, 5, 7), dt.date(2024, 5, 14), dt.date(2024, 5, 30)),
    first=dt.date(2024, 5, 1),
    last=dt.date(2024, 9, 30),
)


def needless(why: Any) -> a.Reply:
    waits = work.wish() if why == "waits" else None
    return s.reply(a.ExtensionNeedless(plan_year=s.PLAN, measure=work.MEASURE, why=why, wish=waits))


def ordinary() -> dict[str, a.Reply]:
    """Replies of an ordinary day."""
    granted = a.ExtensionJudged(plan_year=s.PLAN, wish=work.wish(), granted=True, told=9, left=0)
    moved = a.DeadlineTold(plan_year=s.PLAN, wish=work.wish(), granted=True, asked=False)
    return {
        "extension_measure": s.reply(
            dataclasses.replace(ASKS, want="measure", measure=None, unit=None, own=work.OWN, days=())
        ),
        "extension_unit": s.reply(
            dataclasses.replace(ASKS, want="unit", unit=None, units=(s.unit("ศส."), s.unit("กวภ.")))
        ),
        "extension_until": s.reply(ASKS),
        "extension_wrong": s.reply(dataclasses.replace(ASKS, wrong="after_year", said=dt.date(2024, 12, 1))),
        "extension_early": s.reply(dataclasses.replace(ASKS, wrong="not_later", said=dt.date(2024, 4, 15))),
        "extension_past": s.reply(dataclasses.replace(ASKS, wrong="past", said=dt.date(2024, 4, 1))),
        "extension_reason": s.reply(
            dataclasses.replace(ASKS, want="reason", until=dt.date(2024, 5, 15), days=())
        ),
        "extension_shown": s.reply(
            a.ExtensionShown(
                plan_year=s.PLAN,
                dialogue=5,
                measure=work.MEASURE,
                unit="ศส.",
                until=dt.date(2024, 5, 15),
                reason=work.REASON,
            )
        ),
        "extension_sent": s.reply(
            a.ExtensionSent(
                plan_year=s.PLAN, measure=work.MEASURE, unit="ศส.", until=dt.date(2024, 5, 15), told=1
            )
        ),
        "extension_done": needless("done"),
        "extension_waits": needless("waits"),
        "extension_year_ends": needless("year_ends"),
        "extension_requested": s.reply(
            a.ExtensionRequested(
                plan_year=s.PLAN,
                measure=work.MEASURE,
                unit="ศส.",
                until=dt.date(2024, 5, 15),
                reason=work.REASON,
                name="มาลี ใจดี",
            )
        ),
        "extension_granted": s.reply(granted),
        "extension_refused": s.reply(dataclasses.replace(granted, granted=False, left=2)),
        "deadline_moved": s.reply(moved),
        "deadline_granted": s.reply(dataclasses.replace(moved, asked=True)),
        "deadline_kept": s.reply(dataclasses.replace(moved, granted=False, asked=True)),
        "extension_stale": s.reply(a.ExtensionStale(plan_year=s.PLAN, wish=work.wish(), state="granted")),
        "extension_moot": s.reply(a.ExtensionStale(plan_year=s.PLAN, wish=work.wish(), state="moot")),
    }


def full(
    long: str, nasty: str, measures: tuple[a.MeasureLine, ...], units: tuple[a.UnitRef, ...]
) -> dict[str, a.Answer]:
    """Answers with longest texts and most rows."""
    essay, name = long * 8, units[0].abbr
    asked = work.wish(measure=measures[0], unit=name, reason=essay, name=nasty)
    return {
        "extension_asks": dataclasses.replace(
            ASKS, want="measure", measure=None, unit=None, own=measures, days=()
        ),
        "extension_unit": dataclasses.replace(ASKS, want="unit", measure=measures[0], units=units),
        "extension_shown": a.ExtensionShown(
            plan_year=s.PLAN,
            dialogue=5,
            measure=measures[0],
            unit=name,
            until=dt.date(2024, 9, 30),
            reason=essay,
        ),
        "extension_requested": a.ExtensionRequested(
            plan_year=s.PLAN,
            measure=measures[0],
            unit=name,
            until=dt.date(2024, 9, 30),
            reason=essay,
            name=nasty,
        ),
        "deadline_told": a.DeadlineTold(plan_year=s.PLAN, wish=asked, granted=False, asked=True),
    }
