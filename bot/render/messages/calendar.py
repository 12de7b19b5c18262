"""Days off: the list of them, and a day that is closed or opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.office import CalendarShown, DayDecided, DayNotTaken, DayToConfirm, WhichDay
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, link, note, page_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.registry import renders
from bot.render.steps import move_row, move_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.office import DayOff, StepMove
    from bot.render.i18n import Words
    from bot.render.limits import Json

_NAME = 120
_SAID = 3
_MOST_MOVES = 12
_SEVERAL = "; "


@renders(CalendarShown)
def calendar_shown(w: Words, answer: CalendarShown) -> Card:
    """Show days off, month by month."""
    title = (
        w.gettext("Days off ahead")
        if answer.year is None
        else w.gettext("Days off of %(year)s", year=w.era(answer.year))
    )
    blocks: list[Json] = []
    month = (0, 0)
    for row in answer.rows:
        if (row.day.year, row.day.month) != month:
            month = row.day.year, row.day.month
            blocks.append(heading(w.month(row.day)))
        blocks.append(_row(w, row))
    if not answer.rows:
        blocks.append(flex.text(w.gettext("None that I know of.")))
    blocks += [small(words) for words in _unknown(w, answer)]
    blocks.append(
        small(w.gettext("Saturdays and Sundays are off as well. Reminders never come on a day off."))
    )
    sheet = Sheet(
        kicker=w.gettext("Calendar · %(agency)s", agency=answer.agency_short),
        title=title,
        hero=(flex.text(page_words(w, answer.page), size="xs", color=flex.PALE),) if answer.rows else (),
        blocks=tuple(blocks),
        buttons=_buttons(w) if answer.may_set else (),
    )
    said = w.all_of(f"{w.date(row.day)} {_what(w, row)}" for row in answer.rows[:_SAID])
    return Card(alt=f"{title}: {said}", sheets=(sheet,), size="mega")


def _buttons(w: Words) -> tuple[Json, ...]:
    return tuple(flex.button(leads.action(w, Intent(name))) for name in ("calendar.close", "calendar.open"))


def _unknown(w: Words, answer: CalendarShown) -> list[str]:
    years: dict[str, list[str]] = {}
    for year, name in answer.unknown:
        years.setdefault(w.name(name), []).append(str(w.era(year)))
    return [
        w.gettext("Not announced yet: %(day)s of %(years)s", day=day, years=w.all_of(every))
        for day, every in years.items()
    ]


def _row(w: Words, row: DayOff) -> Json:
    badge = None
    if not row.closed:
        badge = flex.badge(w.gettext("open here"), flex.AMBER_TEXT, flex.AMBER_SOFT)
    elif row.own:
        badge = flex.badge(w.gettext("own day off"), flex.TEAL, flex.TEAL_SOFT)
    return flex.row(
        flex.column(
            flex.label(str(row.day.day), size="lg", weight="bold", color=flex.TEAL, align="center"),
            width="36px",
            flex=0,
        ),
        flex.column(
            flex.text(f"{w.weekday(row.day)} · {w.date(row.day)}", size="xs", color=flex.MUTED),
            flex.text(_what(w, row)),
            badge,
            spacing="xs",
            alignItems="flex-start",
        ),
        spacing="md",
        alignItems="flex-start",
    )


def _what(w: Words, row: DayOff) -> str:
    """Name a day off: the agency's word for it, the government's, or none."""
    named = row.name if row.own and row.closed and row.name else None
    if named is None and row.holiday is not None:
        named = w.name(row.holiday).replace(_SEVERAL, ", ")
    if named is None:
        named = w.gettext("Office closed") if row.closed else w.gettext("Office open")
    return shorten(named, _NAME)


# --- a day that changes ---------------------------------------------------------------------------------


@renders(WhichDay)
def which_day(w: Words, answer: WhichDay) -> Card:
    """Ask for the day."""
    name = "calendar.close" if answer.closing else "calendar.open"
    title = (
        w.gettext("On which day is the office closed?")
        if answer.closing
        else w.gettext("On which day is the office open?")
    )
    how = (
        w.gettext("Choose it, or type it with its name, for example “add a holiday 11 April, bridge day”.")
        if answer.closing
        else w.gettext("Choose it, or type it, for example “remove the holiday 11 April”.")
    )
    rows = (
        []
        if answer.closing
        else [
            link(w, Intent(name, {"on": row.day.isoformat()}), f"{w.day(row.day)} · {_what(w, row)}")
            for row in answer.own
        ]
    )
    pick = leads.pick_day(
        Intent(name), w.gettext("Choose a day…"), first=answer.today, last=answer.last, shown=answer.today
    )
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(flex.text(how, size="xs", color=flex.MUTED), *rows),
        buttons=(flex.button(pick, primary=True),),
    )
    return Card(alt=f"{title} {how}", sheets=(sheet,), size="mega")


@renders(DayNotTaken)
def day_not_taken(w: Words, answer: DayNotTaken) -> Card:
    """Say what is wrong with the day, and what would be right."""
    day = w.day(answer.day.day)
    said = {
        "past": w.gettext("%(day)s is over; it changes nothing any more.", day=day),
        "too_far": w.gettext(
            "%(day)s is too far ahead; the last day that I take is %(last)s.",
            day=day,
            last=w.long_date(answer.last),
        ),
        "long_name": w.gettext(
            "The name of the day is too long: it may have %(most)s characters. Please say it again, shorter.",
            most=answer.most,
        ),
        "as_it_is": _as_it_is(w, answer, day),
        "no_day_left": w.gettext(
            "With %(day)s closed there would be no working day for two months, and nobody could be reminded.",
            day=day,
        ),
    }[answer.why]
    title = w.gettext("The calendar stays as it is")
    return remark(title, said, buttons=(flex.button(leads.action(w, Intent("calendar.list"))),))


def _as_it_is(w: Words, answer: DayNotTaken, day: str) -> str:
    row = answer.day
    if not answer.closing:
        return w.gettext("%(day)s is a working day already.", day=day)
    if row.own or row.holiday is not None:
        return w.gettext("%(day)s is a day off already: %(name)s.", day=day, name=_what(w, row))
    return w.gettext("%(day)s is a day off already: it is a weekend.", day=day)


@renders(DayToConfirm)
def day_to_confirm(w: Words, answer: DayToConfirm) -> Card:
    """Read back what is to change, to be confirmed with one tap."""
    number = {"dialogue": answer.dialogue}
    title = w.gettext("Close this day?") if answer.day.closed else w.gettext("Open this day?")
    sheet = Sheet(
        kicker=w.gettext("Calendar, not changed yet"),
        title=title,
        hero=(flex.text(_day_words(w, answer.day), size="sm", color=flex.PALE),),
        blocks=(*_plainly(w, answer.day, weekend=answer.weekend), *_moves(w, answer.moves, answer.people)),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number)), primary=True),
            flex.button(leads.action(w, Intent("cancel", number))),
        ),
    )
    moved = _moved_words(w, answer.moves, answer.people)
    return Card(alt=f"{title} {_day_words(w, answer.day)}. {moved}", sheets=(sheet,), size="mega")


@renders(DayDecided)
def day_decided(w: Words, answer: DayDecided) -> Card:
    """Confirm a change with what it moved."""
    title = w.gettext("The day is closed") if answer.day.closed else w.gettext("The day is open")
    told = w.ngettext(
        "%(num)s other person hears of it with their next answer or card: no message is spent on it.",
        "%(num)s other people hear of it with their next answer or card: no message is spent on it.",
        answer.told,
    )
    sheet = Sheet(
        kicker=w.gettext("Calendar"),
        title=title,
        hero=(flex.text(_day_words(w, answer.day), size="sm", color=flex.PALE),),
        blocks=(
            *_plainly(w, answer.day, weekend=answer.weekend),
            *_moves(w, answer.moves, answer.people),
            *((small(told),) if answer.told else ()),
        ),
        buttons=(flex.button(leads.action(w, Intent("calendar.list"))),),
    )
    moved = _moved_words(w, answer.moves, answer.people)
    return Card(alt=f"{title}: {_day_words(w, answer.day)}. {moved}", sheets=(sheet,), size="mega")


def _day_words(w: Words, row: DayOff) -> str:
    named = row.name or (None if row.holiday is None else w.name(row.holiday))
    day = w.day(row.day)
    said = (
        w.gettext("%(day)s: office closed", day=day)
        if row.closed
        else w.gettext("%(day)s: office open", day=day)
    )
    return said if named is None else f"{said} ({shorten(named.replace(_SEVERAL, ', '), _NAME)})"


def _plainly(w: Words, row: DayOff, *, weekend: bool) -> list[Json]:
    """Say where the agency works although others do not."""
    if row.closed:
        return []
    if row.holiday is not None:
        said = w.gettext(
            "The government is off on this day (%(name)s). The office works, and reminders may come.",
            name=w.name(row.holiday).replace(_SEVERAL, ", "),
        )
    elif weekend:
        said = w.gettext("This day is a weekend. The office works, and reminders may come.")
    else:
        return []
    return [note(said, mark="!")]


def _moves(w: Words, moves: Sequence[StepMove], people: int) -> list[Json]:
    if not moves:
        return [flex.text(w.gettext("No reminder moves."))]
    rest = len(moves) - _MOST_MOVES
    return [
        heading(w.gettext("Reminders that move"), _people(w, people), margin="none"),
        *(move_row(w, move) for move in moves[:_MOST_MOVES]),
        *([small(w.gettext("and %(num)s more", num=rest))] if rest > 0 else []),
    ]


def _moved_words(w: Words, moves: Sequence[StepMove], people: int) -> str:
    if not moves:
        return w.gettext("No reminder moves.")
    said = w.all_of(move_words(w, move) for move in moves[:_SAID])
    return f"{said} · {_people(w, people)}"


def _people(w: Words, people: int) -> str:
    return w.ngettext("concerns %(num)s person", "concerns %(num)s people", people)
