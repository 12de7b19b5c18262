"""The bot of the demo, a program of its own: as `ita-bot run`, on the clock of LINE in a box.

Its one argument is how many people are to be registered beside those whose parts one plays.
"""

from __future__ import annotations

import sys
from contextlib import closing

from bot import logs, settings
from bot.app import Service
from bot.demo import crowd, staff
from bot.demo.clock import FollowedClock
from bot.serving import listening, serve

OFTEN = "*/5 * * * * *"
"""Every five seconds: whoever turns the clock of LINE in a box wants to see what follows."""


def main() -> int:
    """Serve until it is told to end; return the exit status."""
    try:
        given = settings.load()
        logs.configure(given.log_level, given.log_format)
        with (
            listening(given.host, given.port) as listener,
            closing(FollowedClock(given.api_base_url)) as clock,
        ):
            service = Service(given, clock, rounds=OFTEN)
            staff.invite(service.engine, given.data_dir, clock())
            crowd.settle(service.engine, int(sys.argv[1]), crowd.bringing(given.api_base_url), clock())
            return 0 if serve(service.app(work=True), listener) else 1
    except (settings.BadSetting, OSError) as error:
        sys.stderr.write(f"demo: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
