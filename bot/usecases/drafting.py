"""From what was said to a draft of reports, and from a draft to what is asked or shown next. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import answers, dialogue
from bot.answers import Reply
from bot.changes import DialogueTurned
from bot.dialogue import Draft, Extending, Line, Turn
from bot.intent import Intent
from bot.usecases import lines, permission, slots
from bot.usecases.permission import Right, may
from bot.usecases.shelf import NoData
from ita_core import plan as plans
from ita_core.keys import MeasureId

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bot.usecases.asker import Ask
    from bot.usecases.shelf import Plan, Shelf

STEPS = (25, 50, 75, 100)
"""Percentages offered as buttons."""
MOST_OWN = 9
MOST_LINES = 20
"""Measures of one draft: a card holds no more."""
_THAI = "\u0e00-\u0e7f"
_IN_LINK = rf"[^\s<>\"“”{_THAI}]"
_THAI_PART = rf"(?<=[/?=&#_-])[{_THAI}]+"
LINKS = re.compile(
    rf"https?://(?:{_THAI_PART}|{_IN_LINK})*(?:{_THAI_PART}|[^\s<>\"“”.,;:!?)\]}}{_THAI}])", re.IGNORECASE
)
"""A link ends where Thai is glued to it: Thai belongs to it only as the beginning of a part of it."""


def turned(ask: Ask, state: dialogue.State | None) -> DialogueTurned:
    """Let the dialogue stand so from now on."""
    if isinstance(state, Draft | Extending) and ask.shelf.plans:
        state = replace(state, year=ask.shelf.plan().year.be)
    return DialogueTurned(Turn(state), ask.present.next_number)


def outlived(shelf: Shelf, state: dialogue.State | None) -> bool:
    """Whether a draft or wish is about a plan, or a measure of it, that has gone since it was begun."""
    if not isinstance(state, Draft | Extending):
        return False
    of = [line.measure for line in state.lines] if isinstance(state, Draft) else [state.measure]
    measures = [measure for measure in of if measure is not None]
    if not shelf.plans:
        return bool(measures)
    plan = shelf.plan()
    gone = any(MeasureId.parse(measure) not in plan.measures for measure in measures)
    return gone or (bool(measures) and state.year not in {None, plan.year.be})


def present(ask: Ask) -> Draft:
    """Return the open draft, or an empty one."""
    return ask.present.state if isinstance(ask.present.state, Draft) else Draft()


def spoken_of(ask: Ask) -> Draft:
    """Return what words about a report are about: the open draft, what is reopened, or an empty one."""
    return ask.present.draft or Draft()


def said(ask: Ask) -> tuple[dict[str, Any], ...]:
    """Return what was said of each measure: one of several, or of the one that is meant."""
    several = ask.intent.slots.get("reports")
    if several is None:
        return (dict(ask.intent.slots),)
    if not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
        raise slots.BadSlots(repr(several))
    return tuple(several[:MOST_LINES])


def put(ask: Ask, draft: Draft, *, anew: bool = False) -> Reply:
    """Put what was said into a draft; ask for the rest, or read it back. What is wrong is said first.

    ``anew``: the draft was said before, as a whole, so a note takes the place of the one there.
    """
    wrong: Reply | None = None
    anew = anew or ask.message_id in draft.messages
    for one in _of_each(draft, said(ask)):
        try:
            draft, refused = _with(ask, draft, one, anew=anew or "measure" in one)
        except NoData as missing:
            refused = missing.reply
        wrong = wrong or refused
    draft, gone = rechecked(ask, ask.shelf.plan(), draft)
    wrong = wrong or gone
    if wrong is None or draft.lines:
        draft = _from_message(ask, draft)
    return again(ask, draft, wrong)


def _of_each(draft: Draft, told: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """Return what was said; a day alone is that of every measure of the draft."""
    if len(told) == 1 and set(told[0]) == {"on"} and draft.open_line is None:
        return tuple({**told[0], "measure": line.measure} for line in draft.lines)
    return told


def again(ask: Ask, draft: Draft, wrong: Reply | None) -> Reply:
    """Show a draft, after what is wrong with what is not in it; alone that is all there is to say."""
    if wrong is None:
        return shown(ask, draft)
    if draft.lines:
        return replace(shown(ask, draft), first=wrong.answer)
    return replace(wrong, changes=(turned(ask, None),)) if present(ask).lines else wrong


def _from_message(ask: Ask, draft: Draft) -> Draft:
    """Note that a draft was made from this message, too, and which links that held."""
    if ask.message_id is None:
        return draft
    before = held(draft)
    known = {link for _, link in before}
    new = tuple((ask.message_id, link) for link in links(draft) if link not in known)
    messages = tuple(dict.fromkeys((*draft.messages, ask.message_id)))
    return replace(draft, messages=messages, links=(*before, *new))


def rechecked(ask: Ask, plan: Plan, draft: Draft) -> tuple[Draft, Reply | None]:
    """Return what of a draft its author may report on, and what is wrong with the rest.

    It was begun up to a day ago: since then somebody may have changed their unit.
    """
    kept: list[Line] = []
    wrong: Reply | None = None
    for line in draft.lines:
        try:
            kept.append(_allowed(ask, plan, line))
        except NoData as missing:
            wrong = wrong or missing.reply
    return replace(draft, lines=tuple(kept)), wrong


def _allowed(ask: Ask, plan: Plan, line: Line) -> Line:
    """Return a line with a unit that the asker may report for, None if it is to be asked. Raises NoData."""
    own = candidates(ask, plan, MeasureId.parse(line.measure))
    if line.unit not in own:
        if line.replaces is not None and line.unit is not None:
            raise NoData(permission.refusal(ask, Right.REPORT, line.unit))
        line = replace(line, unit=_only_unit(ask, plan, line.measure))
    _not_done_yet(ask, plan, line)
    return line


def _not_done_yet(ask: Ask, plan: Plan, line: Line) -> None:
    """Raise NoData where it is reported anew that all is done: what was accepted would wait once more."""
    key = MeasureId.parse(line.measure)
    share = plan.measures[key].share(line.unit) if line.unit is not None else None
    if share is None or not share.done or line.percent != plans.DONE:
        return
    answer = answers.DoneAlready(measure=lines.measure_line(plan, key, ask.today), unit=share.unit)
    leads = (Intent("measure.mine"), Intent("progress.history", {"measure": line.measure}))
    raise NoData(Reply(answer=answer, leads=leads, about=lines.about(plan, key)))


def _with(ask: Ask, draft: Draft, one: dict[str, Any], *, anew: bool) -> tuple[Draft, Reply | None]:
    """Return the draft with what was said of one measure, and what is wrong with a part of it.

    ``anew``: a note takes the place of the one before, to which it is added otherwise. Raises NoData where
    nothing of it can be used.
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
        before = "" if anew or line.note is None else f"{line.note} "
        line = replace(line, note=before + note.strip())
    line, wrong = _dated(ask, plan, line, slots.day(one.get("on")))
    if one.get("percent") is None:
        return draft.with_line(line), wrong
    percent = slots.score(one["percent"])
    if not 0 <= percent <= plans.DONE:
        said_ = format(percent.normalize(), "f")
        return draft.with_line(line), Reply(answer=answers.PercentRefused(said=said_, measure=line.measure))
    return draft.with_line(replace(line, percent=int(percent))), wrong


