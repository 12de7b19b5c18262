"""Writing a notice: to whom, what, and when; shown as it will be received, with what it costs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answers import Reply, StepStale
from bot.answers.notices import AudienceUnit, NoticeAsks, NoticeDraft, NoticeNotTaken, NoticePrice, NoticeWhen
from bot.dialogue import Noticing
from bot.intent import Intent
from bot.usecases import budgeting, drafting, joining, permission, planning
from bot.usecases.notices import audience, content
from bot.usecases.notices.content import Content
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from bot.store.audience import Somebody
    from bot.usecases.asker import Ask
    from bot.usecases.notices.audience import Audience
    from bot.usecases.notices.gathering import Found

HOLD: Final = dt.timedelta(seconds=45)
"""How long a notice that goes right away is held, to be called back: LINE takes nothing back."""
LONGEST: Final = 5000
"""UTF-16 units of a text message of LINE's, which the text of a notice is."""
LONGEST_LINK: Final = 1000
AHEAD: Final = dt.timedelta(days=366)
NAMED: Final = 5
"""Recipients of a unit that are shown by name."""
NOW: Final = "now"
_TIME: Final = len("09:00")
TYPED_FROM: Final = 50
"""Recipients from which on their number is typed: a tap is made too easily."""
APPROVE_FROM: Final = 200
"""Recipients from which on a second person approves, where the agency decides nothing."""


def send(ask: Ask) -> Reply:
    """Put what was said into the notice; ask for the rest, or show it as it will be."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state, said = present(ask), ask.intent.slots
    if "audience" in said and "text" in said:
        state = Noticing()
    return shown(ask, _from_message(ask, _with(ask, state, said)))


def set_(ask: Ask) -> Reply:
    """Change a part of the notice: whether it is to be acknowledged, whether it is urgent, when it goes."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state, said = ask.present.state, ask.intent.slots
    if not isinstance(state, Noticing):
        return Reply(answer=StepStale(open=False), leads=(Intent("notice.send"), Intent("notice.list")))
    for name in ("signed", "urgent"):
        if isinstance(said.get(name), bool):
            state = replace(state, **{name: said[name]})
    if "at" in said:
        state = replace(state, at=_moment(ask, state, said["at"], said.get("on")))
    elif said.get("part") in {"text", "audience"}:
        state = replace(state, again=said["part"])
    return shown(ask, replace(state, counting=False))


