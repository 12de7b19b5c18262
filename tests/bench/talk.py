"""One conversation: parser time, answer time from webhook to reply call, and memory of the running bot.

The bot runs in a process of its own, as in production; LINE is the simulator, in this process. One user asks
after another. Figures are printed beside what is wanted; nothing is asserted, because machines differ.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from rich.console import Console
from rich.table import Table

from bot import asking, parse
from bot.simulator import Line, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

UTTERANCES = Path(__file__).parents[1] / "data" / "utterances.jsonl"
ROUNDS = 10
ASKED = 300
BOT_PORT = 8765
QUESTIONS = (
    "คะแนนรวมปี 66",
    "ตัวชี้วัดที่ ๗",
    "ข้อ e14",
    "ทำไมได้ระดับดีเยี่ยม",
    "ถ้า EIT ส่วนที่ 2 ได้ 84 จะเป็นยังไง",
    "มาตรการ 5.3",
    "จุดอ่อนของเราคืออะไร",
    "ประเด็น 2",
    "มาตรการทั้งหมด",
    "ใกล้ครบกำหนดมีอะไรบ้าง",
)


def main() -> None:
    """Measure and print."""
    table = Table("what", "p50", "p99", "most", "wanted", title="ITA LINE bot")
    parser(table)
    with tempfile.TemporaryDirectory() as folder:
        answers(table, Path(folder))
    Console().print(table)


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
    with serve(line) as line_url, bot(line, line_url, folder) as process:
        line.world.endpoint = f"http://127.0.0.1:{BOT_PORT}/webhook"
        for question in QUESTIONS:
            line.ask(asker, question)
        before = memory(process.pid)
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
        after = memory(process.pid)
    row(table, f"acknowledging a webhook, stored ({ASKED})", acknowledged, "")
    row(table, f"webhook to reply call, SQLite ({ASKED})", whole, "p50 < 50 ms, p99 < 200 ms")
    table.add_row("memory of the bot", f"{before:.0f} MB", f"{after:.0f} MB", "", "before, after: flat")


def took(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row(table: Table, name: str, seconds: Sequence[float], wanted: str) -> None:
    """Add median, 99th percentile and greatest, in milliseconds."""
    hundredths = statistics.quantiles(seconds, n=100)
    figures = (hundredths[49], hundredths[98], max(seconds))
    table.add_row(name, *(f"{1000 * figure:.2f} ms" for figure in figures), wanted)


@contextmanager
def bot(line: Line, line_url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The bot on SQLite with the example agency, ready."""
    environment = {
        **os.environ,
        "LINE_CHANNEL_SECRET": line.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": line.token,
        "LINE_API_BASE_URL": line_url,
        "DATABASE_URL": "",
        "ITA_BOT_DATA_DIR": str(folder),
        "ITA_BOT_EXAMPLE_DATA": "1",
        "ITA_BOT_PORT": str(BOT_PORT),
        "ITA_BOT_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "run"], env=environment)
    try:
        until = time.monotonic() + 30
        while not ready() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait()


def ready() -> bool:
    """Whether the bot says so."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{BOT_PORT}/readyz", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def memory(pid: int) -> float:
    """Resident memory in MB, as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
