"""The steps of the ladder of reminders in words, and those that have another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import flex
from bot.render.blocks import small

if TYPE_CHECKING:
    import datetime as dt

    from bot.answers.office import StepMove
    from bot.render.i18n import Words
    from bot.render.limits import Json

_AFTER = {"head", "central"}


def step_name(w: Words, rung: str) -> str:
    """Name a step: 14 working days ahead, first day, due day, overdue, to the head."""
    kind, _, count = rung.partition("-")
    if kind == "t" and count.isdecimal():
        return w.ngettext("%(num)s working day ahead", "%(num)s working days ahead", int(count))
    return {
        "start": w.gettext("First day"),
        "due": w.gettext("Due day"),
        "over": w.gettext("Overdue"),
        "head": w.gettext("To the head"),
        "central": w.gettext("To the central group"),
    }.get(kind, rung)


def step_mark(w: Words, rung: str) -> str:
    """Name a step where there is little room and its meaning stands beside it: ``T-14``."""
    return rung.upper() if rung.startswith("t-") else step_name(w, rung)


def step_means(w: Words, rung: str) -> str:
    """Say when a step comes."""
    kind, _, count = rung.partition("-")
    number = int(count) if count.isdecimal() else 0
    if kind == "t":
        return w.ngettext(
            "%(num)s working day before the deadline", "%(num)s working days before the deadline", number
        )
    if kind in _AFTER:
        return w.ngettext(
            "%(num)s working day after the deadline, if nothing is reported",
            "%(num)s working days after the deadline, if nothing is reported",
            number,
        )
    return {
        "start": w.gettext("when the period begins"),
        "due": w.gettext("on the day of the deadline"),
        "over": w.gettext("the working day after the deadline, then every week"),
    }.get(kind, "")


def move_words(w: Words, move: StepMove) -> str:
    """Say from when to when a step moves, and of how many measures."""
    step = step_name(w, move.rung)
    if move.measures:
        step = w.ngettext(
            "%(step)s of %(num)s measure", "%(step)s of %(num)s measures", move.measures, step=step
        )
    if move.was is None:
        return w.gettext("%(step)s: new, on %(day)s", step=step, day=_day(w, move.day))
    if move.day is None:
        return w.gettext("%(step)s: falls away (was on %(was)s)", step=step, was=_day(w, move.was))
    return w.gettext(
        "%(step)s: from %(was)s to %(day)s", step=step, was=_day(w, move.was), day=_day(w, move.day)
    )


def _day(w: Words, day: dt.date | None) -> str:
    return "" if day is None else w.date(day)


def move_row(w: Words, move: StepMove) -> Json:
    """Show a step with its old and its new day."""
    name = step_name(w, move.rung)
    if move.measures:
        name = w.ngettext(
            "%(step)s of %(num)s measure", "%(step)s of %(num)s measures", move.measures, step=name
        )
    was = w.gettext("new") if move.was is None else w.date(move.was)
    day = w.gettext("falls away") if move.day is None else w.date(move.day)
    return flex.column(
        flex.text(name, size="sm", weight="bold", color=flex.TEAL),
        flex.row(
            flex.text(was, size="sm", color=flex.MUTED, flex=0),
            flex.text("→", size="sm", color=flex.MUTED, flex=0),
            flex.text(day, size="sm", weight="bold", flex=1),
            spacing="md",
        ),
        None if move.measures else small(step_means(w, move.rung)),
        spacing="xs",
    )
