"""One round: people talk while things break; then all is mended, the backlog is worked off, LINE is asked."""

from __future__ import annotations

import heapq
import itertools
import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tests.chaos import plan
from tests.chaos.beds import BACKLOG
from tests.chaos.checks import Judge
from tests.chaos.outcome import Outcome, pause
from tests.chaos.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.chaos.plan import Deed, Post, Scale, Trouble

PATIENCE = 240.0
"""Seconds that the backlog may take: a second try of a second try waits for minutes, on a real clock."""
NUDGE = 31.0
"""Seconds by which it is turned: a lease on an answer ends, and its reply token still lives."""
QUIET = 2.0


def play(database: str, seed: int, scale: Scale, folder: Path, *, turned: bool) -> Outcome:
    """Play a round on "sqlite" or "postgresql"; with a ``turned`` clock, or the real one and `bot.cli`."""
    rng = random.Random(f"{seed}/{database}")  # noqa: S311 (to be had again, not to be secret)
    posts = plan.posts(rng, scale)
    troubles = plan.troubles(rng, scale)
    with closing(Stage(database, folder, scale, seed, turned=turned)) as stage:
        stage.open()
        deeds = _talk_while_it_breaks(stage, posts, troubles)
        stage.mend()
        wrong = [] if _worked_off(stage) else [_backlog(stage)]
        for node in stage.nodes:
            node.tell_to_end()
        for node in stage.nodes:
            node.await_end()
        verdict = Judge(stage, deeds).judge()
        stage.counts.update(
            events=len(deeds),
            posts=stage.postman.posts,
            again=stage.postman.again,
            copies=stage.postman.copies,
        )
        clock = "turned clock" if turned else "real clock"
        if wrong or verdict.wrong:
            stage.keep()
        title = f"{database}, {clock}, {scale.seconds:g} seconds, seed {seed}"
        return Outcome(title, stage.counts, verdict.counts, verdict.slowest, wrong + verdict.wrong)


def _talk_while_it_breaks(stage: Stage, posts: list[Post], troubles: list[Trouble]) -> dict[str, Deed]:
    """Follow both plans; give the deed of each event."""
    began = time.monotonic()
    with ThreadPoolExecutor(1, thread_name_prefix="trouble") as other:
        breaking = other.submit(_break, stage, troubles, began)
        deeds: dict[str, Deed] = {}
        for post in posts:
            pause(began + post.at - time.monotonic())
            deeds |= stage.do(post)
        breaking.result()
    return deeds


def _break(stage: Stage, troubles: list[Trouble], began: float) -> None:
    """Break one thing after another, and mend each when its time has come."""
    order = itertools.count()
    due: list[tuple[float, int, Trouble | Callable[[], None]]] = [
        (trouble.at, next(order), trouble) for trouble in troubles
    ]
    heapq.heapify(due)
    while due:
        at, _, what = heapq.heappop(due)
        pause(began + at - time.monotonic())
        if isinstance(what, plan.Trouble):
            mend = stage.break_(what)
            heapq.heappush(due, (time.monotonic() - began + what.lasts, next(order), mend))
        else:
            what()


def _worked_off(stage: Stage) -> bool:
    """Wait until everything is taken, handled and sent; turn a clock that can be turned when nothing moves."""
    until = time.monotonic() + PATIENCE
    nudge = time.monotonic() + QUIET
    before = None
    while time.monotonic() < until:
        left = stage.postman.waiting(), _open(stage)
        if not any(left):
            return True
        if left != before or (stage.turned and not stage.answers()):
            nudge = time.monotonic() + QUIET  # what is starting would find its tokens too old
        elif stage.turned and time.monotonic() > nudge:
            stage.turn(NUDGE)
            nudge = time.monotonic() + QUIET
        before = left
        for node in stage.nodes:
            node.start()  # it runs, or has ended by itself, which is noted
        pause(0.1)
    return False


def _open(stage: Stage) -> int:
    try:
        return stage.rows.number(BACKLOG)
    except DBAPIError:
        return 1  # it has just been started again


def _backlog(stage: Stage) -> str:
    return f"after {PATIENCE:g} s {stage.postman.waiting()} webhooks and {_open(stage)} rows are still open"
