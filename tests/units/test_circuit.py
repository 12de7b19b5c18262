"""When calls are held back because LINE is down. Pure: rows are numbers, time is an argument."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.circuit import FIRST_PAUSE, LONGEST_PAUSE, PROBE, THRESHOLD, Circuit

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
MOMENT = dt.timedelta(microseconds=1)


def opened(now=NOW) -> Circuit:
    circuit = Circuit()
    for row in range(THRESHOLD):
        assert circuit.held_until(now) is None
        circuit = circuit.calling(row, now).unanswered(row, now)
    return circuit


def test_it_opens_when_different_rows_fail_one_after_another() -> None:
    assert opened().held_until(NOW) == NOW + FIRST_PAUSE
    assert opened().is_open


def test_one_row_that_fails_again_and_again_does_not_open_it() -> None:
    circuit = Circuit()
    for _ in range(10 * THRESHOLD):
        circuit = circuit.unanswered(1, NOW)
    assert not circuit.is_open


def test_an_answer_between_failures_keeps_it_closed() -> None:
    circuit = Circuit()
    for row in range(10 * THRESHOLD):
        circuit = circuit.unanswered(row, NOW)
        if row % THRESHOLD == THRESHOLD - 2:
            circuit = circuit.answered()
        assert not circuit.is_open


def test_one_call_looks_and_the_others_wait_for_it() -> None:
    later = NOW + FIRST_PAUSE
    assert opened().held_until(later - MOMENT) == later
    looking = opened().calling(7, later)
    assert looking.held_until(later) == later + PROBE
    assert looking.answered() == Circuit()


def test_a_probe_that_never_ends_is_followed_by_another() -> None:
    later = NOW + FIRST_PAUSE
    assert opened().calling(7, later).held_until(later + PROBE) is None


def test_each_probe_that_fails_makes_the_next_pause_longer() -> None:
    circuit, now, pauses = opened(), NOW, []
    for row in range(12):
        until = circuit.held_until(now)
        assert until is not None
        pauses.append(until - now)
        now = until
        circuit = circuit.calling(row, now).unanswered(row, now)
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert set(pauses[3:]) == {LONGEST_PAUSE}


def test_what_was_under_way_when_it_opened_changes_nothing() -> None:
    circuit = opened()
    assert circuit.unanswered(99, NOW + FIRST_PAUSE / 2) == circuit
    looking = circuit.calling(7, NOW + FIRST_PAUSE)
    assert looking.unanswered(99, NOW + FIRST_PAUSE) == looking


STEPS = st.lists(
    st.tuples(st.integers(0, 8), st.floats(0, 60), st.sampled_from(["answer", "failure", "silence"]))
)


@given(STEPS)
def test_whatever_happens_nobody_waits_longer_than_the_longest_pause(steps) -> None:
    circuit, now = Circuit(), NOW
    for row, seconds, end in steps:
        now += dt.timedelta(seconds=seconds)
        until = circuit.held_until(now)
        assert until is None or now < until <= now + max(LONGEST_PAUSE, PROBE)
        if until is None:
            circuit = circuit.calling(row, now)
            assert circuit.is_open == (circuit.held_until(now) is not None)  # open: nobody else calls now
        if end == "failure":
            circuit = circuit.unanswered(row, now)
        elif end == "answer":
            circuit = circuit.answered()
            assert circuit.held_until(now) is None
