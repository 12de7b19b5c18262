"""What somebody is reminded of in the days ahead, how, and doing without a single reminder."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from bot.agenda import hours
from bot.agenda.ladder import To
from bot.agenda.putting_off import is_put_off, step_of
from bot.answers import Reply
from bot.answers.own_reminders import (
    NothingToCancel,
    PlannedDay,
    PlannedStep,
    ReminderPlan,
    StepCancelled,
)
from bot.changes import Done
from bot.changes_office import RemindersForgotten, RemindersPut, RemindersSettled, RemindersWait
from bot.intent import Intent
from bot.roles import Role
from bot.store import own_reminders, reminders
from bot.store.audit import Deed
from bot.store.own_reminders import CANCELLED
from bot.usecases import cards, choosing, firing, forecasting, own, planning, slots
from bot.usecases.firing import DIGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from bot.agenda.workdays import Workdays
    from bot.store.people import Member
    from bot.store.reminders import About, NewReminder, Waiting
    from bot.usecases.asker import Ask
    from bot.usecases.forecasting import Prospect
    from bot.usecases.own import Own
    from ita_core.keys import MeasureId

DAYS = 8
"""Days with something that are shown."""
HORIZON = dt.timedelta(days=200)
"""How far ahead is looked."""
MAY_CANCEL = frozenset({To.UNIT.value, DIGEST})
State = Literal["planned", "waits", "put_off", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """All that somebody's coming reminders follow from, and those that there are already."""

    own: Own
    prospect: Prospect
    waiting: Sequence[Waiting]
    cancelled: Sequence[Waiting]
    abouts: Mapping[int, About]
    """Duties, by their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One reminder that will come, or was cancelled; ``on`` is when it is told."""

    on: dt.date
    kind: str
    rung: str
    day: dt.date
    measure: MeasureId | None
    year: int | None
    state: State


def gather(session: Session, ask: Ask) -> Ahead | None:
    """Find what somebody will be told."""
    found, member, agency_id = own.gather(session, ask), ask.asker.member, ask.asker.agency_id
    if found is None or member is None or agency_id is None or ask.asker.in_group:
        return None
    whole = forecasting.gather(session, agency_id, ask.today)
    prospect = _of_person(whole, member, [found.units[unit] for unit in own.units_of(member)])
    known = reminders.of_duties(session, [due.id for due in prospect.dues])
    return Ahead(
        own=found,
        prospect=prospect,
        waiting=reminders.waiting(session, [member.person_id]),
        cancelled=own_reminders.cancelled(session, member.person_id),
        abouts={one.duty_id: one for one in known},
    )


def _of_person(whole: Prospect, member: Member, units: Sequence[int]) -> Prospect:
    """Return the same without duties that somebody cannot hear of."""
    acts = any(one.substitute_id == member.person_id for one in whole.absences)
    if acts or any(post.role == Role.ADMIN for post in member.posts):
        return whole
    return replace(whole, dues=[due for due in whole.dues if due.unit_id in units])


# --- what is planned ------------------------------------------------------------------------------------


def show(ask: Ask) -> Reply:
    """Show how somebody is reminded, and of what next."""
    member, plan = own.need(ask), ask.shelf.plan()
    found: Ahead = ask.found
    settings = own.settings(found.own, member)
    muted = own.muted_lines(found.own, plan)
    answer = ReminderPlan(
        agency_short=ask.shelf.short,
        today=ask.today,
        settings=settings,
        muted=muted,
        days=_days(ask, found, member),
    )
    choice = found.own.choice
    at = choosing.offered(planning.office_hours(found.own.office))
    leads = (
        Intent("reminder.set", {"digest": not choice.digest_only}),
        Intent("reminder.set", {"place": "private" if settings.place == "group" else "group"}),
        *((Intent("reminder.unmute"),) if muted else ()),
        Intent("reminder.mute"),
        Intent("reminder.snooze"),
        *(Intent("reminder.set", {"at": one}) for one in at if one != choice.at),
        Intent("measure.mine"),
    )
    return Reply(answer=answer, leads=leads)


