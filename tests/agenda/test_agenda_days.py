"""The days of the example plan, and the days that civil servants know otherwise than everybody."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.agenda import government, ladder, moves
from bot.agenda.ladder import Period, To
from bot.agenda.moves import Move
from bot.agenda.workdays import Workdays

PLAN = Period(start=dt.date(2024, 3, 6), due=dt.date(2024, 4, 30), end=dt.date(2024, 9, 30))
BRIDGE = dt.date(2024, 4, 11)


def steps(period: Period, *closed: dt.date) -> dict[str, dt.date]:
    found = ladder.steps(ladder.DEFAULT, period, Workdays(dict.fromkeys(closed, True)))
    return {step.rung: step.day for step in found}


def test_the_steps_of_the_example_plan() -> None:
    found = steps(PLAN)
    assert {rung: (day.month, day.day) for rung, day in found.items() if not rung.startswith("over")} == {
        "start": (3, 6),
        "t-30": (3, 13),
        "t-14": (4, 4),
        "t-7": (4, 19),
        "t-3": (4, 25),
        "t-1": (4, 29),
        "due": (4, 30),
        "head-3": (5, 3),
        "central-7": (5, 13),
    }
    assert found["over-1"] == dt.date(2024, 5, 1)  # Labor Day is none for civil servants


def test_a_bridge_day_on_the_11th_moves_two_steps_by_one_day_and_nothing_else() -> None:
    before, after = steps(PLAN), steps(PLAN, BRIDGE)
    assert {rung: (before[rung], after[rung]) for rung in before if before[rung] != after[rung]} == {
        "t-30": (dt.date(2024, 3, 13), dt.date(2024, 3, 12)),
        "t-14": (dt.date(2024, 4, 4), dt.date(2024, 4, 3)),
    }


def moved(period: Period, through: dt.date, *closed: dt.date) -> tuple[Move, ...]:
    old, new = (
        ladder.steps(ladder.DEFAULT, period, Workdays(dict.fromkeys(one, True))) for one in ((), closed)
    )
    return moves.moves(old, new, through)


def test_what_is_told_already_does_not_move() -> None:
    assert [one.rung for one in moved(PLAN, dt.date(2024, 3, 1), BRIDGE)] == ["t-30", "t-14"]
    assert moved(PLAN, dt.date(2024, 3, 31), BRIDGE) == (
        Move("t-14", To.UNIT, dt.date(2024, 4, 4), dt.date(2024, 4, 3)),
    )
    assert moved(PLAN, dt.date(2024, 4, 4), BRIDGE) == ()


def test_a_step_that_would_be_before_the_period_falls_away() -> None:
    short = Period(start=dt.date(2024, 4, 3), due=dt.date(2024, 4, 30), end=dt.date(2024, 9, 30))
    assert moved(short, dt.date(2024, 4, 1), BRIDGE) == (Move("t-14", To.UNIT, dt.date(2024, 4, 4), None),)


def test_the_weekly_ones_after_the_deadline_move_as_one() -> None:
    found = moved(PLAN, dt.date(2024, 4, 30), dt.date(2024, 5, 1))
    assert [(one.rung, one.was, one.day) for one in found] == [
        ("over", dt.date(2024, 5, 1), dt.date(2024, 5, 2)),
        ("head-3", dt.date(2024, 5, 3), dt.date(2024, 5, 7)),
        ("central-7", dt.date(2024, 5, 13), dt.date(2024, 5, 14)),
    ]


@pytest.mark.parametrize("day", [(4, 6), (4, 8), (4, 12), (4, 13), (4, 15), (4, 16), (5, 6), (5, 10)])
def test_offices_are_closed(day) -> None:
    assert not Workdays().is_working(dt.date(2024, *day))


@pytest.mark.parametrize("day", [(4, 11), (4, 17), (5, 1), (4, 9)])
def test_offices_are_open(day) -> None:
    assert Workdays().is_working(dt.date(2024, *day))


def test_childrens_day_is_no_holiday_and_closes_nothing() -> None:
    assert dt.date(2024, 1, 13) not in government.holidays_of(2024)


def test_in_a_leap_year_the_29th_of_february_is_a_day_like_others() -> None:
    period = Period(start=dt.date(2024, 2, 1), due=dt.date(2024, 2, 29), end=dt.date(2024, 9, 30))
    found = steps(period)
    assert (found["due"], found["t-1"], found["over-1"]) == (
        dt.date(2024, 2, 29),
        dt.date(2024, 2, 28),
        dt.date(2024, 3, 1),
    )
    assert steps(period, dt.date(2024, 2, 29))["due"] == dt.date(2024, 2, 28)


def test_a_deadline_at_the_end_of_the_fiscal_year_has_nothing_after_it() -> None:
    period = Period(start=dt.date(2024, 8, 1), due=dt.date(2024, 9, 30), end=dt.date(2024, 9, 30))
    assert list(steps(period))[-1] == "due"
    assert steps(period)["t-1"] == dt.date(2024, 9, 27)


def test_only_what_is_proclaimed_each_year_is_not_announced() -> None:
    assert government.unannounced(2024) == ()
    assert [name.en for name in government.unannounced(2040)] == ["Royal Ploughing Ceremony"]
