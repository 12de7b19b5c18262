"""A person's own reminders: how they are told, what is planned, and every change of it read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from bot.answers.own_reminders import (
    MuteAsks,
    MuteLifted,
    MuteSet,
    NothingToCancel,
    NothingToSnooze,
    RemindersSet,
    SnoozeAsks,
    Snoozed,
    StepCancelled,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, link, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.names import listed
from bot.render.registry import renders
from bot.render.sayings_reminders import rung_name, weekday_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answers.own_reminders import DayOption, GroupPlace, MutedLine, PutOffLine, Settings
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import MeasureId

MOST_MEASURES = 8
"""Numbers of measures in one line; the rest are counted."""
_TEXT = 70
_MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


def weekday_date(w: Words, day: dt.date) -> str:
    """Name a day with its weekday: ``Fri 5 Apr 2024``."""
    return f"{format_date(day, 'EEE', locale=w.language)} {w.date(day)}"


def ahead_words(w: Words, ahead: int) -> str:
    """Say how far away a day is."""
    if ahead <= 0:
        return w.gettext("today")
    if ahead == 1:
        return w.gettext("tomorrow")
    return w.ngettext("in %(num)s day", "in %(num)s days", ahead)


def measure_numbers(w: Words, measures: Sequence[MeasureId]) -> str:
    """Name as many measures as a line holds, and count the rest."""
    shown = w.all_of(str(one) for one in measures[:MOST_MEASURES])
    rest = len(measures) - MOST_MEASURES
    return w.gettext("%(measures)s and %(num)s more", measures=shown, num=rest) if rest > 0 else shown


def day_names(w: Words, weekdays: Iterable[int]) -> str:
    """Name weekdays in a sentence, 1 for Monday."""
    return listed(w.gettext("and"), weekday_names(w, weekdays))


# --- how somebody is reminded ---------------------------------------------------------------------------


def setting_facts(w: Words, settings: Settings) -> list[Json]:
    """Say when, on which days, of what and where."""
    at = w.gettext("%(time)s, if you have not written before", time=f"{settings.at:%H:%M}")
    every = not settings.weekdays or settings.weekdays == _MONDAY_TO_FRIDAY
    days = w.gettext("every working day") if every else day_names(w, settings.weekdays)
    what = w.gettext("only the weekly digest") if settings.digest_only else w.gettext("every step")
    where = w.gettext("in the unit's group") if settings.place == "group" else w.gettext("in our own chat")
    return [
        fact(w.gettext("Hour"), at),
        fact(w.gettext("Days"), days),
        fact(w.gettext("Of what"), what),
        fact(w.gettext("Where"), where),
        *(small(line) for line in group_lines(w, settings.groups)),
    ]


def group_lines(w: Words, groups: Iterable[GroupPlace]) -> list[str]:
    """Say of each unit whether it has a group, and what a reminder there costs."""
    return [_group_line(w, one) for one in groups]


def _group_line(w: Words, one: GroupPlace) -> str:
    if not one.bound:
        return w.gettext(
            "%(unit)s: no group is bound to this unit yet, so you are reminded in our own chat.",
            unit=one.unit,
        )
    if one.members is None:
        return w.gettext(
            "%(unit)s: a reminder in the group counts as many messages as it has members. LINE has not told "
            "how many yet; %(num)s are assumed.",
            unit=one.unit,
            num=one.assumed,
        )
    return w.ngettext(
        "%(unit)s: a reminder in the group counts as %(num)s message.",
        "%(unit)s: a reminder in the group counts as %(num)s messages.",
        one.members,
        unit=one.unit,
    )


@renders(RemindersSet)
def reminders_set(w: Words, answer: RemindersSet) -> Card:
    """Read the settings back, and say what was taken otherwise than it was said."""
    settings = answer.settings
    notes = []
    if answer.asked is not None:
        notes.append(
            w.gettext(
                "%(asked)s is outside office hours (%(opens)s-%(closes)s), so it is %(at)s.",
                asked=f"{answer.asked:%H:%M}",
                opens=f"{answer.opens:%H:%M}",
                closes=f"{answer.closes:%H:%M}",
                at=f"{settings.at:%H:%M}",
            )
        )
    if answer.closed:
        days = day_names(w, answer.closed)
        notes.append(w.gettext("On %(days)s the office is closed, so nothing comes then.", days=days))
    if settings.weekdays:
        notes.append(w.gettext("What falls on another day comes on your last day before it, never later."))
    if settings.digest_only:
        notes.append(_digest_note(w, settings))
    title = w.gettext("Your reminders")
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(*setting_facts(w, settings), *((note(*notes),) if notes else ())),
        buttons=(flex.button(leads.action(w, Intent("reminder.show"))),),
    )
    at = w.gettext("at %(time)s", time=f"{settings.at:%H:%M}")
    return Card(alt=" ".join([f"{title}: {at}", *notes]), sheets=(sheet,), size="mega")


def _digest_note(w: Words, settings: Settings) -> str:
    if not settings.has_digest:
        return w.gettext("Your agency gives out no weekly digest; you see what is due when you write to me.")
    return w.gettext(
        "Single steps are not sent any more; you see them in the digest, and when you write to me."
    )


# --- putting off ----------------------------------------------------------------------------------------


def _option_rows(
    w: Words, name: str, options: Iterable[DayOption], today: dt.date, of: Mapping[str, str]
) -> list[Json]:
    rows = []
    for one in options:
        when = {"until": one.day.isoformat()} if one.days is None else {"days": one.days}
        said = f"{weekday_date(w, one.day)} · {ahead_words(w, (one.day - today).days)}"
        rows.append(link(w, Intent(name, {**of, **when}), said))
    return rows


def _picker(w: Words, intent: Intent, first: dt.date, last: dt.date, shown: dt.date) -> list[Json]:
    """Let a day be chosen from a calendar, where there is more than one."""
    if not first < last:
        return []
    another = w.gettext("Another day…")
    return [flex.button(leads.pick_day(intent, another, first=first, last=last, shown=shown))]


def _of(measure: MeasureId | None) -> dict[str, str]:
    return {} if measure is None else {"measure": str(measure)}


def _past(w: Words, past: dt.date | None) -> str:
    return "" if past is None else w.gettext("%(said)s is over already.", said=w.long_date(past))


@renders(SnoozeAsks)
def snooze_asks(w: Words, answer: SnoozeAsks) -> Card:
    """Ask until when."""
    title = w.gettext("Until when shall I wait?")
    wrong = _past(w, answer.past)
    what = w.gettext("Measures: %(measures)s", measures=measure_numbers(w, answer.measures))
    how = w.gettext("Tap a day, or choose one. It never gets later than the deadline.")
    first = answer.options[0].day
    picker = _picker(w, Intent("reminder.snooze", _of(answer.measure)), first, answer.last, first)
    rows = _option_rows(w, "reminder.snooze", answer.options, answer.today, _of(answer.measure))
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            *((note(wrong, mark="!"),) if wrong else ()),
            flex.text(what, size="xs"),
            flex.text(how, size="xs", color=flex.MUTED),
            *rows,
            *picker,
        ),
    )
    return Card(alt=" ".join(part for part in (wrong, title, what) if part), sheets=(sheet,), size="mega")


@renders(Snoozed)
def snoozed(w: Words, answer: Snoozed) -> Card:
    """Say when each comes back, and why not later."""
    put = [line for line in answer.lines if line.day is not None]
    left = [line for line in answer.lines if line.day is None]
    title = w.gettext("Put off") if put else w.gettext("This cannot be put off")
    blocks: list[Json] = []
    said = []
    days = sorted(
        {(line.day, line.bound) for line in put if line.day is not None},
        key=lambda one: (one[0], one[1] or ""),
    )
    for day, bound in days:
        same = [line for line in put if (line.day, line.bound) == (day, bound)]
        words = w.gettext("I remind you again on %(day)s", day=weekday_date(w, day))
        if answer.in_group:
            words = w.gettext("This group is reminded again on %(day)s", day=weekday_date(w, day))
        said.append(f"{words}: {measure_numbers(w, [line.measure for line in same])}")
        blocks += [flex.text(words, weight="bold", color=flex.TEAL), *_lines(w, same)]
        if bound is not None:
            blocks.append(small(_bound(w, bound)))
    if left:
        why = w.gettext("Too close to the deadline to be put off:")
        said.append(f"{why} {measure_numbers(w, [line.measure for line in left])}")
        blocks += [flex.text(why, weight="bold", color=flex.AMBER_TEXT), *_lines(w, left)]
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=tuple(blocks),
        buttons=(flex.button(leads.action(w, Intent("reminder.show"))),) if not answer.in_group else (),
    )
    return Card(alt="; ".join(said), sheets=(sheet,), size="mega")


def _bound(w: Words, bound: str) -> str:
    return {
        "deadline": w.gettext("Not later: that is the last working day up to the deadline."),
        "overdue": w.gettext("What is overdue waits for a week at most."),
        "day_off": w.gettext("The day you named is a day off, so it is another one nearby."),
    }[bound]


def _lines(w: Words, lines: Sequence[PutOffLine]) -> list[Json]:
    rows = [
        flex.row(
            flex.code(str(line.measure), width="42px"),
            flex.column(
                flex.text(shorten(line.text, _TEXT), size="xs"),
                small(f"{w.date(line.due)} · {w.days_left(line.days_left)}"),
                spacing="xs",
            ),
            spacing="md",
            alignItems="flex-start",
        )
        for line in lines[:MOST_MEASURES]
    ]
    rest = len(lines) - MOST_MEASURES
    return [*rows, *([small(w.gettext("and %(num)s more", num=rest))] if rest > 0 else [])]


@renders(NothingToSnooze)
def nothing_to_snooze(w: Words, answer: NothingToSnooze) -> Card:
    """Say that there is nothing to put off."""
    title = w.gettext("Nothing to put off")
    if answer.measure is not None:
        said = w.gettext("Nothing is waiting about measure %(measure)s just now.", measure=answer.measure)
    elif answer.in_group:
        said = w.gettext("This group has no reminder waiting just now.")
    else:
        said = w.gettext("You have no reminder waiting just now.")
    return remark(title, said)


# --- silence --------------------------------------------------------------------------------------------


@renders(MuteAsks)
def mute_asks(w: Words, answer: MuteAsks) -> Card:
    """Ask until when: silence always has an end."""
    title = w.gettext("Until when shall I be silent?")
    if answer.measure is not None:
        title = w.gettext("Until when shall I be silent about measure %(measure)s?", measure=answer.measure)
    wrong = _past(w, answer.past)
    how = w.gettext("Silence always has an end, so that nothing is forgotten. Tap a day, or choose one.")
    rows = []
    for one in answer.options:
        (row,) = _option_rows(w, "reminder.mute", [one], answer.today, _of(answer.measure))
        if one.day == answer.plan_ends:
            row["contents"].insert(1, small(w.gettext("the deadline"), flex=0, gravity="center"))
        rows.append(row)
    first = answer.options[0].day if answer.options else answer.today
    picker = _picker(w, Intent("reminder.mute", _of(answer.measure)), answer.today, answer.last, first)
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            *((note(wrong, mark="!"),) if wrong else ()),
            flex.text(how, size="xs", color=flex.MUTED),
            *rows,
            *picker,
        ),
    )
    return Card(alt=" ".join(part for part in (wrong, title, how) if part), sheets=(sheet,), size="mega")


@renders(MuteSet)
def mute_set(w: Words, answer: MuteSet) -> Card:
    """Say until when, and what comes all the same."""
    until = w.long_date(answer.until)
    said = w.gettext("I do not remind you up to and including %(until)s.", until=until)
    if answer.measure is not None:
        said = w.gettext(
            "I do not remind you of measure %(measure)s up to and including %(until)s.",
            measure=answer.measure,
            until=until,
        )
    further = []
    if answer.wished is not None:
        further.append(w.gettext("Not longer: the fiscal year ends then."))
    if answer.escalates:
        further.append(w.gettext("What others have left overdue you hear of all the same."))
    again = flex.button(leads.action(w, Intent("reminder.unmute", _of(answer.measure))))
    return remark(w.gettext("Silent"), said, *further, buttons=(again,))


def muted_words(w: Words, line: MutedLine) -> str:
    """Say what is silent until when."""
    until = w.date(line.until)
    if line.measure is None:
        return w.gettext("All reminders are off up to and including %(until)s.", until=until)
    return w.gettext(
        "Measure %(measure)s is off up to and including %(until)s.", measure=line.measure, until=until
    )


@renders(MuteLifted)
def mute_lifted(w: Words, answer: MuteLifted) -> Card:
    """Say that reminders go on."""
    title = w.gettext("Reminders go on")
    if not answer.was:
        said = w.gettext("Your reminders were not off.")
        if answer.measure is not None:
            said = w.gettext("Reminders of measure %(measure)s were not off.", measure=answer.measure)
    elif answer.measure is not None:
        said = w.gettext("I remind you of measure %(measure)s again.", measure=answer.measure)
    else:
        said = w.gettext("I remind you again, beginning with what is due next.")
    return remark(title, said, *(muted_words(w, one) for one in answer.still))


# --- doing without one ----------------------------------------------------------------------------------


@renders(StepCancelled)
def step_cancelled(w: Words, answer: StepCancelled) -> Card:
    """Say that one will not come, or will."""
    facts = {"step": rung_name(w, answer.step), "day": w.long_date(answer.day)}
    slots = {"day": answer.day.isoformat(), "rung": answer.rung}
    if answer.back:
        title = w.gettext("It will come after all")
        said = w.gettext("I remind you again: %(step)s, %(day)s.", **facts)
        button = flex.button(leads.action(w, Intent("reminder.cancel", slots)))
    else:
        title = w.gettext("That one will not come")
        said = w.gettext("I leave out this reminder: %(step)s, %(day)s. The later ones stay.", **facts)
        back = Intent("reminder.cancel", {**slots, "back": True})
        button = flex.button(leads.action(w, back, w.gettext("Take it back")))
    of = (
        (w.gettext("Measures: %(measures)s", measures=measure_numbers(w, answer.measures)),)
        if answer.measures
        else ()
    )
    return remark(title, said, *of, buttons=(button,))


@renders(NothingToCancel)
def nothing_to_cancel(w: Words, _: NothingToCancel) -> Card:
    """Say that it is not planned any more."""
    return remark(
        w.gettext("Not planned any more"),
        w.gettext("This reminder was given already, or its measure was reported meanwhile."),
    )
