"""`make chaos`: rounds on both databases, from a seed that is printed, until the time is over."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from tests.chaos import plan, works
from tests.chaos import round as talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.chaos.outcome import Outcome

SECONDS = 300.0
ROUND = 45.0
WORKS, KILLS = 300, 8


def main() -> int:
    """Play rounds; return 1 if anything was lost, doubled or out of order."""
    logs.configure("ERROR", "text")
    given = _arguments()
    databases = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    until = time.monotonic() + given.seconds
    seed = given.seed
    while True:
        if not all(_plays(database, seed, min(ROUND, given.seconds)) for database in databases):
            return 1
        seed += 1
        if time.monotonic() >= until:
            return 0


def _plays(database: str, seed: int, seconds: float) -> bool:
    """Let people talk, and work be done, on one database; say whether all was well."""
    turned = bool(seed % 2)
    scale = plan.long(database, seed, seconds, turned=turned)
    again = f"--seed {seed} --seconds {seconds:g} --database {database}"
    return _told(again, lambda folder: talk.play(database, seed, scale, folder, turned=turned)) and _told(
        again, lambda folder: works.play(database, seed, WORKS, KILLS, folder)
    )


def _told(again: str, play: Callable[[Path], Outcome]) -> bool:
    folder = Path(tempfile.mkdtemp(prefix="ita-chaos-"))
    outcome = play(folder)
    sys.stdout.write("\n".join(outcome.lines()) + "\n")
    if outcome.wrong:
        sys.stdout.write(f"logs and rows: {folder}\nagain: python -m tests.chaos {again}\n")
    else:
        shutil.rmtree(folder)
    sys.stdout.flush()
    return not outcome.wrong


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long new rounds are begun")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
