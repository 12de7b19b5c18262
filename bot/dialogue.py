"""What a person and the bot are in the middle of. Pure.

A state is stored as JSON and read back by any later version: what is not understood is no dialogue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

OPEN = dt.timedelta(hours=24)
"""How long an unfinished dialogue is taken up again; then it is over."""
Want = Literal["measure", "unit", "percent", "until", "reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure of a draft; what is None has not been said yet.

    ``on`` is the day on which the work is said to have been done, in ISO form. ``replaces`` is the report it
    corrects.
    """

    measure: str
    unit: str | None = None
    percent: int | None = None
    note: str | None = None
    on: str | None = None
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Reports that are not confirmed yet. ``messages`` are LINE's ids of what they were made from.

    ``links`` are those in the notes, each after the message that held it. ``kept`` is how many files come
    along from reports that this corrects. ``year`` is the plan's. ``began`` is the moment of its first turn,
    in ISO form: what was sent since belongs to it.
    """

    lines: tuple[Line, ...] = ()
    messages: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    kept: int = 0
    year: int | None = None
    began: str | None = None

    @property
    def want(self) -> Want | None:
        """What is to be asked next; None: it can be confirmed."""
        if not self.lines:
            return "measure"
        if any(line.unit is None for line in self.lines):
            return "unit"
        return "percent" if any(line.percent is None for line in self.lines) else None

    @property
    def open_line(self) -> Line | None:
        """The line that the next answer is about."""
        return next((line for line in self.lines if line.unit is None or line.percent is None), None)

    @property
    def corrects(self) -> bool:
        """Whether any of it takes the place of what was filed, whose words it then repeats."""
        return any(line.replaces is not None for line in self.lines)

    def with_line(self, line: Line) -> Draft:
        """Return the draft with a line added, or put in place of the one on the same measure."""
        if all(other.measure != line.measure for other in self.lines):
            return replace(self, lines=(*self.lines, line))
        lines = tuple(line if other.measure == line.measure else other for other in self.lines)
        return replace(self, lines=lines)

    def joined(self, more: Draft) -> Draft:
        """Return the draft with all of another one, which says the last word on a measure of both."""
        anew = {line.measure for line in more.lines}
        return replace(
            self,
            lines=(*(line for line in self.lines if line.measure not in anew), *more.lines),
            messages=tuple(dict.fromkeys((*self.messages, *more.messages))),
            links=tuple(dict.fromkeys((*self.links, *more.links))),
            kept=self.kept + more.kept,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The draft whose buttons carry ``number`` was confirmed: a second tap does nothing."""

    filing: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A reviewer is about to say why a report is returned, or to confirm what they said."""

    report: int
    reason: str | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Somebody gave a good code and has yet to accept the privacy notice."""

    code_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Somebody was asked for their name; what they say next is it, unless it is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleting:
    """Somebody wants to be forgotten and has yet to confirm it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinking:
    """An admin is about to end what somebody is in a unit."""

    membership: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extending:
    """A wish for more time that is not complete or not confirmed yet. ``until`` is an ISO day.

    ``year`` is the plan's.
    """

    measure: str | None = None
    unit: str | None = None
    until: str | None = None
    reason: str | None = None
    messages: tuple[str, ...] = ()
    year: int | None = None

    @property
    def want(self) -> Want | None:
        """What is to be asked next; None: it can be confirmed."""
        for name in ("measure", "unit", "until", "reason"):
            if getattr(self, name) is None:
                return name
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A leave that is not complete or not confirmed yet. Days are ISO; ``person`` is whose it is.

    ``substitute`` is who stands in, 0 for nobody; None: it was not said yet.
    """

    person: int
    first: str | None = None
    last: str | None = None
    substitute: int | None = None
    messages: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed."""
        return self.first is not None and self.last is not None and self.substitute is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingLeave:
    """Somebody is about to end a leave."""

    leave: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySetting:
    """An admin closes a day, or opens it, and has yet to say which (an ISO day) or to confirm it."""

    closed: bool
    day: str | None = None
    name: str | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferring:
    """Somebody was asked until when; what they say next is it, unless it is something else.

    ``silent``: until when not to be reminded at all, of a measure or (None) of anything; else to when what
    they are reminded of is put off.
    """

    silent: bool
    measure: str | None = None


State = (
    Draft
    | Filed
    | Returning
    | Joining
    | Naming
    | Deleting
    | Unlinking
    | Extending
    | Leaving
    | EndingLeave
    | DaySetting
    | Deferring
)
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
        return self.draft is not None or not (self.state is None or isinstance(self.state, Filed))

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
    if kind is None or now - touched_at > OPEN:
        return None
    try:
        if "lines" in values:
            values["lines"] = tuple(Line(**line) for line in values["lines"])
        if "messages" in values:
            values["messages"] = tuple(values["messages"])
        if "links" in values:
            values["links"] = tuple((message_id, link) for message_id, link in values["links"])
        return kind(**values)
    except (TypeError, ValueError):
        return None
