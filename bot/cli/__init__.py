"""The command line: `ita-bot`. Every command is short; what it does lives in the rooms."""

from __future__ import annotations

import sys

from bot import settings as settings_room
from bot.cli import care, copies, data, people, questions, rounds, services
from bot.cli.base import cli, stop

__all__ = ["care", "copies", "data", "main", "people", "questions", "rounds", "services"]


def main() -> None:
    """Run `ita-bot`; a failure that people can mend is one line on standard error."""
    try:
        cli()
    except settings_room.BadSetting as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or 'this did not work'}: {error.strerror or error}")
    except KeyboardInterrupt:
        sys.exit(130)
