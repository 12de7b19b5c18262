"""The bot's own commands, but for the clock: `python -m tests.chaos.root run|web|worker`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from bot import app, cli
from tests.chaos.clock import TurnedClock

CLOCK = "CHAOS_CLOCK"
"""Names the setting that holds the clock's file."""


def main() -> None:
    """Run a command whose service reads the turned clock."""
    clock = TurnedClock(Path(os.environ[CLOCK]))
    app.Service = partial(app.Service, now=clock)  # type: ignore[misc, assignment]  # the commands look it up there
    cli.main()


if __name__ == "__main__":
    main()
