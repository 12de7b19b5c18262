"""What a person and the bot are in the middle of, and how that changes what is said. Pure.

A state is stored as JSON and read back by any later version: what is not understood is no dialogue.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from bot.dialogue.states import (
    DaySetting,
    Deferring,
    Deleting,
    Draft,
    EndingLeave,
    Extending,
    Filed,
    Holding,
    Joining,
    Leaving,
    Line,
    Naming,
    Noticing,
    Rejecting,
    Returning,
    State,
    Unlinking,
    Want,
)
from bot.intent import Intent
from bot.parse.answers import MORNING
from bot.parse.asides import is_aside
from bot.parse.intents_notices import NOTICE_ROWS

if TYPE_CHECKING:
    from bot.parse import Spoken
    from bot.reading import Heard

__all__ = [
    "OPEN",
    "DaySetting",
    "Deferring",
    "Deleting",
    "Draft",
    "EndingLeave",
    "Extending",
    "Filed",
    "Holding",
    "Joining",
    "Leaving",
    "Line",
    "Naming",
    "Noticing",
    "Present",
    "Rejecting",
    "Returning",
    "State",
    "Turn",
    "Unlinking",
    "Want",
    "dump",
    "load",
    "understand",
]

OPEN = dt.timedelta(hours=24)
"""How long an unfinished dialogue is taken up again; then it is over."""
HELD = dt.timedelta(minutes=5)
"""How long after a notice was confirmed calling off means it: through its hold, and while it begins to go."""
_TUPLES = frozenset({"messages", "audience", "files", "places", "values"})
"""What JSON makes lists of."""
_KINDS: Mapping[str, type[State]] = {kind.__name__: kind for kind in get_args(State)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The dialogue at the moment of asking. ``number`` is its latest, also when it is over.

    ``lost``: there was one, about a plan that is not the present one any more.
    ``highest`` is the latest of anybody in the chat: in a group a button of one is not one of another.
    ``reopened`` is what was filed from a message that is edited now.
    """

    state: State | None = None
    number: int = 0
    lost: bool = False
    highest: int = 0
    reopened: Draft | None = None

    @property
    def draft(self) -> Draft | None:
        """What words about a report are about: the open draft, what is reopened, or both."""
        open_ = self.state if isinstance(self.state, Draft) else None
        if self.reopened is None or open_ is None:
            return self.reopened or open_
        return open_.joined(self.reopened)

    @property
    def waits(self) -> bool:
        """Whether something is wanted of the person, and what they say may be it."""
        return self.draft is not None or not (self.state is None or isinstance(self.state, Filed | Holding))

    @property
    def next_number(self) -> int:
        """What the buttons of the next turn carry."""
        return max(self.number, self.highest) + 1


@dataclass(frozen=True, slots=True)
class Turn:
    """How the dialogue stands after an answer. No state: it is over."""

    state: State | None = field(default=None)


def dump(state: State | None) -> dict[str, Any]:
    """Return a state as JSON values."""
    return {} if state is None else {"kind": type(state).__name__, **asdict(state)}


def load(stored: Mapping[str, Any], touched_at: dt.datetime, now: dt.datetime) -> State | None:
    """Read a state back; None if it is too old, or of another version of the bot."""
    values = dict(stored)
    kind = _KINDS.get(str(values.pop("kind", "")))
    if kind is None or now - touched_at > (HELD if kind is Holding else OPEN):
        return None
    try:
        if "lines" in values:
            values["lines"] = tuple(Line(**line) for line in values["lines"])
        for name in _TUPLES & values.keys():
            values[name] = tuple(values[name])
        if "links" in values:
            values["links"] = tuple((message_id, link) for message_id, link in values["links"])
        return kind(**values)
    except (TypeError, ValueError):
        return None


REPORTING = frozenset({"none", "measure.show", "score.issue", "progress.history", "evidence.list"})
"""How an answer to a question of ours is read where nothing was asked."""
OF_DAYS = frozenset({"none", "deadline.list", "calendar.list"})
"""How a day alone is read."""
TOLD = 25
"""Characters from which words are a note, or a notice, rather than a call for help or a question of ours."""
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


