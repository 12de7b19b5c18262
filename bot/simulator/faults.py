"""Faults as data: what the page or a test asks to go wrong, checked before it is believed."""

import math
from collections.abc import Mapping
from dataclasses import fields

from bot.simulator.model import Fault, Json

_STATUSES = range(400, 600)
_NAMES = tuple(field.name for field in fields(Fault))
_MOST_SECONDS = 3600
_EXCUSES = {
    401: "Authentication failed. Confirm that the access token in the authorization header is valid.",
    429: "The API rate limit has been exceeded. Try again later.",
}


def excuse(status: int) -> str:
    """Give what LINE says with a status."""
    return _EXCUSES.get(status, "Internal server error")


def fault_of(given: Mapping[str, object]) -> Fault:
    """Make a fault of ``{"path", "status", "accept", "delay", "hang", "message", "times"}``, all optional.

    ``times`` 0 or null lets it last until it is taken away. Raises `ValueError` saying what is wrong.
    """
    unknown = [name for name in given if name not in _NAMES]
    if unknown:
        raise ValueError(f"a fault has no {unknown[0]}: it has {', '.join(_NAMES)}")
    status = given.get("status") or None
    if status is not None:
        status = whole("status", status, _STATUSES.start, _STATUSES.stop - 1)
    fault = Fault(
        path=text("path", given.get("path", "")),
        status=status,
        accept=flag("accept", given.get("accept", False)),
        delay=_seconds(given.get("delay", 0)),
        hang=flag("hang", given.get("hang", False)),
        message=text("message", given.get("message", "")) or (excuse(status) if status else ""),
        times=whole("times", given.get("times", 1) or 0, 0),
    )
    if not (fault.status or fault.delay or fault.hang):
        raise ValueError("a fault needs a status, a delay or hang")
    return fault


def told_of(fault: Fault) -> Json:
    """Give a fault as `fault_of` takes it, without what goes without saying."""
    told = {field.name: getattr(fault, field.name) for field in fields(Fault)}
    usual = {field.name: field.default for field in fields(Fault)}
    if fault.status and fault.message == excuse(fault.status):
        usual["message"] = fault.message
    return {name: value for name, value in told.items() if value != usual[name]}


def whole(name: str, value: object, least: int, most: int | None = None) -> int:
    """Check a whole number; raises `ValueError` naming it."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least or value > (most or value):
        bounds = f"between {least} and {most}" if most else f"from {least} on"
        raise ValueError(f"{name} must be a whole number {bounds}")
    return value


def flag(name: str, value: object) -> bool:
    """Check a truth value; raises `ValueError` naming it."""
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false")  # noqa: TRY004 (what is given is data, not code)
    return value


def text(name: str, value: object) -> str:
    """Check a text; raises `ValueError` naming it."""
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")  # noqa: TRY004 (what is given is data, not code)
    return value


def number(name: str, value: object, most: float = math.inf) -> float:
    """Check a number between -`most` and `most`; raises `ValueError` naming it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        bounds = "" if math.isinf(most) else f" between {-most:g} and {most:g}"
        raise ValueError(f"{name} must be a number{bounds}")
    return float(value)


def record(name: str, value: object) -> Json:
    """Check an object; raises `ValueError` naming it."""
    if not isinstance(value, dict):
        raise ValueError(f"{name} must be an object")  # noqa: TRY004 (what is given is data, not code)
    return value


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST_SECONDS:
        raise ValueError(f"delay must be a number of seconds between 0 and {_MOST_SECONDS}")
    return float(value)
