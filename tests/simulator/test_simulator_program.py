"""`ita-bot simulator` as a program: what it prints, whom it lets in, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {"LINE_CHANNEL_SECRET": "secret", "LINE_CHANNEL_ACCESS_TOKEN": "token", "PYTHONPATH": str(Path.cwd())}


@contextmanager
def simulator(folder: Any, *options: str, **changes: str) -> Iterator[subprocess.Popen[str]]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_BOT_", "LINE_"))}
    command = [sys.executable, "-m", "bot.cli", "simulator", *options]
    with subprocess.Popen(  # noqa: S603 (our own command)
        command,
        env={**kept, **KEYS, **changes},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rpartition(" ")[2].strip()


def ask(url: str, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
    where = urlsplit(url)
    wire = HTTPConnection("127.0.0.1", where.port, timeout=10)
    wire.request(
        method, path, json.dumps(body) if body else None, {"content-type": "application/json", **headers}
    )
    answer = wire.getresponse()
    content = answer.read()
    wire.close()
    return answer.status, json.loads(content) if content.startswith(b"{") else content


def test_it_prints_its_address_and_its_time_and_ends_on_ctrl_c(tmp_path) -> None:
    with simulator(tmp_path, "--port", "0", "--at", "2024-04-01T09:00") as process:
        url = address(process)
        assert url.startswith("http://127.0.0.1:")
        assert ask(url, "GET", "/_/clock")[1]["at"].startswith("2024-04-01T09:00")
        assert process.stdout is not None
        assert "its clock begins at 2024-04-01 09:00 in Bangkok" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == 0


def test_a_page_from_elsewhere_may_not_look_or_act(tmp_path) -> None:
    with simulator(tmp_path, "--port", "0") as process:
        url = address(process)
        assert ask(url, "GET", "/_/state", host="evil.example")[0] == 400
        assert ask(url, "GET", "/_/state", host="localhost:9000")[0] == 200
        assert ask(url, "POST", "/_/act", {"do": "text"}, **{"content-type": "text/plain"})[0] == 422


def test_a_bot_that_is_not_there_is_one_line(tmp_path) -> None:
    with simulator(tmp_path, "--port", "0", "--bot", "http://127.0.0.1:9") as process:
        url = address(process)
        who = ask(url, "GET", "/_/state")[1]["people"][0]["user_id"]
        told = ask(url, "POST", "/_/act", {"do": "text", "who": who, "text": "hello"})[1]
        assert told["delivery"]["reason"] == "could_not_connect"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    (line,) = errors.splitlines()
    assert "could_not_connect" in line
    assert "http://127.0.0.1:9/webhook" in line


def test_listening_to_everyone_is_warned_of(tmp_path) -> None:
    with simulator(tmp_path, "--port", "0", "--host", "0.0.0.0") as process:  # noqa: S104 (to be warned of)
        url = address(process)
        assert ask(url, "GET", "/_/clock", host="other.example")[0] == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert "WARNING: 0.0.0.0 is not loopback" in errors


@pytest.mark.parametrize(
    ("options", "changes", "word"),
    [
        (("--at", "yesterday"), {}, "--at"),
        (("--at", "9999-12-31T23:59"), {}, "between 1970 and 9998"),
        (("--port", "99999"), {}, "ports go from 0 to 65535"),
        (("--port", "0", "--host", "nosuch.invalid"), {}, "--host"),
        ((), {"LINE_CHANNEL_SECRET": ""}, "LINE_CHANNEL_SECRET"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path, options, changes, word) -> None:
    with simulator(tmp_path, *options, **changes) as process:
        said, errors = process.communicate(timeout=20)
    assert (process.returncode, said) == (1, "")
    (line,) = errors.splitlines()
    assert word in line
