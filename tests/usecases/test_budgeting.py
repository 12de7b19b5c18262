"""The message budget as arithmetic: what may be pushed, what is held back in which order, what is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda import ladder
from bot.store.quota import Reading
from bot.usecases import budgeting
from bot.usecases.budgeting import Allowance, Means, Purse, allow, is_last, means, place

NOW = dt.datetime(2024, 4, 4, 13, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
EARLY = ("digest", "start", "t-30", "t-14", "t-7", "t-3", "t-2")
LAST = ("t-1", "due", "over", "head", "central", "unheard", "whatever comes")
WHATS = EARLY + LAST

plans = st.dictionaries(st.sampled_from(WHATS), st.integers(1, 60))
rooms = st.integers(-5, 500)


def test_the_order_is_as_stated() -> None:
    assert budgeting.in_order(reversed(WHATS))[: len(EARLY)] == EARLY
    assert [is_last(what) for what in WHATS] == [False] * len(EARLY) + [True] * len(LAST)
    assert sorted(EARLY, key=place) == list(EARLY)


@given(plans, rooms)
def test_what_may_be_pushed_can_be_paid_for(planned, room) -> None:
    """Early steps are pushed only if everything that may be pushed is paid for without the reserve."""
    allowance = allow(planned, room)
    allowed = sum(cost for what, cost in planned.items() if allowance.may(what))
    if any(allowance.may(what) for what in planned if not is_last(what)):
        assert allowed <= room
    assert (room <= 0) == allowance.exhausted


@given(plans, rooms)
def test_nothing_is_held_back_while_something_earlier_in_the_order_is_pushed(planned, room) -> None:
    allowance = allow(planned, room)
    order = budgeting.in_order(planned)
    held = allowance.held(planned)
    assert held == order[: len(held)]


@given(plans, rooms, st.integers(0, 100), st.sampled_from(WHATS))
def test_more_messages_hold_back_less_and_a_fuller_plan_more(planned, room, more, what) -> None:
    before = set(allow(planned, room).held(WHATS))
    assert set(allow(planned, room + more).held(WHATS)) <= before
    assert set(allow({**planned, what: planned.get(what, 0) + more + 1}, room).held(WHATS)) >= before


@given(plans)
def test_enough_is_enough(planned) -> None:
    assert allow(planned, sum(planned.values()) or 1) == Allowance()
    assert allow(planned, None) == Allowance()


@given(st.lists(st.tuples(st.sampled_from(WHATS), st.booleans()), max_size=40), st.integers(0, 30))
def test_a_month_never_spends_its_reserve(to_come, room) -> None:
    """Card by card, weighed anew each time; some ride free, so less is spent than was planned."""
    spent, lost = 0, []
    for number, (what, free) in enumerate(to_come):
        rest = Counter(one for one, _ in to_come[number:])
        purse = Purse(room - spent, allow(rest, room - spent))
        if not free and purse.affords(what, 1):
            spent += 1
        elif not free and is_last(what):
            lost.append(room - spent)
    assert spent <= room
    assert set(lost) <= {0}  # what is urgent waits only once nothing but the reserve is left


@given(plans, st.integers(1, 300))
def test_the_most_urgent_is_pushed_while_there_is_room(planned, room) -> None:
    purse = Purse(room, allow(planned, room))
    assert purse.affords("due", 1)
    assert not purse.affords("due", room + 1)
    purse.spend(room)
    assert not purse.affords("due", 1)


def reading(**facts):
    return Reading(**{"channel_id": 1, "month": "2024-04", "most": 300, "used": 20, "read_at": NOW} | facts)


def test_the_month_stands_at_what_line_counts_and_what_it_does_not_know_of_yet() -> None:
    found = means(reading(), 7, None, NOW)
    assert (found.left, found.reserve, found.room) == (273, 30, 243)
    assert means(reading(most=305), 0, None, NOW).reserve == 31
    assert means(reading(), 0, 50, NOW).room == 230
    assert means(reading(), 0, 0, NOW).room == 280
    assert means(reading(used=290), 40, None, NOW).room == 0


@pytest.mark.parametrize("told", [None, reading(month="2024-03"), reading(most=None)])
def test_what_nobody_knows_or_limits_holds_nothing_back(told) -> None:
    assert means(told, 5, 30, NOW).room is None
    assert means(None, 5, 30, NOW) == Means()


def test_a_month_ends_when_it_ends_in_japan() -> None:
    evening = dt.datetime(2024, 4, 30, 22, 30, tzinfo=NOW.tzinfo)
    assert budgeting.month_of(evening) == "2024-05"
    assert budgeting.month_of(evening - dt.timedelta(hours=1)) == "2024-04"
    assert budgeting.last_day(dt.date(2024, 2, 3)) == dt.date(2024, 2, 29)
    assert budgeting.last_day(dt.date(2024, 12, 31)) == dt.date(2024, 12, 31)


@given(st.sampled_from([*WHATS[:-1], "t-90"]), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_step_of_holding_back_is_told_under_a_word_that_fits_and_can_be_read(what, day) -> None:
    rung = budgeting.rung_of(day, [what], Allowance())
    assert len(rung) <= 32
    assert budgeting.read_rung(rung) == (day.replace(day=1), what)
    assert budgeting.read_rung(f"{ladder.OVER}-2") is None
    assert budgeting.read_rung("budget-nonsense") is None


def test_a_step_keeps_its_name_and_the_second_week_overdue_is_overdue() -> None:
    assert budgeting.what_for("duty", "over-3") == "over"
    assert budgeting.what_for("duty", "t-14") == "t-14"
    assert budgeting.what_for("head", "head-3") == "head"
    assert budgeting.what_for("digest", "digest-2024-04-08") == "digest"
