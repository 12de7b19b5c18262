"""The demo's clock is that of LINE in a box; production reads the real one."""

from __future__ import annotations

import datetime as dt
import inspect
from contextlib import closing

import pytest

from bot import app
from bot.demo.clock import FollowedClock
from bot.simulator import Clock, Line, serve
from tests.ports import free_ports

APRIL = dt.datetime(2024, 4, 1, 2, 0, tzinfo=dt.UTC)


def test_it_shows_what_line_in_a_box_shows() -> None:
    line = Line(clock=Clock(round(APRIL.timestamp() * 1000), running=False))
    with serve(line) as url, closing(FollowedClock(url)) as now:
        assert now() == APRIL
        line.turn_clock({"advance": 86400})
        assert now() == APRIL + dt.timedelta(days=1)


def test_the_last_time_stands_while_nobody_answers_and_is_right_again_afterwards() -> None:
    line = Line(clock=Clock(round(APRIL.timestamp() * 1000), running=False))
    (port,) = free_ports(1)
    with closing(FollowedClock(f"http://127.0.0.1:{port}")) as now:
        with serve(line, port):
            assert now() == APRIL
        assert now() == APRIL
        later = Line(clock=Clock(round(APRIL.timestamp() * 1000) + 5000, running=False))
        with serve(later, port):
            assert now() == APRIL + dt.timedelta(seconds=5)


def test_without_any_answer_there_is_no_time() -> None:
    (port,) = free_ports(1)
    with pytest.raises(OSError, match="no clock at"):
        FollowedClock(f"http://127.0.0.1:{port}")()


def test_production_has_the_real_clock() -> None:
    assert inspect.signature(app.Service).parameters["now"].default is app.real_clock
    near = dt.timedelta(seconds=5)
    assert abs(app.real_clock() - dt.datetime.now(dt.UTC)) < near
