"""What heads look at: what is at risk, who is silent, how many measures stand how."""

from __future__ import annotations

import datetime as dt

import pytest

from ita_core.keys import MeasureId
from ita_core.plan import Measure, Share, Tally, at_risk, average, silent, tally

START, DUE = dt.date(2024, 3, 6), dt.date(2024, 4, 30)


def measure(
    number: int, *shares: Share, progress: int | None = None, start: dt.date | None = START
) -> Measure:
    return Measure(
        MeasureId(3, number), "", start=start, end=DUE, owners=("a", "b"), shares=shares, progress=progress
    )


@pytest.mark.parametrize(
    ("day", "percent", "expected"),
    [(15, 0, False), (16, 0, True), (16, 49, True), (16, 50, False), (30, 0, True), (30, 50, False)],
)
def test_a_measure_that_ends_within_14_days_and_is_not_half_done_is_at_risk(day, percent, expected) -> None:
    one = measure(1, progress=percent)
    assert (at_risk([one], dt.date(2024, 4, day)) == (one,)) is expected


def test_what_nobody_reported_on_is_at_risk_and_what_is_overdue_is_past_that() -> None:
    assert len(at_risk([measure(1)], DUE)) == 1
    assert at_risk([measure(1)], DUE + dt.timedelta(1)) == ()
    assert at_risk([measure(1)], DUE, unit="x") == ()


def test_a_unit_is_silent_from_14_days_after_its_last_report() -> None:
    one = measure(1, Share("a", 40))
    last = dt.date(2024, 4, 1)
    assert not silent(one, "a", dt.date(2024, 4, 14), last)
    assert silent(one, "a", dt.date(2024, 4, 15), last)


def test_without_a_report_it_is_silent_from_14_days_after_the_beginning() -> None:
    assert not silent(measure(1), "a", dt.date(2024, 3, 19), None)
    assert silent(measure(1), "a", dt.date(2024, 3, 20), None)
    assert not silent(measure(1, start=None), "a", DUE, None)


def test_who_has_handed_in_has_said_everything() -> None:
    half = measure(1, Share("a", 100))
    assert not silent(half, "a", DUE, START)
    assert silent(half, "b", DUE, None)
    assert not silent(measure(1, progress=100), "a", DUE, None)


def test_every_measure_is_counted_once() -> None:
    whole = (Share("a", 100), Share("b", 100))
    accepted = (Share("a", 100, done=True), Share("b", 100, done=True))
    begun, handed_in, done = measure(2, Share("a", 10)), measure(3, *whole), measure(4, *accepted)
    measures = [measure(1), begun, handed_in, done, measure(5, progress=99)]
    assert tally(measures, DUE) == Tally(not_started=1, in_progress=2, handed_in=1, done=1, overdue=0)
    late = tally(measures, DUE + dt.timedelta(1))
    assert late == Tally(not_started=0, in_progress=0, handed_in=1, done=1, overdue=3)


def test_a_units_part_is_what_it_reported_or_what_is_known_of_the_whole() -> None:
    assert measure(1, Share("a", 40)).part("a") == 40
    assert measure(1, Share("a", 40), progress=90).part("b") == 0
    assert measure(1, progress=90).part("b") == 90
    assert measure(1).part("b") == 0


def test_an_average_is_rounded_down() -> None:
    assert average([100, 50, 50]) == 66
    assert average([]) == 0
