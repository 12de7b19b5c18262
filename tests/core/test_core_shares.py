"""What several owners do of one measure."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from ita_core.figure import MeasureStatus
from ita_core.keys import FiscalYear, MeasureId
from ita_core.plan import Flag, Measure, Share, due_within, flags, not_of_plan, overdue, status

DUE = dt.date(2024, 4, 30)
LATER = dt.date(2024, 5, 1)


def measure(
    *shares: Share, owners: tuple[str, ...] = ("a", "b", "c"), progress: int | None = None
) -> Measure:
    return Measure(MeasureId(3, 2), "", end=DUE, owners=owners, shares=shares, progress=progress)


def test_a_measure_is_as_far_as_its_owners_are_on_average() -> None:
    assert measure().percent is None
    assert measure(progress=40).percent == 40
    assert measure(Share("a", 100), progress=40).percent == 33
    assert measure(Share("a", 100), Share("b", 50), Share("c", 0)).percent == 50
    assert measure(Share("x", 100)).percent is None
    assert measure(Share("a", 60), Share("b", 80), owners=()).percent == 70


def test_it_is_done_when_every_share_was_accepted() -> None:
    accepted = [Share(unit, 100, done=True) for unit in "abc"]
    assert measure(*accepted).done
    assert status(measure(*accepted), LATER) is MeasureStatus.DONE
    assert not measure(*accepted[:2]).done
    assert not measure(*accepted[:2], Share("c", 100)).done
    assert measure(progress=100).done
    assert not measure(progress=99).done


def test_what_is_handed_in_is_not_overdue() -> None:
    waiting = measure(*(Share(unit, 100) for unit in "abc"))
    assert waiting.handed_in
    assert status(waiting, LATER) is MeasureStatus.IN_PROGRESS
    assert overdue([waiting], LATER) == ()
    assert due_within([waiting], DUE, 1) == ()
    half = measure(Share("a", 100), Share("b", 100))
    assert status(half, LATER) is MeasureStatus.OVERDUE
    assert overdue([half], LATER) == (half,)
    assert not measure(progress=100).handed_in


def test_a_share_is_asked_for_by_its_unit() -> None:
    assert measure(Share("a", 60)).share("a") == Share("a", 60)
    assert measure(Share("a", 60)).share("b") is None


def test_flags_say_what_is_remarkable() -> None:
    before = measure(Share("a", 60))
    assert flags(before, Share("a", 50), DUE, evidence=False) == (Flag.LOWER,)
    assert flags(before, Share("a", 100), DUE, evidence=False) == (Flag.NO_EVIDENCE,)
    assert flags(before, Share("a", 100), DUE, evidence=True) == ()
    assert flags(before, Share("b", 10), LATER, evidence=False) == (Flag.LATE,)
    assert flags(before, Share("b", 10), LATER, evidence=False, claimed=DUE) == (Flag.LATE,)


def test_work_before_the_measure_begins_is_remarkable() -> None:
    begun = dataclasses.replace(measure(), start=dt.date(2024, 3, 6))
    for day, found in ((dt.date(2024, 3, 5), (Flag.EARLY,)), (dt.date(2024, 3, 6), ())):
        assert flags(begun, Share("a", 10), DUE, evidence=False, claimed=day) == found
    assert flags(measure(), Share("a", 10), DUE, evidence=False, claimed=dt.date(2024, 3, 5)) == ()


@pytest.mark.parametrize(
    ("claimed", "why"),
    [
        (dt.date(2023, 9, 30), "before_year"),
        (dt.date(2023, 10, 1), None),
        (DUE, None),
        (DUE + dt.timedelta(days=1), "future"),
    ],
)
def test_work_is_done_in_the_plans_year_and_not_in_the_future(claimed: dt.date, why: str | None) -> None:
    assert not_of_plan(FiscalYear(2567), claimed, DUE) == why


def test_work_may_follow_the_year_of_its_plan() -> None:
    assert not_of_plan(FiscalYear(2567), dt.date(2024, 10, 2), dt.date(2024, 10, 3)) is None
    assert flags(Measure(MeasureId(1, 1), ""), Share("a", 10), LATER, evidence=False) == ()


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_is_0_to_100(percent: int) -> None:
    with pytest.raises(ValueError, match="not 0 to 100"):
        Share("a", percent)


def test_a_share_below_100_cannot_be_done() -> None:
    with pytest.raises(ValueError, match="cannot be done"):
        Share("a", 99, done=True)
