"""What the placeholders of a notice stand for: for all as its author says, for each as the bot knows. Pure.

A notice goes only if every placeholder stands for something for everybody whom it reaches.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot import patterns
from bot.parse.places import place
from bot.patterns import Place
from bot.usecases.notices import audience
from ita_core.plan import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.dialogue import Noticing
    from bot.store.audience import Room, Somebody
    from bot.usecases.notices.audience import Audience
    from bot.usecases.shelf import Plan

LONGEST_WORDS: Final = 40
"""UTF-16 units, at most, of what is known as a key only and said in the reader's language: a role, a day."""
_KEYED: Final = frozenset({"post", "deadline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a unit owes: its overdue measures, and when its next one is due."""

    late: tuple[str, ...] = ()
    due: dt.date | None = None


NO_DUTY: Final = Duty()


@dataclass(frozen=True, slots=True)
class Gap:
    """A placeholder that stands for nothing for some."""

    place: str
    people: list[Somebody] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)


def duties(plan: Plan, today: dt.date) -> dict[str, Duty]:
    """Return what each unit owes that has handed in less than all."""
    late: dict[str, list[str]] = defaultdict(list)
    due: dict[str, dt.date] = {}
    for measure in sorted(plan.measures.values(), key=lambda one: one.id):
        for unit in () if measure.done else measure.owners:
            share = measure.share(unit)
            if share is not None and share.percent == DONE:
                continue
            if measure.end is not None and measure.end < today:
                late[unit].append(str(measure.id))
            elif measure.end is not None:
                due[unit] = min(measure.end, due.get(unit, measure.end))
    return {unit: Duty(late=tuple(late[unit]), due=due.get(unit)) for unit in {*late, *due}}


def free(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text that its author fills. Raises BadPattern."""
    return tuple(name for name in patterns.names(text) if place(name) is None)


def known(text: str) -> tuple[str, ...]:
    """Return what the bot fills for each recipient of a text, as it calls it. Raises BadPattern."""
    return tuple(dict.fromkeys(key for name in patterns.names(text) if (key := place(name)) is not None))


def written(state: Noticing) -> tuple[str, bool]:
    """Return what a notice says, and whether it has placeholders that are filled for each.

    What its author filled is in it; what is not filled yet stays in its braces.
    """
    text = state.text or ""
    if state.template is None:
        return text, False
    said = dict(zip(state.places, state.values, strict=False))
    if not known(text):
        return patterns.filled(text, said), False
    return "".join(_anew(part, said) for part in patterns.split(text)), True


def _anew(part: str | Place, said: Mapping[str, str]) -> str:
    """Return a part of a template as a part of a pattern with the bot's own names."""
    if not isinstance(part, Place):
        return patterns.literal(part)
    key = place(part.name)
    if key is not None:
        return f"{{{key}}}"
    return patterns.literal(said.get(part.name, f"{{{part.name}}}"))


def of_person(
    keys: Sequence[str], one: Somebody, words: Sequence[str], owed: Mapping[str, Duty]
) -> dict[str, str]:
    """Return what these placeholders stand for, for somebody; not those that stand for nothing."""
    unit = audience.unit_of(one, words)
    post = next((role for named, role in one.posts if named == unit), None)
    return _of(keys, {"name": one.name, "unit": unit, "post": post}, owed.get(unit, NO_DUTY))


def of_room(keys: Sequence[str], room: Room, owed: Mapping[str, Duty]) -> dict[str, str]:
    """Return what they stand for in a group, which has no name and no post."""
    return _of(keys, {"unit": room.unit}, owed.get(room.unit, NO_DUTY))


def _of(keys: Sequence[str], own: Mapping[str, str | None], duty: Duty) -> dict[str, str]:
    every = {
        **own,
        "overdue": str(len(duty.late)),
        "measures": ", ".join(duty.late),
        "deadline": None if duty.due is None else duty.due.isoformat(),
    }
    return {key: words for key in keys if (words := every.get(key))}


def gaps(
    keys: Sequence[str], meant: Audience, words: Sequence[str], owed: Mapping[str, Duty]
) -> tuple[Gap, ...]:
    """Return the placeholders that stand for nothing for somebody whom the notice would reach."""
    found = {key: Gap(key) for key in keys}
    for one in meant.people:
        for key in set(keys) - of_person(keys, one, words, owed).keys():
            found[key].people.append(one)
    for room in meant.rooms:
        for key in set(keys) - of_room(keys, room, owed).keys():
            found[key].rooms.append(room)
    return tuple(gap for gap in found.values() if gap.people or gap.rooms)


def longest(
    text: str, keys: Sequence[str], meant: Audience, words: Sequence[str], owed: Mapping[str, Duty]
) -> int:
    """Return the UTF-16 units of the longest text that anybody gets, or some more."""
    parts = patterns.split(text)
    bare = sum(size(part) for part in parts if isinstance(part, str))
    times = Counter(part.name for part in parts if isinstance(part, Place))
    each = [
        *(of_person(keys, one, words, owed) for one in meant.people),
        *(of_room(keys, room, owed) for room in meant.rooms),
    ]
    return bare + max(
        (sum(times[key] * _size(key, value) for key, value in one.items()) for one in each), default=0
    )


def _size(key: str, value: str) -> int:
    return LONGEST_WORDS if key in _KEYED else size(value)


def size(text: str) -> int:
    """Count UTF-16 units, as LINE does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
