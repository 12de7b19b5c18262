"""What is meant by what somebody says, given what the bot had asked. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.dialogue import DaySetting, Deferring, Draft, Extending, Leaving, Naming, Returning
from bot.intent import Intent
from bot.parse.asides import is_aside

if TYPE_CHECKING:
    from bot.dialogue import Present
    from bot.parse import Spoken
    from bot.reading import Heard

REPORTING = frozenset({"none", "measure.show", "score.issue", "progress.history", "evidence.list"})
"""How an answer to a question of ours is read where nothing was asked."""
OF_DAYS = frozenset({"none", "deadline.list", "calendar.list"})
"""How a day alone is read."""
TOLD = 25
"""Characters from which words are a note rather than a call for help: reports speak of manuals as well."""
ASIDE = (
    "score.",
    "rating.",
    "help",
    "cancel",
    "confirm",
    "undo",
    "whoami",
    "language.",
    "privacy.",
    "register",
)
"""What is never taken for a part of a wish, but for its reason."""


def understand(present: Present, heard: Heard) -> Intent:
    """Return what was meant, given what the bot had asked: ``60`` is a percentage where one is wanted."""
    intent, spoken = heard.intent, heard.spoken
    state = present.draft or present.state
    match state:
        case _ if spoken is None:
            pass
        case Draft():
            return _of_draft(state, heard, spoken)
        case Returning() if not is_aside(intent.name, spoken.text):
            return Intent("progress.return", {"report": state.report, "note": spoken.text})
        case Naming() if intent.name == "none" and heard.social is None and spoken.text:
            return Intent("register", {"name": spoken.text})
        case Extending():
            intent = _of_extension(state, intent, spoken)
        case Leaving() if intent.name == "none" and heard.social is None:
            intent = _of_leave(state, spoken) or intent
        case DaySetting():
            intent = _of_day(state, intent, spoken)
        case Deferring() if intent.name == "none" and heard.social is None:
            intent = _of_deferring(state, spoken) or intent
    return intent


def _of_draft(draft: Draft, heard: Heard, spoken: Spoken) -> Intent:
    intent = heard.intent
    told = draft.want is None and intent.name == "help" and len(spoken.text) >= TOLD
    if intent.name not in REPORTING and not told:
        return intent
    found: dict[str, Any] = {}
    match draft.want:
        case "measure" if spoken.measure is not None:
            found = {"measure": spoken.measure}
        case "unit" if spoken.unit is not None:
            found = {"unit": spoken.unit}
        case "percent":
            percent = {} if spoken.number is None else {"percent": float(spoken.number)}
            found = {**percent, **_on(spoken)}
        case None if heard.social is None and (intent.name == "none" or len(spoken.text) >= TOLD):
            found = _more_of_draft(spoken)
    return Intent("progress.submit", found) if found else intent


def _more_of_draft(spoken: Spoken) -> dict[str, Any]:
    """Return what is said of a draft that is ready: another figure, another day, or words for its note."""
    figure = spoken.number
    figures = {Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", spoken.text)}
    if figure is None or abs(figure) not in figures:  # "all done" in a note is no figure
        return _on(spoken) or {"note": spoken.text}
    percent = {"percent": float(figure), **_on(spoken)}
    if spoken.on is not None:
        return percent
    return {**percent, "note": spoken.text} if len(spoken.text) >= TOLD else percent


def _on(spoken: Spoken) -> dict[str, Any]:
    return {} if spoken.on is None else {"on": spoken.on.isoformat()}


def _of_day(setting: DaySetting, intent: Intent, spoken: Spoken) -> Intent:
    if setting.day is not None or spoken.day is None or intent.name not in OF_DAYS:
        return intent
    return Intent("calendar.close" if setting.closed else "calendar.open", {"on": spoken.day.isoformat()})


def _of_extension(wish: Extending, intent: Intent, spoken: Spoken) -> Intent:
    reason = wish.want == "reason"
    if is_aside(intent.name, spoken.text) if reason else intent.name.startswith(ASIDE):
        return intent
    found: dict[str, Any] = {}
    match wish.want:
        case "measure" if spoken.measure is not None:
            found = {"measure": spoken.measure}
        case "unit" if spoken.unit is not None:
            found = {"unit": spoken.unit}
        case "until" if spoken.day is not None:
            found = {"until": spoken.day.isoformat()}
        case "until" if spoken.number is not None and intent.name == "none":
            found = {"days": int(spoken.number)}
        case "until" if spoken.days is not None and intent.name == "none":
            found = {"days": spoken.days}
        case "reason":
            found = {"note": spoken.text}
    return Intent("deadline.extend", found) if found else intent


def _of_leave(leave: Leaving, spoken: Spoken) -> Intent | None:
    """Read a day where days are asked for, and a name where who stands in is."""
    if leave.last is None:
        return None if spoken.day is None else Intent("leave.set", {"until": spoken.day.isoformat()})
    if leave.substitute is None and spoken.text:
        return Intent("leave.set", {"text": spoken.text})
    return None


def _of_deferring(asked: Deferring, spoken: Spoken) -> Intent | None:
    """Read a day or a span of days; a number alone is one of days."""
    found: dict[str, Any] = {} if asked.measure is None else {"measure": asked.measure}
    number = spoken.number
    if spoken.until is not None:
        found["until"] = spoken.until.isoformat()
    elif spoken.days is not None:
        found["days"] = spoken.days
    elif number is not None and number == int(number):
        found["days"] = int(number)
    else:
        return None
    return Intent("reminder.mute" if asked.silent else "reminder.snooze", found)