NOTICE_COMMANDS = frozenset(row.intent for row in NOTICE_ROWS) | {"notice.list", "notice.templates"}
"""What is to be done with a notice that there is, and the lists: never a reason for rejecting one."""
OF_THE_BOT = ("help", "undo", "whoami", "language.", "privacy.", "register")
"""What is never taken for what a placeholder stands for."""


def understand(present: Present, heard: Heard) -> Intent:
    """Return what was meant, given what the bot had asked: ``60`` is a percentage where one is wanted."""
    spoken = heard.spoken
    state = present.draft or present.state
    if spoken is None or state is None:
        return heard.intent
    return _words_for(state, heard.intent, spoken) or _answer_to(state, heard, spoken)


def _words_for(state: State, intent: Intent, spoken: Spoken) -> Intent | None:
    """Return what is meant where words are wanted, however else they could be read; None: no words are."""
    if is_aside(intent.name, spoken.text):
        return None
    if isinstance(state, Rejecting) and _commands_notice(intent):
        return None
    match state:
        case Returning():
            return Intent("progress.return", {"report": state.report, "note": spoken.text})
        case Rejecting():
            return Intent("notice.reject", {"notice": state.notice, "text": spoken.text})
    return None


def _commands_notice(intent: Intent) -> bool:
    """Whether something is to be done with a notice, which is read only where little else is said."""
    whole = intent.name == "notice.send" and {"audience", "text"} <= intent.slots.keys()
    return whole or intent.name in NOTICE_COMMANDS


def _answer_to(state: State, heard: Heard, spoken: Spoken) -> Intent:
    intent = heard.intent
    alone = intent.name == "none" and heard.social is None
    found: Intent | None = None
    match state:
        case Draft():
            found = _of_draft(state, heard, spoken)
        case Extending():
            found = _of_extension(state, intent, spoken)
        case DaySetting():
            found = _of_day(state, intent, spoken)
        case Noticing():
            found = _of_notice(state, heard, spoken)
        case Naming() if alone and spoken.text:
            found = Intent("register", {"name": spoken.text})
        case Leaving() if alone:
            found = _of_leave(state, spoken)
        case Deferring() if alone:
            found = _of_deferring(state, spoken)
    return found or intent


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


def _of_notice(notice: Noticing, heard: Heard, spoken: Spoken) -> Intent:
    """Read to whom where that is asked for, a number where it is to be typed, and the text as it comes."""
    intent = heard.intent
    if notice.counting and spoken.count is not None:
        return Intent("notice.send", {"count": spoken.count})
    if intent.name == "notice.cancel" and "notice" not in intent.slots:
        return Intent("cancel")
    if intent.name == "notice.edit" and not intent.slots.keys() & {"notice", "which"} and notice.want is None:
        return _of_what_is_written(intent)
    begun = intent.name == "notice.send" and (notice.want != "place" or "audience" in intent.slots)
    if intent.name in {"cancel", "confirm"} or begun or intent.name.startswith("notice.template"):
        return intent
    found: dict[str, Any] = {}
    match notice.want:
        case "audience" if spoken.audience is not None:
            found = {"audience": spoken.audience}
        case "place" if _fills(heard, spoken.text):
            found = {"value": spoken.text}
        case "text" if len(spoken.text) >= TOLD or not is_aside(intent.name, spoken.text):
            found = {"text": spoken.text}
        case None if spoken.moment:
            day = {} if spoken.day is None else {"on": spoken.day.isoformat()}
            return Intent("notice.set", {**day, "at": spoken.time or MORNING})
    return Intent("notice.send", found) if found else intent


def _of_what_is_written(intent: Intent) -> Intent:
    """Read what is to be changed of the notice that is being written."""
    slots = intent.slots
    if "text" in slots:
        return Intent("notice.send", {"text": slots["text"]})
    return Intent("notice.set", dict(slots) if "at" in slots else {"part": "look"})


def _fills(heard: Heard, text: str) -> bool:
    """Whether words fill a placeholder: all do that are no command about the bot itself, and no small talk.

    A number does, and so does the name of a year's assessment, which asks for its score elsewhere.
    """
    command = heard.intent.name.startswith(OF_THE_BOT) and is_aside(heard.intent.name, text)
    return bool(text) and heard.social is None and not command


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
