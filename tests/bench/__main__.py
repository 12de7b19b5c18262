"""`make bench`: everything that is measured, section by section; `make bench ONLY=ack,latency` some of it."""

from __future__ import annotations

import signal
import sys
import time
from importlib import import_module

from rich.console import Console

SECTIONS = {
    "talk": "talk",
    "ack": "acks",
    "latency": "latency",
    "slow-disk": "slowdisk",
    "memory": "memory",
    "start": "starting",
    "growth": "growth",
    "reminders": "reminding",
    "notices": "notices",
}
"""Each is a module with ``measure``, which gives tables as it finds them."""


def main(only: str) -> None:
    """Measure and print; raises SystemExit for a section that there is not."""
    console = Console(width=None if sys.stdout.isatty() else 130)
    chosen = [name for name in only.split(",") if name] or list(SECTIONS)
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        raise SystemExit(f"no section {', '.join(unknown)}; there are: {', '.join(SECTIONS)}")
    for name in chosen:
        console.rule(name)
        began = time.monotonic()
        for table in import_module(f"tests.bench.{SECTIONS[name]}").measure():
            console.print(table)
        console.print(f"{name} took {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended, as after Ctrl-C
    main(",".join(sys.argv[1:]))
