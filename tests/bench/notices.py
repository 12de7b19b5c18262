"""A notice to 100,000 people: how fast it goes, what it takes, and that kill -9 loses and doubles nothing.

LINE in a box answers at once, in this process; the bot is one program. LINE's side is counted to the person.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from bot.simulator import Line, serve
from bot.store import engine as engines
from bot.store import notices
from bot.store.engine import reading
from tests.bench.figures import mb
from tests.bench.programs import free_port
from tests.bench.stands import POSTGRESQL, SQLITE
from tests.chaos.clock import TurnedClock
from tests.chaos.root import CLOCK
from tests.databases import EXAMPLE, Postgres, Sqlite
from tests.flows import broadcast, killing
from tests.flows.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

PEOPLE = 100_000
KILLS = 20


@dataclass
class Scene:
    """A notice that was confirmed, and a bot that is to send it."""

    line: Line
    engine: Engine
    clock: TurnedClock
    programs: Programs
    those: broadcast.Crowd
    notice_id: int
    stored: float
    """Seconds that it took to store it with all its recipients."""

    def check(self) -> str:
        """Say whether each has it once, and the record agrees."""
        counts = Counter(broadcast.got(self.line).values())
        right = counts == {1: len(self.those.line_ids)}
        states = killing.kept(self.engine, self.those.agency_id, self.notice_id).states
        agrees = states == {"sent": len(self.those.line_ids)}
        return "each once, the record agrees" if right and agrees else f"WRONG: {counts}, {states}"


@dataclass(frozen=True)
class Run:
    """What sending it took."""

    a_minute: float
    before: float
    most: float
    calls: int


def measure() -> Iterator[Table]:
    """Send one without trouble, then one while the bot is killed, on both databases."""
    table = Table(
        *(
            "database",
            "people",
            "stored in",
            "recipients a minute",
            "calls",
            "memory before, most",
            "LINE's side",
        ),
        title="a notice, nobody is killed",
    )
    killed = Table("database", "people", "kill -9", "took", "calls", "LINE's side", title="the bot is killed")
    for kind in (SQLITE, POSTGRESQL):
        databases = Sqlite() if kind == SQLITE else Postgres(durable=True)
        try:
            with scene(databases.make(EXAMPLE), PEOPLE) as stage:
                run = sent(stage)
                memory = f"{mb(run.before)}, {mb(run.most)}"
                table.add_row(
                    *(kind, f"{PEOPLE:,}", f"{stage.stored:.1f} s", f"{run.a_minute:,.0f}", str(run.calls)),
                    *(memory, stage.check()),
                )
            with scene(databases.make(EXAMPLE), PEOPLE) as stage:
                took = sent_while_killed(stage, KILLS)
                calls = str(len(broadcast.multicasts(stage.line)))
                killed.add_row(kind, f"{PEOPLE:,}", str(KILLS), f"{took:.0f} s", calls, stage.check())
        finally:
            databases.close()
    yield from (table, killed)


@contextmanager
def scene(url: str, people: int) -> Iterator[Scene]:
    """Bring people in and confirm a notice to all of them."""
    line, engine = Line(seed="notices"), engines.create(url)
    with tempfile.TemporaryDirectory() as name, serve(line) as line_url:
        clock = TurnedClock(Path(name) / "clock")
        those = broadcast.crowd(engine, line, people, at=clock())
        to = broadcast.recipients(engine, those)
        began = time.perf_counter()
        key = broadcast.make(engine, those, to, at=clock())
        stored = time.perf_counter() - began
        more = {CLOCK: str(Path(name) / "clock"), "ITA_BOT_LOG_LEVEL": "WARNING"}
        module = "tests.flows.reminding"
        programs = Programs(line, line_url, url, Path(name), module, more, fresh=True, port=free_port)
        yield Scene(line, engine, clock, programs, those, key, stored)
    engine.dispose()


def sent(stage: Scene) -> Run:
    """Let a bot send it; measure from its beginning to its end."""
    with stage.programs.start("run") as bot:
        killing.until(bot, lambda: killing.taken(stage.line) > 0)
        before = _memory(bot.process.pid, "VmRSS")
        killing.until(bot, lambda: killing.is_sent(stage.engine, stage.notice_id))
        most = _memory(bot.process.pid, "VmHWM")
    with reading(stage.engine) as session:
        notice = notices.bare(session, stage.notice_id)
    assert notice.started_at is not None
    assert notice.ended_at is not None
    took = (notice.ended_at - notice.started_at).total_seconds()
    calls = len(broadcast.multicasts(stage.line))
    return Run(60 * len(stage.those.line_ids) / took, before, most, calls)


def sent_while_killed(stage: Scene, kills: int) -> float:
    """Let bots send it, each killed at some moment; return the seconds that it took."""
    chance = random.Random(7)  # noqa: S311 (to be had again)
    people = len(stage.those.line_ids)
    moments = sorted(chance.sample(range(1, people * 9 // 10), kills))
    began = time.perf_counter()
    killing.send_while_killed(
        stage.programs, stage.engine, stage.clock, stage.notice_id, kills=moments, command="run"
    )
    return time.perf_counter() - began


def _memory(pid: int, which: str) -> float:
    """Give what a program has in memory now (VmRSS) or had at most (VmHWM), in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith(f"{which}:"))
    return int(line.split()[1]) / 1024
