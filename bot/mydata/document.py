"""What is kept of one person as a document that programs read, too. Pure.

Its names are English, its moments ISO 8601 in the office's zone, its words as they are stored. Who else did
something that concerns the person stands there by role alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.mydata.notices import notices
from bot.mydata.reminders import reminders

if TYPE_CHECKING:
    import datetime as dt
    from zoneinfo import ZoneInfo

    from bot.store.audit import Entry
    from bot.store.extensions import Asked
    from bot.store.owndata import Everything, Held, Piece
    from bot.store.progress import Filed

Json = dict[str, Any]
FORMAT: Final = "ita-bot my-data 1"


def document(held: Everything, made_at: dt.datetime, zone: ZoneInfo) -> Json:
    """Return the document."""
    return _Writer(held, zone).whole(made_at)


class _Writer:
    def __init__(self, held: Everything, zone: ZoneInfo) -> None:
        self._held = held
        self._zone = zone

    def whole(self, made_at: dt.datetime) -> Json:
        held, who, account = self._held, self._held.who, self._held.account
        return {
            "format": FORMAT,
            "made_at": self._moment(made_at),
            "agency": {"th": account.agency_th, "en": account.agency_en},
            "person": {
                "number": who.person_id,
                "name": who.name,
                "line_user_id": account.line_id,
                "language": account.language,
                "friend_since": self._moment(account.followed_at),
            },
            "privacy_notice": {
                "version": who.notice_version,
                "accepted_at": self._moment(who.accepted_at),
                "told_of_version": who.notice_told,
            },
            "posts": [self._post(one) for one in held.posts],
            "under_way": [{"touched_at": self._moment(at), "holds": dict(state)} for at, state in held.begun],
            "reports": [self._report(one) for one in held.reports],
            "evidence": [self._piece(one) for one in held.evidence],
            "extensions": [self._wish(one) for one in held.wishes],
            "reminders": reminders(held.reminded, self._moment),
            "notices": notices(held.noticed, self._moment),
            "log": [self._entry(one) for one in held.entries],
        }

    def _post(self, one: Held) -> Json:
        return {
            "unit": one.unit,
            "role": one.role,
            "since": self._moment(one.since),
            "ended_at": self._moment(one.ended_at),
        }

    def _report(self, one: Filed) -> Json:
        return {
            "plan_year": one.year,
            "measure": str(one.measure),
            "unit": one.unit,
            "percent": one.percent,
            "note": one.note,
            "claimed_on": _day(one.claimed_on),
            "received_at": self._moment(one.received_at),
            "flags": list(one.flags),
            "state": one.state,
            "decided_at": self._moment(one.decided_at),
        }

    def _piece(self, one: Piece) -> Json:
        return {
            "kind": one.kind,
            "name": one.name,
            "link": one.link,
            "plan_year": one.year,
            "measure": None if one.measure is None else str(one.measure),
            "received_at": self._moment(one.received_at),
            "state": one.state,
            "problem": one.problem,
            "media_type": one.media_type,
            "size": one.size,
        }

    def _wish(self, one: Asked) -> Json:
        return {
            "plan_year": one.year,
            "measure": str(one.measure),
            "unit": one.unit,
            "asked_at": self._moment(one.asked_at),
            "due_before": _day(one.due_before),
            "until": _day(one.until),
            "reason": one.reason,
            "state": one.state,
        }

    def _entry(self, one: Entry) -> Json:
        return {
            "at": self._moment(one.at),
            "by": self._by(one),
            "action": one.action,
            "subject": one.subject,
            "before": dict(one.before),
            "after": dict(one.after),
        }

    def _by(self, one: Entry) -> Json:
        """Say who did it: the person, the command line, the bot, or a colleague with the roles of then."""
        if one.actor_id is None:
            return {"who": one.actor}
        if one.actor_id == self._held.who.person_id:
            return {"who": "you"}
        posts = (post for post in self._held.others if post.person_id == one.actor_id and post.at(one.at))
        return {"who": "colleague", "roles": sorted({post.role for post in posts})}

    def _moment(self, moment: dt.datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(self._zone).isoformat(timespec="seconds")


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
