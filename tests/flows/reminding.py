"""The bot's commands with a turned clock and a round every second: `python -m tests.flows.reminding run`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from bot import app, cli
from tests.chaos.clock import TurnedClock
from tests.chaos.root import CLOCK

EVERY_SECOND = "* * * * * *"


def main() -> None:
    """Run a command whose service reads the turned clock."""
    clock = TurnedClock(Path(os.environ[CLOCK]))
    app.Service = partial(app.Service, now=clock, rounds=EVERY_SECOND)  # type: ignore[misc, assignment]  # the commands look it up there
    cli.main()


if __name__ == "__main__":
    main()
