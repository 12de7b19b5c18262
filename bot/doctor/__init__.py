"""`ita-bot doctor`: looks at what a running bot needs, and says of each thing what to do. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor import house, platform
from bot.doctor.findings import Finding, Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.settings import Settings

__all__ = ["Finding", "Level", "examine"]


async def examine(settings: Settings, now: Callable[[], dt.datetime]) -> list[Finding]:
    """Check this installation and the LINE channel. Raises nothing that the checks are about."""
    return [
        *house.of_settings(settings),
        house.of_disk(settings.data_dir),
        *await platform.of_line(settings, now),
        *house.of_database(settings, now),
    ]
