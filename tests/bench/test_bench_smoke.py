"""The bench is run seldom: here a little of it, so that it cannot rot unseen. Nothing is measured."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from bot.store import engine as engines
from tests.bench import acks, agencies, growth, history, notices, reminding, rows
from tests.bench.__main__ import SECTIONS, main
from tests.bench.figures import hundredth, interleaved
from tests.bench.orders import Drain, Flat, Paced
from tests.bench.stands import BARE, ECHO, Stage

EVENTS = 2_000
NOBODY_LISTENS = 1


def test_the_load_generator_posts_and_hears() -> None:
    with Stage() as stage:
        recipes = acks.recipes(stage)
        with recipes[BARE]() as bare:
            told = bare.run(Flat, connections=8, most=100, mix="chatter")
            assert (told.acks, told.replies) == (100, 0)
            assert 0 < told.ack_p50 <= told.ack_p99
        with recipes[ECHO]() as echo:
            told = echo.run(Paced, rate=100, seconds=0.2)
            assert (told.acks, told.replies, told.unanswered) == (20, 20, 0)
            assert echo.run(Drain, count=50, seconds=10).reply_rate > 0
        with pytest.raises(RuntimeError, match="the load generator ended"):
            replace(echo, port=NOBODY_LISTENS).run(Flat, connections=1, most=1)


def test_a_history_fits_the_tables(example_url: str) -> None:
    history.fill(example_url, EVENTS)
    with rows.opened(example_url) as engine:
        rows.wait_handled(engine, 1)
        with engines.writing(engine) as session:
            rows.reopen(session, rows.last_event(session))
        with pytest.raises(TimeoutError):
            rows.wait_handled(engine, 0.1)
        rows.settle(example_url)
        rows.wait_handled(engine, 1)
    assert all(seconds > 0 for seconds in growth.asked(example_url).values())


def test_many_agencies_fit_the_tables_and_what_is_due_is_found_by_its_index(example_url: str) -> None:
    agencies.fill(example_url, 3 * agencies.PAIRS)
    with rows.opened(example_url) as engine:
        reminding.reset(engine)
        _, statements = reminding.looked(engine)
        assert statements < 15
        assert reminding.planned(engine) > 0
        assert "ix_duty_next" in reminding.plan(engine)
        statement, moment = reminding.SCENES["one agency"]
        reminding.due(engine, statement, 3 * agencies.PAIRS)
        done = reminding.lived(engine, moment)
        assert (done.due, done.cards) == (agencies.PAIRS, 16)


def test_a_notice_is_sent_and_counted(example_url: str) -> None:
    with notices.scene(example_url, 600) as stage:
        run = notices.sent(stage)
        assert run.a_minute > 0
        assert 0 < run.before <= run.most
        assert run.calls == 4  # 20, 80, 400, and the rest
        assert stage.check() == "each once, the record agrees"


def test_every_section_can_be_asked_for() -> None:
    assert all(hasattr(import_module(f"tests.bench.{module}"), "measure") for module in SECTIONS.values())
    with pytest.raises(SystemExit, match="no section speed; there are: talk, ack"):
        main("speed")


def test_rounds_are_interleaved() -> None:
    seen: list[str] = []
    interleaved(2, {"a": "a", "b": "b"}, seen.append)
    assert seen == ["a", "b", "a", "b"]
    assert (hundredth([3, 1, 2], 50), hundredth([1], 99)) == (2, 1)
