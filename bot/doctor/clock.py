"""Two clocks compared: reply tokens live for a minute and retry keys for a day, both by LINE's clock."""

from __future__ import annotations

import datetime as dt

from bot.doctor.findings import Finding, ok, problem, warning

UNEASY = dt.timedelta(seconds=5)
WRONG = dt.timedelta(seconds=30)
_SET_IT = "let this machine set its clock by NTP (timedatectl set-ntp true), or look at the other one"


def compared(whose: str, theirs: dt.datetime, before: dt.datetime, after: dt.datetime) -> Finding:
    """Judge a clock that was asked between two moments of ours; it gives whole seconds."""
    off = max(before - theirs - dt.timedelta(seconds=1), theirs - after, dt.timedelta(0))
    check = f"clock ({whose})"
    if off < UNEASY:
        return ok(check, "ours agrees")
    found = f"ours differs by {off.total_seconds():.0f} seconds"
    return problem(check, found, _SET_IT) if off >= WRONG else warning(check, found, _SET_IT)
