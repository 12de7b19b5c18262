"""The steps of reminding: each with its day and whom it speaks to, and switched on or off."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot import answers
from bot.agenda import ladder
from bot.agenda.ladder import Period, Step
from bot.answers import Reply
from bot.answers.office import LadderShown, RungLine, RungRefused
from bot.changes import Done
from bot.changes_office import DutiesPlanned, LadderSet
from bot.intent import Intent
from bot.store import office, queries
from bot.store.audit import Deed
from bot.usecases import lines, moving, permission, planning, slots
from bot.usecases.moving import Scheme
from bot.usecases.permission import Right
from bot.usecases.shelf import NoData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.duties import Part
    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan
    from ita_core.keys import MeasureId

MOST = 16
"""Steps of a ladder: more would be a nuisance."""
WORDS = ("head", "central")
"""What is said of a step whose number of days is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladders:
    """All that steps follow from, the measures that have a ladder of their own, and all measures' keys."""

    scheme: Scheme
    own: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[MeasureId, int] = field(default_factory=dict)

    @property
    def general(self) -> tuple[str, ...]:
        """The ladder of the agency."""
        decided = self.scheme.office.rungs
        return ladder.DEFAULT if decided is None else decided

    def key(self, measure: MeasureId) -> int | None:
        """Return a measure's key."""
        return self.keys.get(measure)

    def of(self, key: int | None) -> tuple[str, ...]:
        """Return the ladder of a measure, of the agency without one."""
        return self.general if key is None else self.own.get(key, self.general)


def gather(session: Session, ask: Ask) -> Ladders | None:
    """Find what steps follow from."""
    agency_id = ask.asker.agency_id
    if agency_id is None or ask.asker.member is None or not ask.shelf.plans:
        return None
    return Ladders(
        scheme=moving.gather(session, agency_id, ask.today),
        own=office.ladders(session, agency_id),
        keys=queries.measure_keys(session, agency_id, ask.shelf.plan().year.be),
    )


def show(ask: Ask) -> Reply:
    """Show the steps of a measure, or those of the plan."""
    permission.need(ask, Right.PROGRESS)
    plan, found = ask.shelf.plan(), ask.found
    return _shown(ask, plan, found, _measure(ask, plan))


def _measure(ask: Ask, plan: Plan) -> MeasureId | None:
    said = slots.measure(ask.intent)
    if said is not None and said not in plan.measures:
        missing = answers.NotFound(kind="measure", key=str(said), year=plan.year)
        raise NoData(Reply(answer=missing, leads=(Intent("ladder.show"), Intent("measure.list"))))
    return said


def _shown(
    ask: Ask, plan: Plan, found: Ladders, measure: MeasureId | None, changed: str | None = None
) -> Reply:
    period, count, others = _period(ask, plan, measure)
    key = None if measure is None else found.key(measure)
    may_set = permission.may(ask, Right.OFFICE)
    of_measure = {} if measure is None else {"measure": str(measure)}
    answer = LadderShown(
        plan_year=plan.year,
        measure=None if measure is None else lines.measure_line(plan, measure, ask.today),
        start=period.start,
        due=period.due,
        count=count,
        others=others,
        own=len(set(found.own) & set(found.keys.values())) if measure is None else int(key in found.own),
        rungs=_rungs(found, found.of(key), period, ask.today),
        may_set=may_set,
        changed=changed,
    )
    leads = (
        *((Intent("ladder.show"), Intent("measure.show", of_measure)) if measure is not None else ()),
        Intent("calendar.list"),
        Intent("office.set"),
        Intent("reminder.show"),
    )
    about = None if measure is None else lines.about(plan, measure)
    return Reply(answer=answer, leads=leads, about=about)


def _period(ask: Ask, plan: Plan, measure: MeasureId | None) -> tuple[Period, int, int]:
    """Return the period to show: the measure's, or that of most measures that are not due yet.

    With it how many measures share it, and how many have others.
    """
    chosen = plan.measures.values() if measure is None else (plan.measures[measure],)
    dated = [(one.start or ask.today, one.end or ask.today) for one in chosen]
    if not dated:
        raise NoData(Reply(answer=answers.NoAgency()))
    counted = Counter(dated)
    (start, due), count = max(counted.items(), key=lambda one: (one[0][1] >= ask.today, one[1], one[0]))
    return Period(start=start, due=due, end=plan.year.last_day), count, len(dated) - count


