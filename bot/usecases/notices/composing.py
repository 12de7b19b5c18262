"""Writing a notice: to whom, what, and when; shown as it will be received, with what it costs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answers import Reply, StepStale
from bot.answers.notice_parts import NoticePlaceAsked
from bot.answers.notices import (
    NoticeAsks,
    NoticeDraft,
    NoticeNotTaken,
    NoticePrice,
    NoticeWhen,
)
from bot.dialogue import Noticing
from bot.intent import Intent
from bot.usecases import budgeting, drafting, joining, permission, planning
from bot.usecases.notices import audience, content, files, filling, previewing
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData
from bot.usecases.slots import BadSlots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.changes import DialogueTurned
    from bot.usecases.asker import Ask
    from bot.usecases.notices.audience import Audience
    from bot.usecases.notices.gathering import Found

HOLD: Final = dt.timedelta(seconds=45)
"""How long a notice that goes right away is held, to be called back: LINE takes nothing back."""
LONGEST: Final = 5000
"""UTF-16 units of a text message of LINE's, which the text of a notice is."""
LONGEST_LINK: Final = 1000
AHEAD: Final = dt.timedelta(days=366)
NOW: Final = "now"
_TIME: Final = len("09:00")
TYPED_FROM: Final = 50
"""People, those in groups too, from which on their number is typed: a tap is made too easily."""
APPROVE_FROM: Final = 200
"""People, those in groups too, from which on a second person approves, where the agency decides nothing."""


def send(ask: Ask) -> Reply:
    """Put what was said into the notice; ask for the rest, or show it as it will be."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state, said = present(ask), ask.intent.slots
    if _of_another(ask, state):
        return replace(shown(ask, state), first=StepStale(open=True))
    if "audience" in said and "text" in said:
        state = Noticing()
    return shown(ask, from_message(ask, _with(ask, state, said)))


def set_(ask: Ask) -> Reply:
    """Change a part of the notice: whether it is to be acknowledged, whether it is urgent, when it goes."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state, said = ask.present.state, ask.intent.slots
    if not isinstance(state, Noticing):
        return Reply(answer=StepStale(open=False), leads=(Intent("notice.send"), Intent("notice.list")))
    if _of_another(ask, state):
        return replace(shown(ask, state), first=StepStale(open=True))
    for name in ("signed", "urgent"):
        if isinstance(said.get(name), bool):
            state = replace(state, **{name: said[name]})
    if "at" in said:
        state = replace(state, at=said_moment(ask, state, said["at"], said.get("on")))
    elif said.get("part") in {"text", "audience"}:
        state = replace(state, again=said["part"])
    elif said.get("part") == "places":
        state = replace(state, values=())
    elif said.get("part") == "no_files":
        state = replace(state, files=())
    return shown(ask, replace(state, counting=False))


def test(ask: Ask) -> Reply:
    """Send the notice to its author alone, which is free: it is an answer."""
    refused = _refused(ask)
    if refused is not None:
        return refused
    state = ask.present.state
    if not isinstance(state, Noticing) or state.text is None or state.place is not None:
        return Reply(answer=StepStale(open=False), leads=(Intent("notice.send"), Intent("notice.list")))
    reply = shown(ask, state)
    if _of_another(ask, state):
        return replace(reply, first=StepStale(open=True))
    if state.want is not None:
        return reply
    # All of it, and nothing else: LINE takes five messages at once, and that many it can be.
    return replace(reply, first=None, answer=previewing.preview(ask, state, resolved(ask, state), files.MOST))


def _of_another(ask: Ask, state: Noticing) -> bool:
    """Whether a button was tapped that belongs to another notice than the one that is being written.

    Any button of this one will do, also one of an earlier step: it changes one thing, and says which.
    """
    number = ask.intent.slots.get("dialogue")
    return isinstance(number, int) and state.began > 0 and not state.began <= number <= ask.present.number


def _turned(ask: Ask, state: Noticing) -> DialogueTurned:
    return drafting.turned(ask, replace(state, began=state.began or ask.present.next_number))


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
    elif "value" in said and state.place is not None:
        state = _with_value(ask, state, said["value"])
    return replace(state, counting=False)


