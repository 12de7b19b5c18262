"""A notice that was confirmed goes out: to each once, in their language, and that is on record."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.store import notices
from tests.flows.broadcast import (
    crowd,
    got,
    kept,
    language_of,
    look,
    make,
    multicasts,
    recipients,
    states,
    wait_state,
)


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


def test_each_gets_it_once_in_their_language(stage) -> None:
    those = crowd(stage.service.engine, stage.line, 60, at=stage.clock(), english=25)
    key = make(stage.service.engine, those, recipients(stage.service.engine, those), at=stage.clock())
    assert look(stage) == 1
    done = wait_state(stage, key, notices.SENT)
    assert got(stage.line) == Counter(those.line_ids)
    assert done.states == {"sent": 60}
    assert set(states(stage, key).values()) == {"sent"}
    assert "Notice 1 from" in language_of(stage, those.line_ids[0])
    assert "ประกาศที่ 1" in language_of(stage, those.line_ids[-1])
    sizes = [len(call.request["to"]) for call in multicasts(stage.line)]
    assert sizes[0] == 20
    assert sorted(sizes) == [5, 20, 35]
    assert len({call.retry_key for call in multicasts(stage.line)}) == 3
    assert (done.started_at, done.ended_at) == (stage.clock(), stage.clock())
    assert look(stage) == 0


def test_nothing_leaves_before_its_time(stage) -> None:
    those = crowd(stage.service.engine, stage.line, 3, at=stage.clock())
    later = stage.clock().replace(hour=13)
    key = make(
        stage.service.engine,
        those,
        recipients(stage.service.engine, those),
        at=stage.clock(),
        send_at=later,
    )
    assert look(stage) == 0
    assert kept(stage, key).states == {"queued": 3}
    stage.clock.push(hours=4)
    assert look(stage) == 1
    wait_state(stage, key, notices.SENT)
    assert got(stage.line) == Counter(those.line_ids)
