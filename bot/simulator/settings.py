"""What the page and a test may set while the double runs, and what is set."""

from bot.simulator.faults import flag, whole
from bot.simulator.line import Line
from bot.simulator.model import Json

_OF_LINE = ("lose_webhooks", "hold_webhooks", "redeliver")
_OF_WORLD = ("verified", "transcoding_ms")
_NAMES = ("quota", "used", *_OF_LINE, *_OF_WORLD)
_FLAGS = frozenset({"redeliver", "verified"})


def settings(line: Line) -> Json:
    """Tell what is set, and what is used of the quota."""
    return {
        "quota": line.world.quota,
        "used": line.world.counts.usage(line.clock.now()),
        **{name: getattr(line, name) for name in _OF_LINE},
        **{name: getattr(line.world, name) for name in _OF_WORLD},
    }


def change(line: Line, given: Json) -> Json:
    """Change settings, all or none; give what is set then. Raises `ValueError` saying what is wrong."""
    for name, value in given.items():
        if name not in _NAMES:
            raise ValueError(f"there is no setting {name}: there are {', '.join(_NAMES)}")
        if name in _FLAGS:
            flag(name, value)
        elif not (name == "quota" and value is None):
            whole(name, value, 0)
    with line.changed:
        if "quota" in given or "used" in given:
            line.set_quota(given.get("quota", line.world.quota), given.get("used"))
        for names, holder in ((_OF_LINE, line), (_OF_WORLD, line.world)):
            for name in names:
                if name in given:
                    setattr(holder, name, given[name])
        if given:
            line.tell("settings", settings(line))
        return settings(line)