def _with_value(ask: Ask, state: Noticing, said: object) -> Noticing:
    """Return the notice with its next placeholder filled. Raises NoData with what is wrong with that."""
    if not isinstance(said, str) or not said.strip():
        raise not_taken(ask, state, "empty")
    return checked(ask, replace(state, values=(*state.values, said.strip())), state)


def checked(ask: Ask, state: Noticing, before: Noticing) -> Noticing:
    """Return a notice from a template. Raises NoData with what is wrong with it; ``before`` stays."""
    wrong = fault(filling.written(state)[0])
    if wrong is None:
        return state
    raise not_taken(ask, before, wrong.pop("why"), **wrong)


def fault(text: str) -> dict[str, Any] | None:
    """Return what is wrong with a text, as facts of the answer that says so; None: it can be sent."""
    found = drafting.LINKS.findall(text)
    plain = next((link for link in found if not link.lower().startswith("https://")), None)
    opened = {link: content.address(link) for link in found}
    bad = next((link for link, address in opened.items() if address is None), None)
    long = next((len(one) for one in [*opened.values()][:1] if one and len(one) > LONGEST_LINK), None)
    if not text:
        return {"why": "empty"}
    if filling.size(text) > LONGEST:
        return {"why": "too_long", "count": filling.size(text), "most": LONGEST}
    if plain is not None:
        return {"why": "link", "words": plain}
    if bad is not None:
        return {"why": "bad_link", "words": bad}
    return None if long is None else {"why": "long_link", "count": long, "most": LONGEST_LINK}


def with_text(ask: Ask, state: Noticing, said: object) -> Noticing:
    """Return the notice with a text. Raises NoData with what is wrong with it."""
    if not isinstance(said, str):
        raise BadSlots(repr(said))
    text = said.strip()
    wrong = fault(text)
    if wrong is not None:
        raise not_taken(ask, replace(state, again="text"), wrong.pop("why"), **wrong)
    return replace(state, text=text, template=None, places=(), values=(), again=None)


def said_moment(ask: Ask, state: Noticing, said: object, on: object = None) -> str | None:
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
    late = why == "past" and state.at is not None
    now = Intent("notice.set", {"at": NOW, "dialogue": number})
    leads = (*((now,) if late else ()), Intent("cancel", {"dialogue": number}))
    return NoData(Reply(answer=answer, leads=leads, changes=(_turned(ask, state),)))


def from_message(ask: Ask, state: Noticing) -> Noticing:
    """Return a notice that was made from the present message, too."""
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
    _need_room(ask, state, meant)
    state = replace(state, shown=meant.digest, counting=False)
    number = ask.present.next_number
    facts = draft(ask, state, meant, number, changed=changed)
    # What is too dear, or lacks something, is not to be confirmed; its card says what would help.
    go = (Intent("confirm", {"dialogue": number}),) if facts.ready else ()
    leads = (*go, Intent("notice.test", {"dialogue": number}), Intent("cancel", {"dialogue": number}))
    return Reply(
        first=previewing.preview(ask, state, meant, previewing.BESIDE),
        answer=facts,
        leads=leads,
        changes=(_turned(ask, replace(state, files=files.kept(found, state))),),
        sources=sources(state),
    )


def sources(state: Noticing) -> tuple[str, ...]:
    """Return LINE's ids of all messages that a notice was made from."""
    return (*state.messages, *state.files)


def _need_room(ask: Ask, state: Noticing, meant: Audience) -> None:
    """Raise NoData where the text would be too long for somebody, filled for them."""
    found: Found = ask.found
    text, personal = filling.written(state)
    if not personal:
        return
    most = filling.longest(text, filling.known(text), meant, state.audience, found.duties)
    if most > LONGEST:
        raise not_taken(ask, replace(state, again="text"), "too_long", count=most, most=LONGEST)


