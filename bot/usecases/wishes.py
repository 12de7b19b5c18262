"""Deciding on wishes for more time. A measure's deadline moves here, and all whom it concerns are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.answers import Reply, Tell
from bot.changes import Done, ExtensionDecided
from bot.intent import Intent
from bot.store import extensions, people
from bot.store.audit import Deed
from bot.usecases import announcing, lines, permission, slots
from bot.usecases.permission import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.extensions import Asked
    from bot.store.people import Recipient
    from bot.usecases.asker import Ask

State = Literal["granted", "refused", "withdrawn", "moot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """The wish that a button is for, how many others wait, and how those are reached whom it concerns."""

    one: Asked | None = None
    others: int = 0
    concerned: Sequence[int] = ()
    reach: Mapping[int, Recipient] = field(default_factory=dict)


def wish(ask: Ask, row: Asked) -> answers.Wish:
    """Return a wish with its measure as it stands."""
    return answers.Wish(
        id=row.id,
        measure=lines.measure_line(ask.shelf.plan_of(row.year), row.measure, ask.today),
        unit=row.unit,
        name=row.name,
        asked_at=lines.local(ask, row.asked_at),
        due=row.due_before,
        until=row.until,
        reason=row.reason,
    )


def gather(session: Session, ask: Ask) -> Docket:
    """Find the wish that a button is for, and the owners of its measure."""
    agency_id, number = ask.asker.agency_id, slots.key(ask.intent, "extension")
    one = None if agency_id is None or number is None else extensions.one(session, agency_id, number)
    plan = None if one is None else next((each for each in ask.shelf.plans if each.year.be == one.year), None)
    if agency_id is None or one is None or plan is None:
        return Docket()
    members = announcing.owners(people.members(session, agency_id), plan.measures[one.measure].owners)
    concerned = dict.fromkeys([*(member.person_id for member in members), one.person_id])
    return Docket(
        one=one,
        others=sum(other.id != one.id for other in extensions.waiting(session, agency_id)),
        concerned=[person for person in concerned if person is not None],
        reach=announcing.reach(session, concerned),
    )


def grant(ask: Ask) -> Reply:
    """Move the deadline."""
    return _decide(ask, granted=True)


def refuse(ask: Ask) -> Reply:
    """Leave the deadline as it is."""
    return _decide(ask, granted=False)


def _decide(ask: Ask, *, granted: bool) -> Reply:
    permission.need(ask, Right.DECIDE)
    found: Docket = ask.found
    row = found.one
    if row is None:
        raise slots.BadSlots(repr(ask.intent.slots))
    plan = ask.shelf.plan_of(row.year)
    shown, of_measure = wish(ask, row), {"measure": str(row.measure)}
    state = _state(row, shown, granted=granted)
    if state is not None:
        answer = answers.ExtensionStale(plan_year=plan.year, wish=shown, state=state)
        refusal = (Intent("deadline.refuse", {"extension": row.id, **of_measure}),) if state == "moot" else ()
        return Reply(
            answer=answer,
            leads=(*refusal, Intent("progress.review"), Intent("measure.show", of_measure)),
            about=lines.about(plan, row.measure),
        )
    tells = _told(ask, row, shown, granted=granted)
    deed = Deed(
        action="deadline.grant" if granted else "deadline.refuse",
        subject=f"measure {row.year} {row.measure}",
        before={"due": shown.measure.due.isoformat()},
        after={"due": (row.until if granted else shown.measure.due).isoformat()},
        person_id=row.person_id,
    )
    decided = ExtensionDecided(
        extension_id=row.id, state=extensions.GRANTED if granted else extensions.REFUSED
    )
    judged = answers.ExtensionJudged(
        plan_year=plan.year, wish=shown, granted=granted, told=len(tells), left=found.others
    )
    more = (Intent("progress.review"),) if found.others else ()
    return Reply(
        answer=judged,
        leads=(*more, Intent("measure.show", of_measure), Intent("deadline.list")),
        changes=(decided, Done(deed)),
        tells=tells,
        about=lines.about(plan, row.measure),
    )


def _state(row: Asked, shown: answers.Wish, *, granted: bool) -> State | None:
    """How a wish stands that is not to be decided; None if it is."""
    if row.state != extensions.ASKED:
        return row.state  # type: ignore[return-value]  # the states that are stored
    return "moot" if granted and row.until <= shown.measure.due else None


def _told(ask: Ask, row: Asked, shown: answers.Wish, *, granted: bool) -> tuple[Tell, ...]:
    """Tell everybody of the measure's units that its deadline moved; that it did not, only who had asked."""
    found: Docket = ask.found
    plan, me = ask.shelf.plan_of(row.year), ask.asker.member
    leads = (
        Intent("progress.submit", {"measure": str(row.measure)}),
        Intent("measure.show", {"measure": str(row.measure)}),
        Intent("deadline.list"),
    )
    tells = []
    for person in found.concerned:
        recipient, asked = found.reach.get(person), person == row.person_id
        if recipient is None or (me is not None and person == me.person_id) or not (granted or asked):
            continue
        answer = answers.DeadlineTold(plan_year=plan.year, wish=shown, granted=granted, asked=asked)
        reply = Reply(answer=answer, leads=leads, about=lines.about(plan, row.measure))
        tells.append(Tell(recipient=recipient, reply=reply))
    return tuple(tells)
