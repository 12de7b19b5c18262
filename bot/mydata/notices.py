"""What somebody got of notices, acknowledged and wrote: a part of their document. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.store.notice_record import Got, Noticed, Wrote

    Json = dict[str, Any]
    Moment = Callable[[dt.datetime | None], str | None]


def notices(held: Noticed, moment: Moment) -> Json:
    """Return the part of the document; ``moment`` writes moments."""
    return {
        "received": [_got(one, moment) for one in held.got],
        "written": [_wrote(one, moment) for one in held.wrote],
        "templates": [
            {"name": name, "version": version, "made_at": moment(at), "text": text}
            for name, version, at, text in held.templates
        ],
    }


def _got(one: Got, moment: Moment) -> Json:
    return {
        "number": one.number,
        "made_at": moment(one.made_at),
        "unit": one.unit,
        "language": one.language,
        "state": one.state,
        "why": one.why,
        "settled_at": moment(one.done_at),
        "acknowledged_at": moment(one.acknowledged_at),
        "filled": None if one.filled is None else dict(one.filled),
    }


def _wrote(one: Wrote, moment: Moment) -> Json:
    return {
        "number": one.number,
        "made_at": moment(one.made_at),
        "state": one.state,
        "text": one.text,
        "audience": list(one.audience),
        "decided_by_you": one.decided,
    }
