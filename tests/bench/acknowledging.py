"""How fast webhooks are acknowledged while answering goes on, beside servers that store nothing."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from rich.table import Table

from tests.databases import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Job = dict[str, float]
Figures = dict[str, list[float]]
BOT, LINE = 8765, 8766
SECRET = "bench"  # noqa: S105 (it is none)
QUIET: Job = {"seconds": 4, "rate": 5, "together": 1}
PACED: Job = {"seconds": 5, "rate": 50, "together": 1}
BURSTS: Job = {"seconds": 3.84, "rate": 50, "together": 32}
BARE, ECHO, SQLITE, POSTGRESQL = (
    "(a) FastAPI and HMAC",
    "(b) SDK's echo bot",
    "bot, SQLite",
    "bot, PostgreSQL",
)


def measure(texts: Sequence[str]) -> tuple[Table, Table]:
    """Run all four, one after another; give a table of acknowledgements and one of replies."""
    acks = Table("acknowledged, 50 a second", "p50", "p99", "of (a), p50", "of (b), p50")
    replies = Table("webhook to reply call", "p50", "p99", "not answered")
    found = {name: _figures(name, texts) for name in (BARE, ECHO, SQLITE, POSTGRESQL)}
    for title in ("1 connection", "32 at once"):
        first, second = (_hundredth(found[name][title]["acknowledged"], 50) for name in (BARE, ECHO))
        for name, figures in found.items():
            p50, p99 = (_hundredth(figures[title]["acknowledged"], one) for one in (50, 99))
            row = (f"{title}: {name}", _ms(p50), _ms(p99), f"{p50 / first:.2f}", f"{p50 / second:.2f}")
            acks.add_row(*row, end_section=name == POSTGRESQL)
    answered = [(name, title) for name in (ECHO, SQLITE, POSTGRESQL) for title in found[name]]
    for name, title in answered:
        told = found[name][title]
        heard = told["replied"]
        replies.add_row(
            f"{name}: {title}",
            _ms(_hundredth(heard, 50)),
            _ms(_hundredth(heard, 99)),
            str(int(told["unanswered"][0])),
        )
    return acks, replies


def _hundredth(seconds: Sequence[float], which: int) -> float:
    return statistics.quantiles(seconds, n=100)[which - 1]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def _figures(name: str, texts: Sequence[str]) -> dict[str, Figures]:
    with ExitStack() as stack, _program("tests.bench.load", str(LINE), speaks=True) as load:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        line = f"http://127.0.0.1:{LINE}"
        assert load.stdout is not None
        load.stdout.readline()
        if name in {BARE, ECHO}:
            kind = "bare" if name == BARE else "echo"
            stack.enter_context(_program("tests.bench.servers", kind, str(BOT), line, SECRET))
            _wait(f"http://127.0.0.1:{BOT}/openapi.json")
        else:
            database = ""
            if name == POSTGRESQL:
                postgres = Postgres()
                stack.callback(postgres.close)
                database = postgres.make(None)
            stack.enter_context(_program("bot.cli", "run", settings=_settings(folder, line, database)))
            _wait(f"http://127.0.0.1:{BOT}/readyz")
        _run(load, texts, QUIET, replies=False)  # what is built at the first question is not what is measured
        jobs: dict[str, Job] = {"idle": QUIET, "1 connection": PACED, "32 at once": BURSTS}
        return {title: _run(load, texts, job, replies=name != BARE) for title, job in jobs.items()}


def _run(load: subprocess.Popen[str], texts: Sequence[str], job: Job, *, replies: bool) -> Figures:
    assert load.stdin is not None
    assert load.stdout is not None
    url = f"http://127.0.0.1:{BOT}/webhook"
    load.stdin.write(
        json.dumps({"url": url, "secret": SECRET, "texts": texts, "replies": replies, **job}) + "\n"
    )
    load.stdin.flush()
    told: dict[str, Any] = json.loads(load.stdout.readline())
    return {name: value if isinstance(value, list) else [value] for name, value in told.items()}


def _settings(folder: str, line: str, database: str) -> dict[str, str]:
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "LINE_API_BASE_URL": line,
        "DATABASE_URL": database,
        "ITA_BOT_DATA_DIR": folder,
        "ITA_BOT_EXAMPLE_DATA": "1",
        "ITA_BOT_PORT": str(BOT),
        "ITA_BOT_LOG_LEVEL": "WARNING",
    }


@contextmanager
def _program(
    module: str, *arguments: str, speaks: bool = False, settings: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE if speaks else None
    process = subprocess.Popen(  # noqa: S603 (our own)
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **(settings or {})},
        stdin=pipe,
        stdout=pipe,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        for end in (process.stdin, process.stdout):
            if end is not None:
                end.close()


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)