def _days(ask: Ask, found: Ahead, member: Member) -> tuple[PlannedDay, ...]:
    items: dict[dt.date, list[Item]] = defaultdict(list)
    for one in (*_kept(ask, found), *_forecast(ask, found, member)):
        items[one.on].append(one)
    return tuple(
        PlannedDay(day=day, ahead=(day - ask.today).days, steps=_steps(items[day]))
        for day in sorted(items)[:DAYS]
    )


def _kept(ask: Ask, found: Ahead) -> Iterator[Item]:
    """Yield what waits or is put off, and what was cancelled and can be taken back."""
    zone = ask.asker.now.tzinfo or dt.UTC
    hushed = {one.measure_id: one.until for one in found.own.mutes}
    sorted_ = cards.sort_out(found.waiting, hushed, ask.today, zone)
    for one in sorted_.shown:
        yield _item(one, ask.today, "waits")
    for one in found.waiting:
        if one.show_on > ask.today and not _muted(found, one.kind, one.about, one.show_on):
            yield _item(one, one.show_on, "put_off")
    for one in found.cancelled:
        if one.show_on >= ask.today:
            yield _item(one, one.show_on, "cancelled")


def _item(one: Waiting, on: dt.date, state: State) -> Item:
    about = one.about
    return Item(
        on=on,
        kind=one.kind,
        rung=one.rung,
        day=one.day,
        measure=None if about is None else about.measure,
        year=None if about is None else about.year,
        state=state,
    )


def _forecast(ask: Ask, found: Ahead, member: Member) -> Iterator[Item]:
    """Yield what is to come on so many days, if nobody reports; not what is muted or put off by then."""
    put_off = {one.about.duty_id: one.show_on for one in found.waiting if one.about and is_put_off(one.rung)}
    zone = ask.asker.now.tzinfo or dt.UTC
    days = 0
    for told in _told(ask, found, member):
        items = [
            Item(
                on=told.day if one.push_at is None else one.push_at.astimezone(zone).date(),
                kind=one.kind,
                rung=one.rung,
                day=one.day,
                measure=None if one.duty_id is None else found.abouts[one.duty_id].measure,
                year=None if one.duty_id is None else found.abouts[one.duty_id].year,
                state="planned",
            )
            for one in told.reminders
            if not _muted(found, one.kind, found.abouts.get(one.duty_id or 0), told.day)
            and (one.kind != To.UNIT.value or told.day > put_off.get(one.duty_id or 0, dt.date.min))
        ]
        yield from items
        days += bool(items)
        if days == DAYS:
            return


def _told(ask: Ask, found: Ahead, member: Member) -> Iterator[forecasting.Told]:
    zone = ask.asker.now.tzinfo or dt.UTC
    every = forecasting.ahead(found.prospect, ask.today, ask.today + HORIZON, zone)
    return (one for one in every if one.person_id == member.person_id)


def _muted(found: Ahead, kind: str, about: About | None, day: dt.date) -> bool:
    if kind not in MAY_CANCEL:
        return False
    return any(
        mute.until >= day
        and (mute.measure_id is None or (about is not None and mute.measure_id == about.measure_id))
        for mute in found.own.mutes
    )


def _steps(items: Iterable[Item]) -> tuple[PlannedStep, ...]:
    """Return what is told on a day, by step."""

    def key(one: Item) -> tuple[str, str, str, dt.date]:
        return one.state, one.kind, one.rung, one.day

    return tuple(
        PlannedStep(
            kind=kind,
            rung=rung,
            step=step_of(rung),
            day=day,
            measures=tuple(sorted({one.measure for one in same if one.measure is not None})),
            state=state,  # type: ignore[arg-type]  # an item's, whose type the key has lost
            can_cancel=kind in MAY_CANCEL,
        )
        for (state, kind, rung, day), same in groupby(sorted(items, key=key), key)
    )


# --- doing without --------------------------------------------------------------------------------------


