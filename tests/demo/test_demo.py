"""One command, one address, one Ctrl-C; and one clear line for whatever goes wrong."""

from __future__ import annotations

import os
import signal
import socket
import time

import pytest

from tests.demo.running import Demo, demo, start
from tests.ports import free_ports

ANSWER_SECONDS = 30


def ask(running: Demo, text: str) -> str:
    """Ask as the member of staff; give what a notification shows of the answer."""
    state = running.call("_/state")
    who = state["people"][0]["user_id"]
    before = len(state["chats"].get(who, []))
    running.call("_/act", {"do": "text", "who": who, "text": text})
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until:
        told = running.call("_/state")["chats"][who][before:]
        answers = [message["content"] for message in told if message["sender"] != who]
        if answers:
            return str(answers[0]["altText"])
    raise AssertionError(f"no answer to {text}")


def test_the_demo_answers_on_a_clock_that_is_turned_and_ends_on_ctrl_c() -> None:
    with demo() as running:
        assert [line for line in running.said if running.page in line]
        assert "Monday 1 April 2567" in "".join(running.said)
        clock = running.call("_/clock")
        assert clock["at"].startswith("2024-04-01T09:0")
        assert (clock["running"], clock["real"]) == (True, False)
        assert "98.90" in ask(running, "คะแนนรวมปี 66")
        assert "เหลืออีก 29 วัน" in ask(running, "มาตรการ 3.2")
        running.call("_/clock", {"advance": 30 * 86400})
        assert "เกินกำหนด 1 วัน" in ask(running, "มาตรการ 3.2")
        assert running.end() == (0, [])
        for port in (running.bot_port, running.page_port):
            with socket.socket() as probe:
                assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(("taken", "setting"), [(0, "ITA_BOT_PORT"), (1, "DEMO_PORT")])
def test_a_port_in_use_is_one_line(taken: int, setting: str) -> None:
    bot_port, page_port = ports = free_ports(2)
    with socket.create_server(("127.0.0.1", ports[taken])), start(bot_port, page_port) as process:
        said, errors = process.communicate(timeout=30)
    assert (process.returncode, said) == (1, "")
    (line,) = errors.splitlines()
    assert f"port {ports[taken]}" in line
    assert setting in line


def test_a_bot_that_dies_is_told_of_here_and_on_the_page() -> None:
    with demo() as running:
        os.kill(running.programs()["bot"], signal.SIGKILL)
        assert running.process.stderr is not None
        assert "the bot has ended (exit status -9)" in running.process.stderr.readline()
        assert running.call("_/check", {})["reason"] == "COULD_NOT_CONNECT"
        assert running.end(signal.SIGTERM) == (1, [])


def test_a_line_in_a_box_that_dies_ends_the_demo() -> None:
    with demo() as running:
        os.kill(running.programs()["line"], signal.SIGKILL)
        _, errors = running.process.communicate(timeout=30)
        assert running.process.returncode == 1
        assert "LINE in a box has ended (exit status -9)" in errors
