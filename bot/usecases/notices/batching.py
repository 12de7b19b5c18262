"""Which calls a notice is sent with: who goes together, and what each gets. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.usecases.notices import content

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answers import Reply
    from bot.store.notice_delivery import Addressee
    from bot.store.notices import Kept
    from bot.usecases.asker import Links
    from ita_core.keys import Name


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose notice it is, by all its names, and which it is about by their numbers."""

    agency: Name
    agency_short: str
    corrects: int | None = None
    reminds: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: to recipients of one channel and language, or to one alone."""

    channel_id: int
    language: str
    to: tuple[Addressee, ...]

    @property
    def alone(self) -> bool:
        """Whether it is a push to one."""
        return self.to[0].apart

    @property
    def cost(self) -> int:
        """In messages."""
        return sum(one.cost for one in self.to)


def calls(found: Sequence[Addressee], alone: int, room: int | None) -> list[Call]:
    """Return the calls for these recipients, all of whom can be reached; at most ``alone`` to one each.

    Together they cost no more than ``room``.
    """
    together: dict[tuple[int, str], list[Addressee]] = defaultdict(list)
    made: list[Call] = []
    left = room
    for one in found:
        if (left is not None and one.cost > left) or (one.apart and len(made) >= alone):
            continue
        left = None if left is None else left - one.cost
        if one.apart:
            made.append(Call(one.channel_id, one.language, (one,)))
        else:
            together[one.channel_id, one.language].append(one)
    return [*made, *(Call(channel, language, tuple(to)) for (channel, language), to in together.items())]


def said(notice: Kept, sender: Sender, filled: Mapping[str, str] | None, links: Links | None) -> Reply:
    """Return a notice as somebody gets it. ``filled`` is what its placeholders stand for, for them."""
    told = content.load(notice.content)
    return content.received(
        told,
        agency=sender.agency,
        agency_short=sender.agency_short,
        notice=notice,
        signed=notice.signed,
        corrects=sender.corrects,
        reminds=sender.reminds,
        files=content.opened(told, links),
        filled=filled,
    )
