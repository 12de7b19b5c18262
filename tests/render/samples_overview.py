"""Replies about the whole of the plan."""

import dataclasses
import datetime as dt
from typing import Any

from bot import answers as a
from ita_core.keys import Name
from ita_core.plan import Tally
from tests.render import samples as s

TALLY = Tally(not_started=20, in_progress=12, handed_in=4, done=8, overdue=3)


def unit_progress(abbr: str, percent: int, **facts: Any) -> a.UnitProgress:
    return a.UnitProgress(
        **{
            "unit": s.unit(abbr),
            "percent": percent,
            "measures": 11,
            "done": percent // 20,
            "silent": 0,
            "last": s.TODAY,
            "people": 3,
            **facts,
        }
    )


UNITS = (
    unit_progress("กร.2", 0, silent=11, last=None, people=0),
    unit_progress("กมร.", 12, silent=6, last=dt.date(2024, 3, 20)),
    unit_progress("ศบพ.", 35, silent=2, last=dt.date(2024, 4, 5)),
    unit_progress("สล.", 60),
    unit_progress("กย.", 82),
    unit_progress("ศส.", 100),
)


OVERVIEW = a.Overview(
    agency_short="กรอ.",
    plan_year=s.PLAN,
    today=s.TODAY,
    issue=None,
    only=(),
    percent=41,
    measures=47,
    tally=TALLY,
    issues=tuple(
        a.IssueProgress(
            issue=s.issue_ref(number),
            percent=number * 12,
            measures=6,
            tally=Tally(not_started=2, in_progress=1, handed_in=1, done=number % 3, overdue=number % 2),
        )
        for number in range(1, 8)
    ),
    units=UNITS,
    page=a.Page(number=1, pages=1, first=1, last=6, total=6),
    overdue=(s.measure("1.1", dt.date(2024, 4, 15)), s.measure("2.4", dt.date(2024, 4, 20))),
    overdue_count=3,
    at_risk=(s.measure("5.2"), s.measure("7.3")),
    at_risk_count=2,
    silent=UNITS[:3],
    silent_days=14,
    ownerless=(s.measure("7.10"),),
    ownerless_count=1,
    unlinked=(s.unit("กร.2"), s.unit("กวอ.")),
)


def ordinary() -> dict[str, a.Reply]:
    """The whole department, and one unit."""
    return {
        "overview": s.reply(OVERVIEW),
        "overview_unit": s.reply(
            dataclasses.replace(
                OVERVIEW,
                only=(s.unit("ศส."),),
                units=UNITS[-1:],
                unlinked=(),
                ownerless=(),
                ownerless_count=0,
            )
        ),
    }


def full(long: str, measures: tuple[a.MeasureLine, ...], units: tuple[a.UnitRef, ...]) -> dict[str, a.Answer]:
    """Answers with longest texts and most rows."""
    progress = unit_progress(units[0].abbr, 3, unit=units[0], silent=47, last=None, people=0)
    return {
        "overview": dataclasses.replace(
            OVERVIEW,
            issues=tuple(
                dataclasses.replace(each, issue=a.IssueRef(number=7, name=Name(long[:150])))
                for each in OVERVIEW.issues
            ),
            only=units,
            units=(progress,) * 14,
            overdue=measures[:5],
            overdue_count=47,
            at_risk=measures[:5],
            at_risk_count=47,
            silent=(progress,) * 40,
            ownerless=measures[:5],
            ownerless_count=47,
            unlinked=units * 4,
        ),
    }
