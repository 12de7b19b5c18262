"""Webhooks that got no 2xx: sent again when LINE's switch is on, and not for ever."""

import contextlib
import gc
import socket
import threading

import httpx
import pytest

from bot.simulator import Line, Person, serve
from bot.simulator.webhooks import REDELIVERIES
from tests.simulator.calls import Bot
from tests.simulator.fakebot import fake_bot


@pytest.fixture
def nobody(line: Line) -> None:
    """Give an address where nothing listens."""
    line.bot_url = "http://127.0.0.1:9/webhook"


@pytest.mark.usefixtures("nobody")
def test_nothing_is_sent_again_unless_switched_on(line: Line, somchai: Person) -> None:
    line.say(somchai, "hi")
    assert line.redeliver_failed() == 0
    assert len(line.deliveries) == 1


def test_a_failed_webhook_comes_again_with_the_same_ids(line: Line, bot: Bot, somchai: Person) -> None:
    line.redeliver = True
    with serve(line) as url, fake_bot(line, url, lambda _: []) as events:
        line.lose_webhooks = 1
        line.say(somchai, "lost")
        line.say(somchai, "came")
        assert line.redeliver_failed() == 0
        assert [event["message"]["text"] for event in events] == ["came", "lost"]
        first, again = line.deliveries[0].events[0], events[1]
        assert again == {**first, "deliveryContext": {"isRedelivery": True}}
        assert bot.reply(again["replyToken"]).status == 200
        assert line.redeliver_failed() == 0
        assert len(events) == 2


@pytest.mark.usefixtures("nobody")
def test_it_is_given_up_after_a_few_times(line: Line, somchai: Person) -> None:
    line.redeliver = True
    line.say(somchai, "hi")
    assert [line.redeliver_failed() for _ in range(REDELIVERIES + 1)] == [1] * (REDELIVERIES - 1) + [0, 0]
    flags = [delivery.events[0]["deliveryContext"]["isRedelivery"] for delivery in line.deliveries]
    assert flags == [False] + [True] * REDELIVERIES


@pytest.mark.usefixtures("nobody")
def test_switching_off_gives_up_what_waits(line: Line, somchai: Person) -> None:
    line.redeliver = True
    line.say(somchai, "hi")
    line.redeliver = False
    assert line.redeliver_failed() == 0
    assert len(line.deliveries) == 1


def test_while_served_it_happens_by_itself(line: Line, somchai: Person) -> None:
    with serve(line) as url:
        assert httpx.post(f"{url}/_/settings", json={"redeliver": True}, trust_env=False).json()["redeliver"]
        line.redeliver_after = 0.0
        line.lose_webhooks = 1
        with fake_bot(line, url, lambda _: [{"type": "text", "text": "at last"}]):
            line.say(somchai, "hi")
            assert [message.text for message in line.wait_sent(somchai)] == ["at last"]


def test_one_connection_serves_many_webhooks_and_is_closed(line: Line, somchai: Person) -> None:
    with serve(line) as url, fake_bot(line, url, lambda _: []) as events:
        for _ in range(3):
            line.say(somchai, "hi")
        client = line._http()  # noqa: SLF001 (that there is one is what is shown)
        assert len(events) == 3
    assert client.is_closed


def test_a_line_that_is_forgotten_leaves_no_connection_open(line: Line) -> None:
    other = Line(clock=line.clock)
    with serve(line) as url, fake_bot(line, url, lambda _: []):
        other.bot_url = line.bot_url
        other.check()
        client = other._http()  # noqa: SLF001 (as above)
        del other
        gc.collect()
        assert client.is_closed


def test_an_answer_that_drips_is_a_timeout_all_the_same(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.webhooks.WEBHOOK_SECONDS", 0.3)
    begun, done = threading.Event(), threading.Event()

    def drip(listener: socket.socket) -> None:
        wire, _ = listener.accept()
        with wire:
            wire.recv(65536)
            wire.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n")
            begun.set()
            with contextlib.suppress(OSError):
                while not done.wait(0.05):
                    wire.sendall(b"x")

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        line.bot_url = f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"
        thread = threading.Thread(target=drip, args=(listener,), daemon=True)
        thread.start()
        told = line.check()
        done.set()
        thread.join()
    assert begun.is_set()
    assert (told["reason"], told["statusCode"]) == ("REQUEST_TIMEOUT", 0)
