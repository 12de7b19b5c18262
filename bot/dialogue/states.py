"""What a person and the bot can be in the middle of. Stored as JSON: any later version must read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

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
    """An admin closes a day, or opens it, and has yet to say which (an ISO day) or to confirm it.

    ``named_by`` is LINE's id of the message that gave it its ``name``.
    """

    closed: bool
    day: str | None = None
    name: str | None = None
    named_by: str | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticing:
    """A notice that is not complete or not confirmed yet. ``audience`` are words for groups of recipients.

    ``at`` is when it shall go (ISO, with its zone), None: right away. ``files`` are LINE's ids of messages
    that brought pictures and files. ``corrects`` and ``reminds`` are numbers of notices; ``edits`` is that of
    one which was called back to be changed, and whose place it takes. ``shown`` stands for the recipients
    that were shown, ``counting``: their number is to be typed, and ``card`` is the number of the turn that
    showed them. ``again``: the part that is asked for once more. ``began`` is the number of its first turn:
    buttons of it carry that or a later one.

    With a ``template`` (its key) ``text`` has placeholders; ``places`` are those that the author fills for
    all recipients, ``values`` what they stand for, in the same order, as far as they are filled.
    """

    audience: tuple[str, ...] = ()
    text: str | None = None
    link: str | None = None
    files: tuple[str, ...] = ()
    signed: bool = True
    urgent: bool = False
    at: str | None = None
    corrects: int | None = None
    reminds: int | None = None
    edits: int | None = None
    template: int | None = None
    places: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    counting: bool = False
    card: int = 0
    shown: str = ""
    again: Literal["audience", "text"] | None = None
    messages: tuple[str, ...] = ()
    began: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was said of it yet."""
        return not self.audience and self.text is None and not self.files

    @property
    def want(self) -> Literal["audience", "text", "place"] | None:
        """What is to be asked next; None: it can be confirmed."""
        if self.again is not None:
            return self.again
        if not self.audience:
            return "audience"
        if self.text is None:
            return "text"
        return None if self.place is None else "place"

    @property
    def place(self) -> str | None:
        """The placeholder that is to be filled next."""
        return self.places[len(self.values)] if len(self.values) < len(self.places) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejecting:
    """Somebody is about to say why they do not approve a notice."""

    notice: int
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A notice was confirmed or approved just now: calling it off means that.

    So do the buttons of the turns from ``first`` to ``last``, which showed it before.
    """

    notice: int
    first: int = 0
    last: int = 0


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
    | Noticing
    | Rejecting
    | Holding
    | Deferring
)
