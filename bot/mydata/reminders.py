"""How somebody is reminded, what they were told, when they were away: a part of their document. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.store.choices import Choice
    from bot.store.reminded import Away, Heard, Quiet, Reminded
    from ita_core.keys import MeasureId

    Json = dict[str, Any]
    Moment = Callable[[dt.datetime | None], str | None]


def reminders(held: Reminded, moment: Moment) -> Json:
    """Return the part of the document; ``moment`` writes moments."""
    return {
        "choice": None if held.choice is None else _choice(held.choice),
        "told": [_heard(one, moment) for one in held.heard],
        "not_wanted": [_quiet(one, moment) for one in held.quiet],
        "leaves": [_away(one, moment) for one in held.away],
    }


def _choice(one: Choice) -> Json:
    return {
        "at": one.at,
        "weekdays": None if one.weekdays is None else list(one.weekdays),
        "digest_only": one.digest_only,
        "place": one.place,
    }


def _heard(one: Heard, moment: Moment) -> Json:
    return {
        "plan_year": one.year,
        "measure": _key(one.measure),
        "unit": one.unit,
        "kind": one.kind,
        "step": one.rung,
        "due": one.due.isoformat(),
        "day": one.day.isoformat(),
        "state": one.state,
        "why": one.why,
        "settled_at": moment(one.settled_at),
    }


def _quiet(one: Quiet, moment: Moment) -> Json:
    return {
        "plan_year": one.year,
        "measure": _key(one.measure),
        "until": one.until.isoformat(),
        "made_at": moment(one.made_at),
        "ended_at": moment(one.ended_at),
    }


def _away(one: Away, moment: Moment) -> Json:
    return {
        "as": "substitute" if one.instead else "absent",
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "made_at": moment(one.made_at),
        "ended_at": moment(one.ended_at),
    }


def _key(measure: MeasureId | None) -> str | None:
    return None if measure is None else str(measure)
