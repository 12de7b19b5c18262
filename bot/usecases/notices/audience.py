"""Whom a notice goes to: words for groups of recipients, and who they come to. Pure.

The words are ``all``, ``role:admin``, ``unit:<abbreviation>``, ``group:<abbreviation>`` (its chat),
``groups`` (every unit's), ``overdue`` (who answers for an overdue measure), ``same:<number>`` (whoever an
earlier notice went to) and ``unread:<number>`` (those of them who have not acknowledged it); behind them
``not:<abbreviation>`` leaves out whoever has a post in that unit, and its group.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.roles import Role
from bot.store.audience import Alone
from bot.store.groups import UNCOUNTED
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from bot.store.audience import Earlier, Room, Somebody

ALL: Final = "all"
GROUPS: Final = "groups"
OVERDUE: Final = "overdue"
LEFT_OUT: Final = "not:"
ADMINS: Final = "admins"
"""How the command language says ``role:admin``."""
_DIGEST: Final = 16
OWNERS: Final = frozenset({Role.STAFF.value, Role.HEAD.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Everybody and everything that an audience may come to."""

    people: Sequence[Somebody] = ()
    rooms: Sequence[Room] = ()
    overdue: Collection[str] = ()
    """Units that answer for a measure that is overdue."""
    earlier: Mapping[int, Earlier] = field(default_factory=dict)
    alone: Alone = field(default_factory=Alone)
    """Whom notices of the same author went to lately, without a second person's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom it comes to. ``unreachable`` are meant as well, but the bot has no way to them."""

    people: tuple[Somebody, ...] = ()
    rooms: tuple[Room, ...] = ()
    unreachable: tuple[Somebody, ...] = ()

    @property
    def count(self) -> int:
        """How many are reached: people, and groups."""
        return len(self.people) + len(self.rooms)

    @property
    def digest(self) -> str:
        """A short word for exactly these recipients at this price: another one means others."""
        people = sorted(one.person_id for one in self.people)
        rooms = sorted(room.chat_id for room in self.rooms)
        lost = sorted(one.person_id for one in self.unreachable)
        return hashlib.sha256(repr((people, rooms, lost, self.cost)).encode()).hexdigest()[:_DIGEST]

    @property
    def heads(self) -> int:
        """How many people it comes to, each member of a group too: what safeguards go by."""
        return self.cost

    @property
    def cost(self) -> int:
        """Messages: one a person, in a group one a member."""
        return len(self.people) + heads(self.rooms)


def heads(rooms: Iterable[Room]) -> int:
    """Count the members of groups; of one that LINE did not count, as many as a group may have."""
    return sum(UNCOUNTED if room.members is None else room.members for room in rooms)


def with_lately(meant: Audience, around: Around) -> int:
    """Count the different people whom its author reaches with this notice and those of lately together."""
    before = around.alone.people.difference(one.person_id for one in meant.people)
    chats = around.alone.chats.difference(room.chat_id for room in meant.rooms)
    return meant.heads + len(before) + heads(room for room in around.rooms if room.chat_id in chats)


def read(said: object) -> tuple[str, ...]:
    """Read whom the command language, or a button, says. Raises BadSlots."""
    several = [said] if isinstance(said, str) else said
    if not isinstance(several, list | tuple) or not all(isinstance(one, str) for one in several):
        raise BadSlots(repr(said))
    words = tuple(dict.fromkeys(_checked(_word(one)) for one in several))
    if all(one.startswith(LEFT_OUT) for one in words):
        raise BadSlots(repr(said))
    return words


def _word(one: str) -> str:
    if one == ADMINS:
        return f"role:{Role.ADMIN}"
    return one if ":" in one or one in {ALL, GROUPS, OVERDUE} else f"unit:{one}"


def _checked(word: str) -> str:
    kind, _, rest = word.partition(":")
    named = (
        kind in {"unit", "group", "not"} or (kind == "role" and rest in set(Role)) or _of_notice(kind, rest)
    )
    if word in {ALL, GROUPS, OVERDUE} or (rest and named):
        return word
    raise BadSlots(repr(word))


def _of_notice(kind: str, rest: str) -> bool:
    return kind in {"same", "unread"} and rest.isascii() and rest.isdecimal() and len(rest) <= 9  # noqa: PLR2004 (fits a number)


def numbers(words: Iterable[str]) -> tuple[int, ...]:
    """Return the notices that an audience is taken from."""
    split = [word.partition(":") for word in words]
    return tuple(int(rest) for kind, _, rest in split if _of_notice(kind, rest))


def resolve(words: Sequence[str], around: Around) -> Audience:
    """Return whom it comes to, each once, in the order of the agency's units."""
    out = {word.removeprefix(LEFT_OUT) for word in words if word.startswith(LEFT_OUT)}
    tests = [_test(word, around) for word in words if not word.startswith(LEFT_OUT)]
    people = (one for one in around.people if out.isdisjoint(unit for unit, _ in one.posts))
    meant = [one for one in people if any(test(one) for test in tests)]
    return Audience(
        people=tuple(one for one in meant if one.problem is None),
        rooms=tuple(
            room
            for room in around.rooms
            if room.unit not in out and any(_is_in(word, room, around) for word in words)
        ),
        unreachable=tuple(one for one in meant if one.problem is not None),
    )


def _test(word: str, around: Around) -> Callable[[Somebody], bool]:
    kind, _, rest = word.partition(":")
    if word == ALL:
        return lambda _: True
    if word == OVERDUE:
        return lambda one: any(unit in around.overdue and role in OWNERS for unit, role in one.posts)
    if kind == "unit":
        return lambda one: any(unit == rest for unit, _ in one.posts)
    if kind == "role":
        return lambda one: any(role == rest for _, role in one.posts)
    earlier = around.earlier.get(int(rest)) if kind in {"same", "unread"} else None
    if earlier is None:
        return lambda _: False
    chosen = earlier.people if kind == "same" else earlier.unread
    return lambda one: one.person_id in chosen


def _is_in(word: str, room: Room, around: Around) -> bool:
    kind, _, rest = word.partition(":")
    if word == GROUPS:
        return True
    if kind == "same":
        earlier = around.earlier.get(int(rest))
        return earlier is not None and room.chat_id in earlier.chats
    return kind == "group" and room.unit == rest


def unit_of(somebody: Somebody, words: Sequence[str]) -> str:
    """Return through which unit somebody is meant: the first that was named, else their first."""
    named = {word.partition(":")[2] for word in words if word.startswith("unit:")}
    units = [unit for unit, _ in somebody.posts]
    return next((unit for unit in units if unit in named), units[0])