def test(ask: Ask) -> Reply:
    """Send the notice to its author alone, which is free: it is an answer."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state = ask.present.state
    if not isinstance(state, Noticing) or state.text is None:
        return Reply(answer=StepStale(open=False), leads=(Intent("notice.send"), Intent("notice.list")))
    return _preview(ask, state)


def _refused(ask: Ask) -> Reply | None:
    permission.need(ask, Right.NOTICE)
    return joining.private(ask)


def present(ask: Ask) -> Noticing:
    """Return the notice that is being written, or an empty one."""
    return ask.present.state if isinstance(ask.present.state, Noticing) else Noticing()


def again(ask: Ask) -> Reply:
    """Put what is under way once more."""
    return _refused(ask) or shown(ask, present(ask))


# --- what was said ----------------------------------------------------------------------------------------


def _with(ask: Ask, state: Noticing, said: Mapping[str, Any]) -> Noticing:
    """Return the notice with what was said put into it. Raises NoData with what is wrong with it."""
    if "audience" in said:
        words = audience.read(said["audience"])
        state = replace(state, audience=words, again=None if state.again == "audience" else state.again)
    if "text" in said:
        state = with_text(ask, state, said["text"])
    return replace(state, counting=False)


def with_text(ask: Ask, state: Noticing, said: object) -> Noticing:
    """Return the notice with a text. Raises NoData with what is wrong with it."""
    if not isinstance(said, str):
        raise BadSlots(repr(said))
    text = said.strip()
    size = len(text.encode("utf-16-le", "surrogatepass")) // 2
    found = drafting.LINKS.findall(text)
    plain = [link for link in found if not link.startswith("https://")]
    if not text:
        raise not_taken(ask, replace(state, again="text"), "empty")
    if size > LONGEST:
        raise not_taken(ask, replace(state, again="text"), "too_long", count=size, most=LONGEST)
    if plain:
        raise not_taken(ask, replace(state, again="text"), "link", words=plain[0])
    link = next(iter(found), None)
    if link is not None and len(link) > LONGEST_LINK:
        raise not_taken(ask, replace(state, again="text"), "long_link", count=len(link), most=LONGEST_LINK)
    return replace(state, text=text, link=link, again=None)


def _moment(ask: Ask, state: Noticing, said: object, on: object = None) -> str | None:
    """Read when it shall go, None: right away. Raises NoData with what is wrong with it, and BadSlots.

    A time of day is one of the day ``on``, or of today.
    """
    if said == NOW:
        return None
    day = f"{on or ask.today.isoformat()}T" if len(str(said)) == _TIME else ""
    try:
        at = dt.datetime.fromisoformat(f"{day}{said}")
    except ValueError as error:
        raise BadSlots(repr(said)) from error
    at = at.replace(tzinfo=ask.asker.now.tzinfo) if at.tzinfo is None else at
    if at <= ask.asker.now:
        raise not_taken(ask, state, "past", at=at)
    if at > ask.asker.now + AHEAD:
        raise not_taken(ask, state, "too_far", at=at)
    return at.isoformat()


def not_taken(ask: Ask, state: Noticing, why: str, **facts: Any) -> NoData:  # noqa: ANN401 (facts of the answer)
    """Return, to be raised, what is wrong with a notice; what is right of it is kept."""
    number = ask.present.next_number
    answer = NoticeNotTaken(why=why, dialogue=number, **facts)  # type: ignore[arg-type]  # words of the answer
    leads = (Intent("cancel", {"dialogue": number}),)
    return NoData(Reply(answer=answer, leads=leads, changes=(drafting.turned(ask, state),)))


def _from_message(ask: Ask, state: Noticing) -> Noticing:
    if ask.message_id is None:
        return state
    return replace(state, messages=tuple(dict.fromkeys((*state.messages, ask.message_id))))


# --- what is shown ----------------------------------------------------------------------------------------


def shown(ask: Ask, state: Noticing, *, changed: bool = False) -> Reply:
    """Ask for what is missing, or show the notice as it will be received, and what it takes."""
    found: Found = ask.found
    if state.want is not None:
        return _asked(ask, state, found)
    meant = resolved(ask, state)
    state = replace(state, counted=meant.count, counting=False)
    number = ask.present.next_number
    facts = draft(ask, state, meant, number, changed=changed)
    # What is too dear is not to be confirmed; its card says what would help.
    go = () if facts.price.short is not None else (Intent("confirm", {"dialogue": number}),)
    leads = (*go, Intent("notice.test"), Intent("cancel", {"dialogue": number}))
    return Reply(
        first=_preview(ask, state).answer,
        answer=facts,
        leads=leads,
        changes=(drafting.turned(ask, state),),
        sources=state.messages,
    )


def _asked(ask: Ask, state: Noticing, found: Found) -> Reply:
    number = ask.present.next_number
    words = state.audience
    answer = NoticeAsks(
        part=state.want or "text",
        dialogue=number,
        units=tuple(dict.fromkeys(unit for one in found.around.people for unit, _ in one.posts)),
        audience=words,
        count=audience.resolve(words, found.around).count if words else 0,
        most=LONGEST,
        overdue=bool(found.around.overdue),
        rooms=bool(found.around.rooms),
    )
    leads = (Intent("notice.templates"), Intent("cancel", {"dialogue": number}))
    return Reply(answer=answer, leads=leads, changes=(drafting.turned(ask, state),))


def resolved(ask: Ask, state: Noticing) -> Audience:
    """Return whom the notice goes to. Raises NoData if that is nobody."""
    found: Found = ask.found
    meant = audience.resolve(state.audience, found.around)
    if not meant.count:
        raise not_taken(ask, replace(state, again="audience"), "nobody", count=len(meant.unreachable))
    return meant


def _preview(ask: Ask, state: Noticing) -> Reply:
    return content.received(
        written(state),
        agency=ask.shelf.name,
        agency_short=ask.shelf.short,
        notice=None,
        signed=state.signed,
        corrects=state.corrects,
        reminds=state.reminds,
    )


def written(state: Noticing) -> Content:
    """Return what the notice says."""
    return Content(text=state.text or "", link=state.link)


def draft(ask: Ask, state: Noticing, meant: Audience, number: int, *, changed: bool = False) -> NoticeDraft:
    """Return all that is to be known before a notice is confirmed."""
    found: Found = ask.found
    return NoticeDraft(
        audience=state.audience,
        units=_by_unit(meant.people, state),
        people=len(meant.people),
        rooms=tuple(room.unit for room in meant.rooms),
        unreachable=_by_unit(meant.unreachable, state),
        text=state.text or "",
        agency_short=ask.shelf.short,
        price=price(ask, state, meant),
        when=when(ask, state),
        signed=state.signed,
        urgent=state.urgent,
        approval=needs_approval(found, meant),
        dialogue=number,
        today=ask.today,
        last=ask.today + AHEAD,
        changed=changed,
    )


def needs_approval(found: Found, meant: Audience) -> bool:
    """Whether a second person has to approve it."""
    return meant.count >= approve_from(found)


def approve_from(found: Found) -> int:
    """Return from how many recipients on a second person approves."""
    decided = found.office.approve_from
    return APPROVE_FROM if decided is None else decided


def _by_unit(people: Iterable[Somebody], state: Noticing) -> tuple[AudienceUnit, ...]:
    units: dict[str, list[str | None]] = defaultdict(list)
    for one in people:
        units[audience.unit_of(one, state.audience)].append(one.name)
    return tuple(
        AudienceUnit(unit=unit, names=tuple(names[:NAMED]), count=len(names)) for unit, names in units.items()
    )


def moment(ask: Ask, state: Noticing) -> dt.datetime:
    """Return when the notice goes if it is confirmed now."""
    return ask.asker.now + HOLD if state.at is None else dt.datetime.fromisoformat(state.at)


def when(ask: Ask, state: Noticing) -> NoticeWhen:
    """Return when it goes, and whether that is a time at which people are at work."""
    return when_at(ask, moment(ask, state), held=state.at is None)


def when_at(ask: Ask, at: dt.datetime, *, held: bool) -> NoticeWhen:
    """Return a moment of sending with what is to be known of it."""
    found: Found = ask.found
    at = at.astimezone(ask.asker.now.tzinfo)
    off = not planning.workdays(found.office).is_working(at.date())
    hours = planning.office_hours(found.office)
    return NoticeWhen(
        hold=int(HOLD.total_seconds()) if held else 0,
        at=None if held else at,
        off=off,
        after_hours=not off and not hours.opens <= at.time() < hours.closes,
    )


def price(ask: Ask, state: Noticing, meant: Audience) -> NoticePrice:
    """Return what it costs, and whether the month has that."""
    found: Found = ask.found
    means = found.means
    then = budgeting.month_of(moment(ask, state))
    if not means.known or then != budgeting.month_of(ask.asker.now):
        return NoticePrice(cost=meant.cost, left=None, reserve=0)
    if means.left is None:
        return NoticePrice(cost=meant.cost, left=None, reserve=0, unlimited=True)
    short = None
    if meant.cost > means.left:
        short = "month"
    elif meant.cost > (means.room or 0) and not state.urgent:
        short = "reserve"
    return NoticePrice(cost=meant.cost, left=means.left, reserve=means.reserve, short=short)  # type: ignore[arg-type]  # words of the answer
