"""One conversation: parser time, answer time from webhook to reply call, and memory of the running bot.

The bot runs in a process of its own, as in production; LINE is the simulator, in this process. One user asks
after another. Figures are printed beside what is wanted; nothing is asserted, because machines differ.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
from rich.table import Table

from bot import asking, parse
from bot.simulator import Line, serve
from tests.bench import programs
from tests.bench.figures import hundredth, mb, ms
from tests.bench.posts import QUESTIONS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator, Sequence

UTTERANCES = Path(__file__).parents[1] / "data" / "utterances.jsonl"
ROUNDS = 10
ASKED = 300


def measure() -> Iterator[Table]:
    """Measure one thing after the other."""
    table = Table("what", "p50", "p99", "most", "wanted", title="one conversation")
    parser(table)
    with tempfile.TemporaryDirectory() as folder:
        answers(table, Path(folder))
    yield table


def parser(table: Table) -> None:
    """Time a message, in steady state: the first reading of a process builds what later ones use."""
    texts = [json.loads(line)["text"] for line in UTTERANCES.read_text(encoding="utf-8").splitlines()]
    vocabulary, today = asking.vocabulary("sqlite:///nowhere"), dt.date(2024, 4, 1)
    for text in texts:
        parse.parse(text, vocabulary, today)
    spent = [took(partial(parse.parse, text, vocabulary, today)) for _ in range(ROUNDS) for text in texts]
    row(table, f"reading a message ({len(spent)} messages)", spent, "p50 < 1 ms, p99 < 5 ms")


def answers(table: Table, folder: Path) -> None:
    """Time from a webhook's first byte to the reply call, and the bot's memory before and after."""
    line = Line(seed="bench")
    asker = line.person("สมชาย")
    port = programs.free_port()
    with serve(line) as line_url, bot(line, line_url, folder, port) as process:
        line.world.endpoint = f"http://127.0.0.1:{port}/webhook"
        for question in QUESTIONS:
            line.ask(asker, question)
        before = programs.memory(process)
        whole, acknowledged = [], []
        with httpx.Client() as phone:
            for number in range(ASKED):
                calls, webhook = len(line.calls), line.text(asker, QUESTIONS[number % len(QUESTIONS)])
                started, began = time.perf_counter(), time.time()
                phone.post(line.world.endpoint, content=webhook.body, headers=webhook.headers)
                acknowledged.append(time.perf_counter() - started)
                line.wait_calls(calls + 1)
                # When the call came in, not when the simulator was done with checking it: that is not ours.
                whole.append(line.calls[-1].at / 1000 - began)
        after = programs.memory(process)
    row(table, f"acknowledging a webhook, stored ({ASKED})", acknowledged, "")
    row(table, f"webhook to reply call, SQLite ({ASKED})", whole, "p50 < 50 ms, p99 < 200 ms")
    table.add_row("memory of the bot", mb(before), mb(after), "", "before, after: flat")


def took(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row(table: Table, name: str, seconds: Sequence[float], wanted: str) -> None:
    """Add median, 99th percentile and greatest, in milliseconds."""
    figures = (hundredth(seconds, 50), hundredth(seconds, 99), max(seconds))
    table.add_row(name, *map(ms, figures), wanted)


@contextmanager
def bot(line: Line, line_url: str, folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The bot on SQLite with the example agency, ready."""
    line_port = urlsplit(line_url).port or 0
    environment = programs.settings(port=port, line_port=line_port, database_url="", folder=folder) | {
        "LINE_CHANNEL_SECRET": line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": line.token,
        "ITA_BOT_EXAMPLE_DATA": "1",
    }
    with programs.program("bot.cli", "run", environment=environment) as process:
        programs.wait(f"http://127.0.0.1:{port}/readyz", process)
        yield process
