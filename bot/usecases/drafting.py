"""From what was said to a draft of reports, and from a draft to what is asked or shown next. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import answers, dialogue
from bot.answers import Reply
from bot.changes import DialogueTurned
from bot.dialogue import Draft, Line, Turn
from bot.intent import Intent
from bot.usecases import lines, slots
from bot.usecases.permission import Right, may
from bot.usecases.shelf import NoData
from ita_core import plan as plans
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan, Shelf

STEPS = (25, 50, 75, 100)
"""Percentages offered as buttons."""
MOST_OWN = 9
MOST_LINES = 20
"""Measures of one draft: a card holds no more."""
LINKS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}]")


def turned(ask: Ask, state: dialogue.State | None) -> DialogueTurned:
    """Let the dialogue stand so from now on."""
    return DialogueTurned(Turn(state), ask.present.next_number)


def present(ask: Ask) -> Draft:
    """Return the open draft, or an empty one."""
    return ask.present.state if isinstance(ask.present.state, Draft) else Draft()


def said(ask: Ask) -> tuple[dict[str, Any], ...]:
    """Return what was said of each measure: one of several, or of the one that is meant."""
    several = ask.intent.slots.get("reports")
    if several is None:
        return (dict(ask.intent.slots),)
    if not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
        raise slots.BadSlots(repr(several))
    return tuple(several[:MOST_LINES])


def put(ask: Ask, draft: Draft) -> Reply:
    """Put what was said into a draft; ask for the rest, or read it back. What is wrong is said first."""
    wrong: Reply | None = None
    before = draft
    for one in said(ask):
        try:
            draft, refused = _with(ask, draft, one)
        except NoData as missing:
            refused = missing.reply
        wrong = wrong or refused
    if wrong is not None and draft == before and not draft.lines:
        return wrong
    if ask.message_id is not None and ask.message_id not in draft.messages:
        draft = replace(draft, messages=(*draft.messages, ask.message_id))
    reply = shown(ask, draft)
    return reply if wrong is None else replace(reply, first=wrong.answer)


def _with(ask: Ask, draft: Draft, one: dict[str, Any]) -> tuple[Draft, Reply | None]:
    """Return the draft with what was said of one measure, and what is wrong with a part of it.

    Raises NoData where nothing of it can be used.
    """
    plan = ask.shelf.plan()
    line = _meant(plan, draft, one)
    if line is None:
        return draft, None
    if "unit" in one:
        line = replace(line, unit=_unit(ask, plan, line.measure, str(one["unit"])))
    if line.unit is None:
        line = replace(line, unit=_only_unit(ask, plan, line.measure))
    note = one.get("note")
    if isinstance(note, str) and note.strip():
        line = replace(line, note=note.strip())
    if one.get("percent") is None:
        return draft.with_line(line), None
    percent = slots.score(one["percent"])
    if not 0 <= percent <= plans.DONE:
        said_ = format(percent.normalize(), "f")
        return draft.with_line(line), Reply(answer=answers.PercentRefused(said=said_, measure=line.measure))
    return draft.with_line(replace(line, percent=int(percent))), None


def _meant(plan: Plan, draft: Draft, one: dict[str, Any]) -> Line | None:
    named = one.get("measure")
    if named is None and draft.lines:
        return draft.open_line or draft.lines[-1]
    if named is None:
        return None
    key = slots.measure(Intent("", {"measure": named}))
    if key is None or key not in plan.measures:
        missing = answers.NotFound(kind="measure", key=str(named), year=plan.year)
        raise NoData(Reply(answer=missing, leads=(Intent("measure.mine"), Intent("measure.list"))))
    known = next((line for line in draft.lines if line.measure == str(key)), None)
    return known or Line(measure=str(key))


def about(plan: Plan, key: MeasureId) -> str:
    """Say what an answer speaks of, for who quotes it."""
    return f"measure {plan.year.be} {key}"


def measure_of(shelf: Shelf, spoken_of: str | None) -> str | None:
    """Return the measure that a message speaks of, if it is one of the present plan."""
    year = shelf.plans[0].year.be if shelf.plans else None
    prefix = f"measure {year} "
    return spoken_of.removeprefix(prefix) if spoken_of is not None and spoken_of.startswith(prefix) else None


def candidates(ask: Ask, plan: Plan, key: MeasureId) -> tuple[str, ...]:
    """Return the asker's units that own a measure and that they may report for."""
    member = ask.asker.member
    owners = plan.measures[key].owners
    units = member.units if member is not None else ()
    return tuple(unit for unit in units if unit in owners and may(ask, Right.REPORT, unit))


def _only_unit(ask: Ask, plan: Plan, measure: str) -> str | None:
    key = MeasureId.parse(measure)
    found = candidates(ask, plan, key)
    if not found:
        line = lines.measure_line(plan, key, ask.today)
        units = ask.asker.member.units if ask.asker.member is not None else ()
        leads = (Intent("measure.mine"), Intent("measure.show", {"measure": measure}))
        raise NoData(Reply(answer=answers.NotYours(measure=line, units=units), leads=leads))
    return found[0] if len(found) == 1 else None


