"""The door's memory: it forgets in time, lets a few through, and does not grow."""

from __future__ import annotations

import asyncio

import pytest

from bot import door
from bot.door import Door, Doorkeeper

SOURCE = "203.0.114.7"


class Clock:
    """Seconds as the test wants them."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def made(clock):
    return Door(lambda _body, signature: signature == "right", clock)


def come(made: Door, source: str, signature: str = "wrong") -> bool:
    """Send a webhook past a doorkeeper; give whether it got in."""
    inside = []

    async def app(scope, receive, send):  # noqa: ARG001 (the form of an application)
        inside.append(made.verify(b"", signature))

    async def send(_message):
        pass

    scope = {"type": "http", "path": "/webhook", "client": (source, 1)}
    asyncio.run(Doorkeeper(app, made, lambda: None)(scope, None, send))  # type: ignore[arg-type]  # nobody receives
    return bool(inside)


def flood(made, source=SOURCE):
    for _ in range(door.MOST_REFUSED):
        assert come(made, source)


def test_an_ipv4_sender_is_one_source_on_a_socket_for_both_kinds(made) -> None:
    flood(made, f"::ffff:{SOURCE}")
    assert come(made, f"::ffff:{SOURCE}")  # a probe
    assert not come(made, f"::ffff:{SOURCE}")
    assert come(made, "::ffff:198.51.101.9")


def test_a_window_ends(made, clock) -> None:
    flood(made)
    assert come(made, SOURCE)  # a probe
    assert not come(made, SOURCE)
    clock.now += door.WINDOW_SECONDS
    assert come(made, SOURCE)
    assert come(made, SOURCE)


def test_a_few_are_read_all_the_same(made, clock) -> None:
    flood(made)
    for _ in range(5):
        assert come(made, SOURCE)
        assert not come(made, SOURCE)
        clock.now += door.PROBE_SECONDS


def test_a_right_one_among_them_opens_the_door(made) -> None:
    flood(made)
    assert come(made, SOURCE, "right")
    assert come(made, SOURCE)
    assert come(made, SOURCE)


def test_slow_mistakes_are_not_a_flood(made, clock) -> None:
    for _ in range(3 * door.MOST_REFUSED):
        assert come(made, SOURCE)
        clock.now += 2 * door.WINDOW_SECONDS / door.MOST_REFUSED


def test_memory_is_bounded_and_the_oldest_is_forgotten(made, monkeypatch) -> None:
    monkeypatch.setattr(door, "SOURCES", 3)
    flood(made)
    assert come(made, SOURCE)
    assert not come(made, SOURCE)
    for last in range(3):
        come(made, f"198.18.0.{last}")  # not public: not remembered
    assert not come(made, SOURCE)
    for last in range(3):
        come(made, f"8.8.8.{last}")
    assert come(made, SOURCE)
    for last in range(9):
        come(made, f"9.9.9.{last}", "right")


@pytest.mark.parametrize("source", ["", "testclient", "10.1.2.3", "fd00::1", "127.0.0.1", "::1", "fe80::1"])
def test_no_public_address_is_never_turned_away(made, source) -> None:
    flood(made, source)
    assert come(made, source)
    assert come(made, source)
