"""Days, hours and steps for any office and any period: never on a day off, never later than asked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.agenda import government, ladder, moves
from bot.agenda.hours import OfficeHours, Wish, push_moment, shown_on
from bot.agenda.ladder import Period, To
from bot.agenda.workdays import LONGEST_REST, AlwaysClosed, Workdays
from ita_core.keys import FiscalYear

DAY = dt.timedelta(days=1)
ZONE = dt.timezone(dt.timedelta(hours=7))
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2045, 12, 31)
EDGES = [
    dt.date(year, month, day) for year in range(1992, 2045, 4) for month, day in ((2, 29), (9, 30), (10, 1))
]
days = st.dates(FIRST, LAST) | st.sampled_from(EDGES)
around = st.integers(-40, 40)


@st.composite
def calendars(draw, near: dt.date) -> Workdays:
    """Draw the calendar of an agency that decided some days around a day itself."""
    own = draw(st.dictionaries(around, st.booleans(), max_size=12))
    return Workdays({near + DAY * offset: closed for offset, closed in own.items()})


@st.composite
def periods(draw) -> Period:
    """Draw a period of some length whose deadline may be any day."""
    due = draw(days)
    start = due - DAY * draw(st.integers(0, 300))
    return Period(start=start, due=due, end=FiscalYear.of(due).last_day)


rungs = st.sets(
    st.sampled_from(["start", "due", "over"])
    | st.integers(1, 90).map("t-{}".format)
    | st.integers(1, 20).map("head-{}".format)
    | st.integers(1, 20).map("central-{}".format),
    max_size=12,
)


@given(data=st.data(), day=days, count=st.integers(0, 30))
def test_a_day_that_is_counted_to_is_a_working_day_and_counts_right(data, day, count) -> None:
    calendar = data.draw(calendars(day))
    back, ahead = calendar.back(day, count), calendar.forward(day, count + 1)
    assert calendar.is_working(back)
    assert calendar.is_working(ahead)
    assert back <= day < ahead
    assert sum(calendar.is_working(back + DAY * one) for one in range(1, (day - back).days + 1)) == count
    assert sum(calendar.is_working(day + DAY * one) for one in range(1, (ahead - day).days + 1)) == count + 1


@given(data=st.data(), period=periods(), ladder_=rungs)
def test_steps_are_on_working_days_in_order_and_once(data, period, ladder_) -> None:
    calendar = data.draw(calendars(period.due))
    steps = ladder.steps(ladder_, period, calendar)
    assert all(calendar.is_working(step.day) for step in steps)
    assert list(steps) == sorted(steps, key=lambda step: (step.day, step.to))
    assert len({step.rung for step in steps}) == len(steps)
    assert len({(step.day, step.to) for step in steps}) == len(steps)


@given(data=st.data(), period=periods(), ladder_=rungs)
def test_steps_never_come_later_than_asked(data, period, ladder_) -> None:
    """Until the deadline; what comes after it begins on a working day after it, and ends with the year."""
    calendar = data.draw(calendars(period.due))
    for step in ladder.steps(ladder_, period, calendar):
        kind, _, count = step.rung.partition("-")
        if kind in {"start", "due"}:
            assert step.day <= (period.start if kind == "start" else period.due)
        elif kind == "t":
            assert step.day <= period.due - DAY * int(count)
            assert step.day > calendar.on_or_before(period.start)
        else:
            assert period.due < step.day <= period.end
            assert step.to is {"over": To.UNIT, "head": To.HEAD, "central": To.CENTRAL}[kind]


@given(data=st.data(), period=periods())
def test_what_is_overdue_is_told_once_a_week_at_most_but_for_days_off(data, period) -> None:
    calendar = data.draw(calendars(period.due))
    steps = ladder.steps(["over"], period, calendar)
    first = calendar.forward(period.due, 1)
    assert [step.rung for step in steps] == [f"over-{number}" for number in range(1, len(steps) + 1)]
    assert all(calendar.on_or_before(step.day) == step.day for step in steps)
    weeks = (period.end - first).days // 7 + 1 if first <= period.end else 0
    assert len(steps) <= weeks


@given(data=st.data(), period=periods(), closed=around, through=st.integers(-330, 60))
def test_closing_a_day_moves_earlier_what_is_to_come_and_loses_nothing(data, period, closed, through) -> None:
    calendar = data.draw(calendars(period.due))
    day, told = period.due + DAY * closed, period.due + DAY * through
    assume(calendar.is_working(day))
    after = Workdays({**calendar.own, day: True})
    old, new = (ladder.steps(ladder.DEFAULT, period, one) for one in (calendar, after))
    for move in moves.moves(old, new, told):
        if move.was is not None and move.day is not None and move.was <= period.due:
            assert move.day < move.was
    today = told + DAY
    kept = moves.through_after(old, new, told, today)
    over = {step.rung for step in old if step.day <= told}
    still = {step.rung for step in old if step.day > told}
    assert all(step.day > kept for step in new if step.rung in still)
    to_come = {step.rung for step in new if step.day > kept}
    if not any(step.rung in still and step.day <= told for step in new):
        assert not to_come & over


@given(day=days, at=st.none() | st.times(), weekdays=st.sets(st.integers(1, 7)), data=st.data())
def test_nobody_is_told_later_than_a_step_or_outside_office_hours(day, at, weekdays, data) -> None:
    calendar = data.draw(calendars(day))
    opens = data.draw(st.integers(0, 22))
    hours = OfficeHours(
        opens=dt.time(opens), closes=dt.time(data.draw(st.integers(opens + 1, 23))), push_at=dt.time(13)
    )
    working = calendar.on_or_before(day)
    wish = Wish(at=at, weekdays=tuple(weekdays))
    shown = shown_on(working, wish, calendar)
    assert shown <= working
    assert calendar.is_working(shown)
    assert hours.open_at(push_moment(shown, wish, hours, ZONE), calendar)


@given(day=days, data=st.data(), length=st.integers(1, 80))
def test_a_long_rest_is_known_before_a_round_falls_into_it(day, data, length) -> None:
    calendar = Workdays({day + DAY * ahead: True for ahead in range(length)})
    anywhere = day + DAY * data.draw(st.integers(0, length - 1))
    first, last = day - DAY * 20, day + DAY * (length + 20)
    assert calendar.rest(anywhere) >= min(length, LONGEST_REST)
    if calendar.rest(anywhere) < LONGEST_REST:
        assert calendar.on_or_before(anywhere) < day
        assert calendar.on_or_after(anywhere) >= day + DAY * length
    else:
        with pytest.raises(AlwaysClosed):
            [calendar.on_or_after(first + DAY * one) for one in range((last - first).days)]


@given(st.integers(1990, 2045))
def test_offices_work_on_labor_day_and_not_on_the_ploughing_day(year) -> None:
    names = {name.en for name in government.holidays_of(year).values()}
    assert not any("Labor Day" in name or "Children" in name for name in names)
    first_of_may = dt.date(year, 5, 1)
    assert Workdays().is_working(first_of_may) == (first_of_may.weekday() < 5) or first_of_may in (
        government.holidays_of(year)
    )
    proclaimed = year != 1999 and year <= 2026  # in 1999 there was none
    assert any("Royal Ploughing" in name for name in names) == proclaimed
    assert bool(government.unannounced(year)) != proclaimed


@given(st.integers(1, 90), st.sampled_from(["t", "head", "central"]), days, st.integers(0, 2**31))
def test_a_move_is_written_in_few_characters_and_read_back(count, kind, was, number) -> None:
    moved = moves.Moved(f"{kind}-{count}", was)
    word = moves.write(moved, number)
    assert len(word) <= 32
    assert moves.read(word) == moved
