"""How fast a notice goes out, and when it stops by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.notice_delivery import Addressee, Waiting
from bot.usecases.notices import batching, pace


@pytest.mark.parametrize(
    ("tried", "waiting", "expected"),
    [
        (0, Waiting(), 20),
        (0, Waiting(1, 20), 0),
        (20, Waiting(), 80),
        (100, Waiting(), 400),
        (500, Waiting(), 500),
        (500, Waiting(3, 1500), 500),
        (500, Waiting(4, 2000), 0),
        (500, Waiting(4, 1990), 0),
        (500, Waiting(40, 40), 0),
    ],
)
def test_it_begins_with_few_and_grows_with_what_was_sent(tried, waiting, expected) -> None:
    assert pace.take(tried, waiting) == expected


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 3000))
def test_something_may_always_follow_when_nothing_is_on_its_way(tried, rows, cost) -> None:
    assert pace.take(tried, Waiting()) >= pace.FIRST
    assert 0 <= pace.take(tried, Waiting(rows, cost)) <= pace.BATCH


@pytest.mark.parametrize(
    ("failed", "more", "tried", "expected"),
    [
        (9, 1, 9, False),
        (10, 1, 20, True),
        (11, 1, 30, False),  # it paused at ten, and somebody let it go on
        (20, 1, 40, True),
        (10, 1, 101, False),
        (50, 1, 500, True),  # the tenth was reached just now
        (500, 500, 520, True),
    ],
)
def test_it_stops_when_too_many_fail(failed, more, tried, expected) -> None:
    assert pace.too_many(failed, more, tried) is expected
    assert pace.too_many(failed, more, min(tried, pace.matters(failed))) is expected


def somebody(key: int, language: str, cost: int, *, alone: bool) -> Addressee:
    return Addressee(
        id=key,
        person_id=None if alone else key,
        chat_id=key if alone else None,
        channel_id=1,
        line_id="U",
        language=language,
        filled=None,
        cost=cost,
        why=None,
    )


@given(
    st.lists(st.tuples(st.sampled_from(["th", "en"]), st.booleans(), st.integers(1, 40)), max_size=60),
    st.integers(0, 5),
    st.none() | st.integers(0, 200),
)
def test_nobody_stands_in_two_calls_and_no_call_goes_beyond_the_room(people, alone, room) -> None:
    found = [
        somebody(key, language, cost if apart else 1, alone=apart)
        for key, (language, apart, cost) in enumerate(people)
    ]
    made = batching.calls(found, alone, room)
    there = [one.id for call in made for one in call.to]
    assert len(there) == len(set(there))
    assert room is None or sum(call.cost for call in made) <= room
    assert sum(call.alone for call in made) <= alone
    assert all(len({(one.channel_id, one.language) for one in call.to}) == 1 for call in made)
    assert all(len(call.to) == 1 for call in made if call.alone)
    if room is None:
        assert {one.id for one in found if not one.apart} <= set(there)
