"""How a notice will look, whose it is where each gets another one, and for whom something lacks. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answers.notices import AudienceUnit, NoticeBlank, NoticeDraft, NoticeReceived, NoticeSample
from bot.usecases import drafting
from bot.usecases.notices import audience, content, files, filling
from bot.usecases.notices.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answers import Answer, Reply
    from bot.dialogue import Noticing
    from bot.store.audience import Somebody
    from bot.usecases.asker import Ask
    from bot.usecases.notices.audience import Audience
    from bot.usecases.notices.gathering import Found

NAMED: Final = 5
"""Recipients of a unit that are shown by name."""
BESIDE: Final = 2
"""Pictures of a preview beside the card below it: with its text and card, as many messages as LINE takes."""


def preview(ask: Ask, state: Noticing, meant: Audience, pictures: int) -> Answer:
    """Return the notice as its first recipient gets it, with so many of its pictures."""
    found: Found = ask.found
    said = written(ask, state)
    _, filled = sample(state, meant, found)
    shown_ = [one for one in said.files if one.kind == content.PICTURE][:pictures]
    others = [one for one in said.files if one.kind != content.PICTURE]
    return content.received(
        said,
        agency=ask.shelf.name,
        agency_short=ask.shelf.short,
        notice=None,
        signed=state.signed,
        corrects=state.corrects,
        reminds=state.reminds,
        files=content.opened(replace(said, files=(*shown_, *others)), ask.links),
        filled=filled,
    ).answer


def with_room(reply: Reply) -> Reply:
    """Return a preview, with its draft's card, that leaves room for one message more."""
    shown, card = reply.first, reply.answer
    if not isinstance(shown, NoticeReceived):
        return reply
    there = [one for one in shown.files if one.preview is not None]
    over = there[BESIDE - 1 :]
    left = tuple(one for one in shown.files if one not in over)
    if isinstance(card, NoticeDraft):
        card = replace(card, hidden=card.hidden + len(over))
    return replace(reply, first=replace(shown, files=left), answer=card)


def written(ask: Ask, state: Noticing) -> Content:
    """Return what the notice says."""
    found: Found = ask.found
    text, personal = filling.written(state)
    link = next(iter(drafting.LINKS.findall(text)), None)
    link = None if link is None else content.address(link)
    return Content(text=text, link=link, files=files.of(found, state), personal=personal)


def sample(
    state: Noticing, meant: Audience, found: Found
) -> tuple[NoticeSample | None, Mapping[str, str] | None]:
    """Return whose notice is shown where each gets another one, and what is filled for them."""
    text, personal = filling.written(state)
    if not personal:
        return None, None
    keys, owed = filling.known(text), found.duties
    for one in meant.people:
        unit = audience.unit_of(one, state.audience)
        return NoticeSample(unit=unit, name=one.name), filling.of_person(keys, one, state.audience, owed)
    room = meant.rooms[0]
    return NoticeSample(unit=room.unit, room=True), filling.of_room(keys, room, owed)


def blanks(ask: Ask, state: Noticing, meant: Audience) -> tuple[NoticeBlank, ...]:
    """Return the placeholders that stand for nothing for somebody."""
    found: Found = ask.found
    text, personal = filling.written(state)
    if not personal:
        return ()
    return tuple(
        NoticeBlank(
            place=gap.place,
            units=by_unit(gap.people, state),
            rooms=tuple(room.unit for room in gap.rooms),
        )
        for gap in filling.gaps(filling.known(text), meant, state.audience, found.duties)
    )


def by_unit(people: Iterable[Somebody], state: Noticing) -> tuple[AudienceUnit, ...]:
    """Return people by the unit through which they are meant, the first of each by name."""
    units: dict[str, list[str | None]] = defaultdict(list)
    for one in people:
        units[audience.unit_of(one, state.audience)].append(one.name)
    return tuple(
        AudienceUnit(unit=unit, names=tuple(names[:NAMED]), count=len(names)) for unit, names in units.items()
    )
