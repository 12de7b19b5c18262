"""How many calls a bucket gives, and what all nodes together can make of it. Pure: time is an argument."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.rates import LIMITS, SKEW, Bucket, Grant, Rate, take

NOW = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)
NODES = 10


def test_a_new_bucket_is_full_and_gives_blocks_until_it_is_empty() -> None:
    rate = Rate(2000)
    bucket, grant = take(None, rate, NOW)
    assert grant == Grant(50)
    for _ in range(9):
        bucket, grant = take(bucket, rate, NOW)
        assert grant == Grant(50)
    bucket, grant = take(bucket, rate, NOW)
    assert grant == Grant(0, wait=0.001)
    assert take(bucket, rate, NOW + dt.timedelta(milliseconds=1))[1] == Grant(1)
    assert take(bucket, rate, NOW + dt.timedelta(seconds=9))[1] == Grant(50)


def test_a_slow_endpoint_gives_single_calls() -> None:
    rate = Rate(60, 3600)
    bucket = Bucket(0.0, NOW)
    assert take(bucket, rate, NOW)[1] == Grant(0, wait=120)
    assert take(bucket, rate, NOW + dt.timedelta(seconds=120))[1] == Grant(1)


def test_a_late_clock_fills_nothing_twice() -> None:
    rate, early = Rate(2000), Bucket(0.0, NOW)
    left, grant = take(early, rate, NOW - SKEW)
    assert (left, grant.tokens) == (early, 0)


def test_a_bucket_that_a_wrong_clock_filled_goes_on_from_now() -> None:
    rate, wrong = Rate(2000), Bucket(0.0, NOW + dt.timedelta(days=1))
    left, _ = take(wrong, rate, NOW)
    assert left == Bucket(0.0, NOW)
    assert take(left, rate, NOW + dt.timedelta(seconds=1))[1].tokens == rate.block


@pytest.mark.parametrize("rate", LIMITS.values(), ids=list(LIMITS))
def test_ten_nodes_that_call_all_they_can_stay_within_lines_limit(rate) -> None:
    assert rate.depth + rate.most + NODES * rate.block <= rate.calls


@given(
    st.sampled_from([Rate(2000), Rate(200), Rate(60, 3600)]),
    st.lists(st.tuples(st.integers(0, NODES - 1), st.floats(0, 0.3), st.integers(0, 80)), max_size=60),
)
def test_no_period_has_more_calls_than_the_bound(rate, steps) -> None:
    """Nodes fetch blocks, keep what they do not use, and use it when it suits them least."""
    bucket, calls = None, []
    in_hand: Counter[int] = Counter()
    now, period = NOW, dt.timedelta(seconds=rate.seconds)
    for node, pause, wanted in steps:
        now += pause * period
        for _ in range(wanted):
            if not in_hand[node]:
                bucket, grant = take(bucket, rate, now)
                in_hand[node] = grant.tokens
                if not grant.tokens:
                    break
            in_hand[node] -= 1
            calls.append(now)
    bound = rate.depth + rate.most + NODES * rate.block
    for first, begin in enumerate(calls):
        assert sum(at < begin + period for at in calls[first:]) <= bound