def _dated(ask: Ask, plan: Plan, line: Line, day: dt.date | None) -> tuple[Line, Reply | None]:
    """Return a line with the day on which its work was done; as it was, if that cannot be, and why."""
    why = None if day is None else plans.not_of_plan(plan.year, day, ask.today)
    if day is None or why is None:
        return (line if day is None else replace(line, on=day.isoformat())), None
    answer = answers.DayRefused(plan_year=plan.year, said=day, measure=line.measure, why=why)
    return line, Reply(answer=answer)


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
        lines=draft_lines(ask, plan, draft),
        evidence=attached(ask, draft),
        correcting=any(line.replaces is not None for line in draft.lines),
    )
    number = {"dialogue": ask.present.next_number}
    leads = (Intent("confirm", number), Intent("cancel", number))
    only = lines.about(plan, MeasureId.parse(draft.lines[0].measure)) if len(draft.lines) == 1 else None
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
        line=None if open_line is None else draft_line(ask, plan, open_line, draft.kept),
        evidence=attached(ask, draft),
        units=tuple(ask.shelf.unit(unit) for unit in units),
        own=own,
    )
    return Reply(answer=answer, leads=(*leads, Intent("cancel", {"dialogue": ask.present.next_number})))


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


def draft_lines(ask: Ask, plan: Plan, draft: Draft) -> tuple[answers.DraftLine, ...]:
    """Return the lines of a draft with what stands out about each."""
    return tuple(draft_line(ask, plan, line, draft.kept) for line in draft.lines)


def draft_line(ask: Ask, plan: Plan, line: Line, kept: int = 0) -> answers.DraftLine:
    """Return a line of a draft with what stands out about it; ``kept`` as in `Draft`."""
    key = MeasureId.parse(line.measure)
    measure = plan.measures[key]
    before = measure.share(line.unit) if line.unit is not None else None
    return answers.DraftLine(
        measure=lines.measure_line(plan, key, ask.today),
        unit=line.unit,
        percent=line.percent,
        before=None if before is None else before.percent,
        note=line.note,
        flags=flags(ask, plan, line, kept),
        claimed_on=slots.day(line.on),
    )


def flags(ask: Ask, plan: Plan, line: Line, kept: int = 0) -> tuple[str, ...]:
    """Return what is remarkable about a line, as values of `ita_core.plan.Flag`."""
    if line.unit is None or line.percent is None:
        return ()
    there = attached(ask, Draft(lines=(line,), kept=kept))
    share = plans.Share(line.unit, line.percent)
    measure = plan.measures[MeasureId.parse(line.measure)]
    shown = bool(there.sent or there.links)
    return tuple(plans.flags(measure, share, ask.today, evidence=shown, claimed=slots.day(line.on)))


def links(draft: Draft) -> tuple[str, ...]:
    """Return the links in a draft's notes, each once."""
    found = [link for line in draft.lines for link in LINKS.findall(line.note or "")]
    return tuple(dict.fromkeys(found))


def held(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the links in a draft's notes, each after the message that held it."""
    there = links(draft)
    return tuple(pair for pair in draft.links if pair[1] in there)


def attached(ask: Ask, draft: Draft) -> answers.Attached:
    """Count the evidence that a draft would be filed with."""
    return answers.Attached(sent=len(ask.evidence) + draft.kept, links=len(links(draft)))