def cancel(ask: Ask) -> Reply:
    """Do without a step's reminders, of all measures or one; or with ``back`` have them after all."""
    member = own.need(ask)
    found: Ahead = ask.found
    day, rung = slots.day(ask.intent.slots.get("day")), ask.intent.slots.get("rung")
    measure = own.measure(ask, ask.shelf.plan())
    if day is None or not isinstance(rung, str):
        raise slots.BadSlots(repr(dict(ask.intent.slots)))

    def meant(one: Waiting | NewReminder, key: MeasureId | None) -> bool:
        return one.kind in MAY_CANCEL and (one.day, one.rung) == (day, rung) and measure in {None, key}

    if ask.intent.slots.get("back") is True:
        rows = [one for one in found.cancelled if meant(one, _measure(one.about))]
        return _taken_back(ask, found, member, rows) if rows else _nothing()
    waits = [one for one in found.waiting if meant(one, _measure(one.about))]
    planned = [
        replace(one, state=CANCELLED, show_on=told.day, push_at=None, settled_at=ask.asker.now)
        for told in _until(_told(ask, found, member), day)
        for one in told.reminders
        if meant(one, _measure(found.abouts.get(one.duty_id or 0)))
    ]
    if not waits and not planned:
        return _nothing()
    names = {_measure(one.about) for one in waits}
    names |= {_measure(found.abouts.get(one.duty_id or 0)) for one in planned}
    return _answer(
        ask,
        member,
        StepCancelled(day=day, rung=rung, step=step_of(rung), measures=_sorted(names), back=False),
        RemindersSettled({one.id: (CANCELLED, None) for one in waits}),
        RemindersPut(tuple(planned)),
    )


def _until(told: Iterator[forecasting.Told], day: dt.date) -> Iterator[forecasting.Told]:
    """Yield what is told up to a day: no step is told later than on its own."""
    for one in told:
        if one.day > day:
            return
        yield one


def _measure(about: About | None) -> MeasureId | None:
    return None if about is None else about.measure


def _sorted(names: Iterable[MeasureId | None]) -> tuple[MeasureId, ...]:
    return tuple(sorted(name for name in names if name is not None))


def _nothing() -> Reply:
    return Reply(answer=NothingToCancel(), leads=(Intent("reminder.show"), Intent("measure.mine")))


def _taken_back(ask: Ask, found: Ahead, member: Member, rows: Sequence[Waiting]) -> Reply:
    """Let what was cancelled come: when its day comes, or where that is here already, now."""
    days = planning.workdays(found.own.office)
    post = own.post_of(found.own)
    again, forgotten = {}, []
    for one in rows:
        shown = one.show_on if is_put_off(one.rung) or post is None else _shown(one, found, days)
        if shown > ask.today and not is_put_off(one.rung):
            forgotten.append(one.id)
            continue
        on = max(shown, ask.today)
        free = post is None or (post.digest_only and one.kind == To.UNIT.value)
        zone = ask.asker.now.tzinfo or dt.UTC
        at = None if free or post is None else firing.moment(post, found.own.office, on, zone)
        again[one.id] = (on, at)
    answer = StepCancelled(
        day=rows[0].day,
        rung=rows[0].rung,
        step=step_of(rows[0].rung),
        measures=_sorted(_measure(one.about) for one in rows),
        back=True,
    )
    return _answer(ask, member, answer, RemindersForgotten(tuple(forgotten)), RemindersWait(again))


def _shown(one: Waiting, found: Ahead, days: Workdays) -> dt.date:
    post = own.post_of(found.own)
    return one.day if post is None else hours.shown_on(one.day, planning.wish_of(post), days)


def _answer(
    ask: Ask,
    member: Member,
    answer: StepCancelled,
    *made: RemindersSettled | RemindersPut | RemindersForgotten | RemindersWait,
) -> Reply:
    facts = {"step": answer.step, "day": answer.day.isoformat(), "measures": len(answer.measures)}
    deed = Deed(
        action="reminder.restore" if answer.back else "reminder.cancel",
        subject=own.subject(member, ask.shelf.plan(), None),
        after=facts,
    )
    slots_ = {"day": answer.day.isoformat(), "rung": answer.rung, **({} if answer.back else {"back": True})}
    leads = (Intent("reminder.cancel", slots_), Intent("reminder.show"), Intent("measure.mine"))
    return Reply(answer=answer, leads=leads, changes=(*made, Done(deed)))