def _asked(ask: Ask, state: Noticing, found: Found) -> Reply:
    number = ask.present.next_number
    words = state.audience
    leave = Intent("cancel", {"dialogue": number})
    turned = (_turned(ask, state),)
    if state.want == "place" and state.place is not None:
        left = len(state.places) - len(state.values) - 1
        asked = NoticePlaceAsked(place=state.place, left=left, dialogue=number)
        return Reply(answer=asked, leads=(leave,), changes=turned, sources=sources(state))
    answer = NoticeAsks(
        part="audience" if state.want == "audience" else "text",
        dialogue=number,
        units=tuple(dict.fromkeys(unit for one in found.around.people for unit, _ in one.posts)),
        audience=words,
        count=audience.resolve(words, found.around).count if words else 0,
        most=LONGEST,
        overdue=bool(found.around.overdue),
        rooms=bool(found.around.rooms),
    )
    return Reply(answer=answer, leads=(Intent("notice.templates"), leave), changes=turned)


def resolved(ask: Ask, state: Noticing) -> Audience:
    """Return whom the notice goes to. Raises NoData if that is nobody."""
    found: Found = ask.found
    meant = audience.resolve(state.audience, found.around)
    if not meant.count:
        raise not_taken(ask, replace(state, again="audience"), "nobody", count=len(meant.unreachable))
    return meant


def draft(ask: Ask, state: Noticing, meant: Audience, number: int, *, changed: bool = False) -> NoticeDraft:
    """Return all that is to be known before a notice is confirmed."""
    found: Found = ask.found
    sample, filled = previewing.sample(state, meant, found)
    attached = files.attached(found, state)
    pictures = sum(one.kind == content.PICTURE for one in files.of(found, state))
    return NoticeDraft(
        audience=state.audience,
        units=previewing.by_unit(meant.people, state),
        people=len(meant.people),
        rooms=tuple(room.unit for room in meant.rooms),
        unreachable=previewing.by_unit(meant.unreachable, state),
        text=filling.written(state)[0],
        agency_short=ask.shelf.short,
        price=price(ask, state, meant),
        when=when(ask, state),
        signed=state.signed,
        urgent=state.urgent,
        approval=needs_approval(found, meant),
        lately=lately(found, meant),
        dialogue=number,
        today=ask.today,
        last=ask.today + AHEAD,
        changed=changed,
        filled=filled,
        sample=sample,
        blanks=previewing.blanks(ask, state, meant),
        fills=tuple(zip(state.places, state.values, strict=False)),
        files=attached,
        edits=state.edits,
        hidden=max(0, pictures - previewing.BESIDE),
    )


def needs_approval(found: Found, meant: Audience) -> bool:
    """Whether a second person has to approve it."""
    return audience.with_lately(meant, found.around) >= approve_from(found)


def lately(found: Found, meant: Audience) -> int:
    """Return how many it reaches with the author's other notices of lately, if that is why it is approved."""
    together = audience.with_lately(meant, found.around)
    return together if meant.heads < approve_from(found) <= together else 0


def approve_from(found: Found) -> int:
    """Return from how many people on a second person approves."""
    decided = found.office.approve_from
    return APPROVE_FROM if decided is None else decided


def moment(ask: Ask, state: Noticing) -> dt.datetime:
    """Return when the notice goes if it is confirmed now: whatever time was said, it is held first."""
    soon = ask.asker.now + HOLD
    return soon if state.at is None else max(soon, dt.datetime.fromisoformat(state.at))


def over(ask: Ask, state: Noticing) -> dt.datetime | None:
    """Return when it was to go, if that has passed; None: it can go as was said."""
    at = None if state.at is None else dt.datetime.fromisoformat(state.at)
    return at if at is not None and at <= ask.asker.now else None


def when(ask: Ask, state: Noticing) -> NoticeWhen:
    """Return when it goes, and whether that is a time at which people are at work."""
    late = over(ask, state)
    if late is not None:
        return replace(when_at(ask, late, held=False), past=True)
    at = moment(ask, state)
    return when_at(ask, at, held=at <= ask.asker.now + HOLD)


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
    short, left = None, max(0, means.left - found.promised)
    if meant.cost > left:
        short = "month"
    elif meant.cost > max(0, (means.room or 0) - found.promised) and not state.urgent:
        short = "reserve"
    return NoticePrice(cost=meant.cost, left=left, reserve=means.reserve, short=short)  # type: ignore[arg-type]  # words of the answer