def _rungs(found: Ladders, on: Sequence[str], period: Period, today: dt.date) -> tuple[RungLine, ...]:
    days = planning.workdays(found.scheme.office)
    known = {word.partition("-")[0] for word in on if word.startswith(WORDS)}
    others = [one for one in ladder.DEFAULT if one.partition("-")[0] not in known]
    return tuple(
        _line(rung, ladder.steps([rung], period, days), today, on=rung in on)
        for rung in ladder.in_order([*on, *others])
    )


def _line(rung: str, steps: Sequence[Step], today: dt.date, *, on: bool) -> RungLine:
    weekly = rung == ladder.OVER
    ahead = [step.day for step in steps if step.day >= today]
    day = ahead[0] if ahead else steps[-1].day if steps else None
    return RungLine(
        rung=rung, on=on, day=day, to=_to(rung), weekly=weekly, past=day is not None and day < today
    )


def _to(rung: str) -> Literal["duty", "head", "central"]:
    if rung.startswith("head"):
        return "head"
    return "central" if rung.startswith("central") else "duty"


# --- switching ------------------------------------------------------------------------------------------


def set_(ask: Ask) -> Reply:
    """Switch a step on or off, for all measures or for one; without a step, show them."""
    permission.need(ask, Right.OFFICE)
    plan, found = ask.shelf.plan(), ask.found
    measure = _measure(ask, plan)
    said, on = ask.intent.slots.get("rung"), ask.intent.slots.get("enabled", True)
    if said is None:
        return _shown(ask, plan, found, measure)
    if not isinstance(said, str) or not isinstance(on, bool):
        raise slots.BadSlots(repr(said))
    key = None if measure is None else found.key(measure)
    before = found.of(key)
    rung = _named(said, before)
    if not ladder.is_rung(rung):
        return _refused(said, "unknown", measure)
    after = ladder.in_order([*before, rung] if on else [one for one in before if one != rung])
    if len(after) > MOST:
        return _refused(rung, "too_many", measure)
    if set(after) == set(before):
        return _shown(ask, plan, found, measure, rung)
    changed, own = _with(found, key, after)
    shift = moving.shift(found.scheme, changed.scheme.office, ask.today, changed.scheme.parts)
    deed = Deed(
        action="ladder.set",
        subject="agency" if measure is None else f"measure {plan.year.be} {measure}",
        before={"rung": rung, "on": not on},
        after={"rung": rung, "on": on},
    )
    return replace(
        _shown(ask, plan, changed, measure, rung),
        changes=(LadderSet(key, own), DutiesPlanned(shift.stands), Done(deed)),
    )


def _named(said: str, before: Sequence[str]) -> str:
    """Return the rung that is meant: of ``head`` and ``central`` the one that there is, or the usual one."""
    if said not in WORDS:
        return said
    return next(one for one in (*before, *ladder.DEFAULT) if one.startswith(f"{said}-"))


def _refused(rung: str, why: Literal["unknown", "too_many"], measure: MeasureId | None) -> Reply:
    of_measure = {} if measure is None else {"measure": str(measure)}
    answer = RungRefused(rung=rung, why=why, most=MOST)
    return Reply(answer=answer, leads=(Intent("ladder.show", of_measure), Intent("help")))


def _with(found: Ladders, key: int | None, after: tuple[str, ...]) -> tuple[Ladders, tuple[str, ...] | None]:
    """Return how things stand with another ladder, and what is written down of it.

    A measure that has the agency's steps again has no ladder of its own any more, and the other way round.
    """
    scheme = found.scheme
    if key is None:
        own = None if set(after) == set(ladder.DEFAULT) else after
        return replace(found, scheme=replace(scheme, office=replace(scheme.office, rungs=own))), own
    own = None if set(after) == set(found.general) else after
    others = {measure: rungs for measure, rungs in found.own.items() if measure != key}
    parts: tuple[Part, ...] = tuple(
        replace(part, rungs=own) if part.measure_id == key else part for part in scheme.parts
    )
    kept = others if own is None else {**others, key: own}
    return replace(found, scheme=replace(scheme, parts=parts), own=kept), own