def _unit(ask: Ask, plan: Plan, measure: str, unit: str) -> str | None:
    return unit if unit in candidates(ask, plan, MeasureId.parse(measure)) else None


# --- what is said back ----------------------------------------------------------------------------------


def shown(ask: Ask, draft: Draft) -> Reply:
    """Ask for what is missing, or read the draft back."""
    plan = ask.shelf.plan()
    change = (turned(ask, replace(draft, began=draft.began or ask.asker.now.isoformat())),)
    if draft.want is not None:
        return replace(asked(ask, plan, draft), changes=change)
    answer = answers.DraftShown(
        plan_year=plan.year,
        dialogue=ask.present.next_number,
        lines=tuple(draft_line(ask, plan, line) for line in draft.lines),
        evidence=attached(ask, draft),
        correcting=any(line.replaces is not None for line in draft.lines),
    )
    number = {"dialogue": ask.present.next_number}
    leads = (Intent("confirm", number), Intent("cancel", number))
    only = about(plan, MeasureId.parse(draft.lines[0].measure)) if len(draft.lines) == 1 else None
    return Reply(answer=answer, leads=leads, changes=change, about=only)


def asked(ask: Ask, plan: Plan, draft: Draft) -> Reply:
    """Ask for the first thing that is missing, with what it may be as buttons."""
    open_line = draft.open_line
    units: Sequence[str] = ()
    own: tuple[answers.MeasureLine, ...] = ()
    leads: tuple[Intent, ...]
    if open_line is None:
        own = own_measures(ask, plan)
        leads = tuple(Intent("progress.submit", {"measure": str(line.measure)}) for line in own[:MOST_OWN])
    elif open_line.unit is None:
        units = candidates(ask, plan, MeasureId.parse(open_line.measure))
        leads = tuple(
            Intent("progress.submit", {"measure": open_line.measure, "unit": unit}) for unit in units
        )
    else:
        leads = _steps(open_line)
    answer = answers.DraftAsks(
        plan_year=plan.year,
        want=draft.want or "percent",  # type: ignore[arg-type]  # a draft's wants are these three
        line=None if open_line is None else draft_line(ask, plan, open_line),
        evidence=attached(ask, draft),
        units=tuple(ask.shelf.unit(unit) for unit in units),
        own=own,
    )
    return Reply(answer=answer, leads=(*leads, Intent("cancel")))


def _steps(line: Line) -> tuple[Intent, ...]:
    return tuple(Intent("progress.submit", {"measure": line.measure, "percent": step}) for step in STEPS)


def own_measures(ask: Ask, plan: Plan) -> tuple[answers.MeasureLine, ...]:
    """Return the measures of the asker's units that are not done for them, most urgent first."""
    member = ask.asker.member
    units = {post.unit for post in member.posts if may(ask, Right.REPORT, post.unit)} if member else set()
    chosen = [
        key
        for key, measure in plan.measures.items()
        if any(unit in measure.owners and not _finished(measure, unit) for unit in units)
    ]
    found = [lines.measure_line(plan, key, ask.today) for key in chosen]
    return tuple(sorted(found, key=lambda line: (line.due, line.measure)))


def _finished(measure: plans.Measure, unit: str) -> bool:
    share = measure.share(unit)
    return measure.done or (share is not None and share.percent == plans.DONE)


def draft_line(ask: Ask, plan: Plan, line: Line) -> answers.DraftLine:
    """Return a line of a draft with what stands out about it."""
    key = MeasureId.parse(line.measure)
    measure = plan.measures[key]
    before = measure.share(line.unit) if line.unit is not None else None
    return answers.DraftLine(
        measure=lines.measure_line(plan, key, ask.today),
        unit=line.unit,
        percent=line.percent,
        before=None if before is None else before.percent,
        note=line.note,
        flags=flags(ask, plan, line),
    )


def flags(ask: Ask, plan: Plan, line: Line) -> tuple[str, ...]:
    """Return what is remarkable about a line, as values of `ita_core.plan.Flag`."""
    if line.unit is None or line.percent is None:
        return ()
    there = attached(ask, Draft(lines=(line,)))
    share = plans.Share(line.unit, line.percent)
    measure = plan.measures[MeasureId.parse(line.measure)]
    return tuple(plans.flags(measure, share, ask.today, evidence=bool(there.sent or there.links)))


def links(draft: Draft) -> tuple[str, ...]:
    """Return the links in a draft's notes, each once."""
    found = [link for line in draft.lines for link in LINKS.findall(line.note or "")]
    return tuple(dict.fromkeys(found))


def attached(ask: Ask, draft: Draft) -> answers.Attached:
    """Count the evidence that a draft would be filed with."""
    return answers.Attached(sent=len(ask.evidence), links=len(links(draft)))
