"""Leave, and who stands in: what is asked, read back, listed, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.leaves import (
    LeaveAsksDays,
    LeaveAsksSubstitute,
    LeaveAsksWho,
    LeaveEndAsks,
    LeaveEndWhich,
    LeaveList,
    LeaveNoted,
    LeaveOver,
    LeaveShown,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, link, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.measures import divided
from bot.render.messages.staff import called
from bot.render.names import unit_name
from bot.render.registry import renders

if TYPE_CHECKING:
    import datetime as dt

    from bot.answers.leaves import Colleague, LeaveDays, LeaveEntry
    from bot.answers.reminders import LeaveLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_NAME, _UNITS = 40, 40
_SAID = 60


def _called(w: Words, who: Colleague) -> str:
    return shorten(called(w, who.name, who.number), _NAME)


def _with_units(w: Words, who: Colleague) -> str:
    if not who.units:
        return _called(w, who)
    return f"{_called(w, who)} ({shorten(w.all_of(who.units), _UNITS)})"


def _period(w: Words, first: dt.date, last: dt.date) -> str:
    return w.date(first) if first == last else w.period(first, last)


def _days(w: Words, days: LeaveDays) -> str:
    count = w.ngettext("%(num)s working day", "%(num)s working days", days.workdays)
    return f"{_period(w, days.first, days.last)} · {count}"


def leave_words(w: Words, line: LeaveLine) -> str:
    """Tell of a leave on the card of the day."""
    facts = {"name": _called(w, line.who), "period": _period(w, line.first, line.last)}
    return {
        "acting": w.gettext(
            "You stand in for %(name)s, who is on leave %(period)s. What is due then comes to you.", **facts
        ),
        "leave": w.gettext("Your leave %(period)s was noted for you.", period=facts["period"]),
        "back": w.gettext("The leave of %(name)s (%(period)s) is over.", **facts),
    }[line.kind]


# --- asking ---------------------------------------------------------------------------------------------


@renders(LeaveAsksWho)
def leave_asks_who(w: Words, answer: LeaveAsksWho) -> Card:
    """Ask whose leave it is."""
    title = w.gettext("Whose leave shall I note?")
    if not answer.people:
        return remark(title, w.gettext("Nobody else is registered whose leave you may note."))
    rows = [
        link(w, Intent("leave.set", {"person": one.number, "name": _called(w, one)}), _with_units(w, one))
        for one in answer.people
    ]
    return Card(
        alt=title,
        sheets=(Sheet(plain=True, title=title, blocks=(*rows, *_rest(w, answer.rest))),),
        size="mega",
    )


def _rest(w: Words, rest: int) -> list[Json]:
    return [small(w.gettext("and %(num)s more", num=rest))] if rest > 0 else []


@renders(LeaveAsksDays)
def leave_asks_days(w: Words, answer: LeaveAsksDays) -> Card:
    """Ask for the days."""
    wrong = _wrong_days(w, answer)
    if answer.first is None:
        title = (
            w.gettext("When will you be away?")
            if answer.who is None
            else w.gettext("When is %(name)s away?", name=_called(w, answer.who))
        )
        pick = w.gettext("Choose the first day…")
    else:
        title = w.gettext("Until when, from %(day)s?", day=w.long_date(answer.first))
        pick = w.gettext("Choose the last day…")
    how = w.gettext("Tap, or type it, for example “leave 8–10 April”.")
    rows = [
        link(
            w,
            Intent("leave.set", {"first": first.isoformat(), "last": last.isoformat()}),
            _period(w, first, last),
        )
        for first, last in answer.choices
    ]
    picker = leads.pick_day(
        Intent("leave.set"), pick, first=answer.earliest, last=answer.latest, shown=answer.earliest
    )
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            *((note(wrong, mark="!"),) if wrong else ()),
            flex.text(how, size="xs", color=flex.MUTED),
            *rows,
        ),
        buttons=(flex.button(picker),),
    )
    return Card(alt=" ".join(part for part in (wrong, title) if part), sheets=(sheet,), size="mega")


def _wrong_days(w: Words, answer: LeaveAsksDays) -> str:
    if answer.wrong is None or answer.said is None:
        return ""
    first, last = answer.said
    said = _period(w, first, last)
    other = "" if answer.other is None else _period(w, answer.other.first, answer.other.last)
    return {
        "past": w.gettext("%(said)s is over already.", said=said),
        "backwards": w.gettext(
            "The last day, %(last)s, is before the first, %(first)s.", first=w.date(first), last=w.date(last)
        ),
        "long": w.gettext("A leave of more than a year cannot be noted here."),
        "far": w.gettext("%(said)s is more than a year ahead.", said=said),
        "overlap": w.gettext("There is a leave noted already, %(other)s. End that one first.", other=other),
    }[answer.wrong]


@renders(LeaveAsksSubstitute)
def leave_asks_substitute(w: Words, answer: LeaveAsksSubstitute) -> Card:
    """Ask who stands in."""
    wrong = _wrong_substitute(w, answer)
    title = w.gettext("Who stands in?")
    how = w.gettext("Tap a colleague or type a name. What is due in this time is told to them.")
    rows = [
        link(w, Intent("leave.set", {"substitute": one.number, "name": _called(w, one)}), _with_units(w, one))
        for one in answer.people
    ]
    nobody = Intent("leave.set", {"substitute": 0})
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            *((note(wrong, mark="!"),) if wrong else ()),
            fact(w.gettext("Leave"), _whose(w, answer.who, answer.days)),
            flex.text(how, size="xs", color=flex.MUTED),
            *rows,
            *_rest(w, answer.rest),
        ),
        buttons=(flex.button(leads.action(w, nobody)),),
    )
    alt = " ".join(part for part in (wrong, title, _whose(w, answer.who, answer.days)) if part)
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _whose(w: Words, who: Colleague | None, days: LeaveDays) -> str:
    return _days(w, days) if who is None else f"{_called(w, who)} · {_days(w, days)}"


def _wrong_substitute(w: Words, answer: LeaveAsksSubstitute) -> str:
    if answer.wrong is None:
        return ""
    said = shorten(answer.said or "", _SAID) or w.gettext("This colleague")
    when = "" if answer.away is None else _period(w, answer.away.first, answer.away.last)
    return {
        "self": w.gettext("Whoever is away cannot stand in for themselves."),
        "away": w.gettext("%(name)s is on leave too, %(period)s.", name=said, period=when),
        "unknown": w.gettext("%(name)s is not registered here, or cannot be reached.", name=said),
        "several": w.gettext("Several colleagues are called “%(name)s”. Which one?", name=said),
    }[answer.wrong]


# --- reading back ---------------------------------------------------------------------------------------


@renders(LeaveShown)
def leave_shown(w: Words, answer: LeaveShown) -> Card:
    """Read a leave back, with what follows from it."""
    number = {"dialogue": answer.dialogue}
    title = w.gettext("Note this leave?")
    nobody = w.gettext("Nobody stands in")
    substitute = nobody if answer.substitute is None else _with_units(w, answer.substitute)
    follows = _follows(w, answer)
    sheet = Sheet(
        kicker=w.gettext("Leave, not noted yet"),
        title=title,
        hero=(flex.text(_days(w, answer.days), size="xs", color=flex.PALE),),
        blocks=(
            *((fact(w.gettext("Who"), _with_units(w, answer.who)),) if answer.who is not None else ()),
            fact(w.gettext("Stands in"), substitute),
            *(flex.text(one, size="xs", color=flex.MUTED) for one in follows[:1]),
            *(note(one, mark="!") for one in follows[1:]),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Confirm")), primary=True),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )
    alt = w.gettext(
        "Please confirm: leave %(days)s, stands in: %(who)s",
        days=_whose(w, answer.who, answer.days),
        who=substitute,
    )
    return Card(alt=" ".join((alt, *follows[1:])), sheets=(sheet,), size="mega")


def _follows(w: Words, answer: LeaveShown) -> list[str]:
    """Say what follows: where duties go, and what nobody would hear of."""
    if answer.substitute is None and answer.alone:
        said = [w.gettext("What is open then is reminded of again afterwards.")]
    elif answer.substitute is None:
        said = [w.gettext("Reminders go to the others of the unit meanwhile, and to you when you are back.")]
        if answer.who is not None:
            said = [w.gettext("Reminders go to the others of the unit meanwhile, and to them afterwards.")]
    else:
        said = [
            w.gettext(
                "%(name)s will be told, gets what is due, and may report in your place.",
                name=_called(w, answer.substitute),
            )
        ]
        if answer.who is not None:
            said = [
                w.gettext(
                    "%(name)s will be told, gets what is due, and may report meanwhile.",
                    name=_called(w, answer.substitute),
                )
            ]
    if answer.alone:
        measures = w.ngettext("%(num)s measure", "%(num)s measures", answer.open)
        units = w.all_of(shorten(unit_name(one), _UNITS) for one in answer.alone)
        said.append(
            w.gettext(
                "Nobody else of %(units)s is there: of %(measures)s nobody would be reminded. "
                "The administrators will be alerted.",
                units=units,
                measures=measures,
            )
        )
    if answer.stands_in:
        names = w.all_of(_called(w, one) for one in answer.stands_in)
        said.append(w.gettext("In this time you were to stand in for %(names)s.", names=names))
    return said


@renders(LeaveNoted)
def leave_noted(w: Words, answer: LeaveNoted) -> Card:
    """Confirm a leave."""
    said = w.gettext("Leave noted: %(days)s.", days=_whose(w, answer.who, answer.days))
    who = w.gettext("Nobody stands in.")
    if answer.substitute is not None:
        who = w.gettext("%(name)s stands in, and will be told.", name=_called(w, answer.substitute))
    later = w.gettext("Type “back from leave” to end it sooner.")
    return remark(w.gettext("Leave noted"), said, who, later)


# --- who is away, and the end ---------------------------------------------------------------------------


@renders(LeaveList)
def leave_list(w: Words, answer: LeaveList) -> Card:
    """Show who is away now, then who will be."""
    title = w.gettext("Who is on leave")
    if not answer.rows:
        said = (
            w.gettext("Nobody of the agency is on leave, today or later.")
            if answer.whole
            else w.gettext("Nobody of your units is on leave, today or later.")
        )
        return remark(title, said)
    now = [one for one in answer.rows if one.now]
    later = [one for one in answer.rows if not one.now]
    blocks: list[Json] = []
    if now:
        blocks += [heading(w.gettext("Today"), margin="none"), *divided([_entry(w, one) for one in now])]
    if later:
        head = heading(w.gettext("Later"), margin="lg" if now else "none")
        blocks += [head, *divided([_entry(w, one) for one in later])]
    blocks += _rest(w, answer.count - len(answer.rows))
    sheet = Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}", title=title, blocks=tuple(blocks)
    )
    rows = w.all_of(
        f"{_called(w, one.who)} {_period(w, one.days.first, one.days.last)}" for one in answer.rows
    )
    return Card(alt=shorten(f"{title}: {rows}", 380), sheets=(sheet,), size="mega")


def _entry(w: Words, one: LeaveEntry) -> Json:
    name = _with_units(w, one.who)
    if one.own:
        name = w.gettext("%(name)s (you)", name=name)
    substitute = w.gettext("Nobody stands in")
    if one.substitute is not None:
        substitute = w.gettext("Stands in: %(name)s", name=_called(w, one.substitute))
    end = None
    if one.may_end:
        end = flex.column(
            flex.text(w.pgettext("leave", "End"), size="xs", color=flex.BRICK, align="center"),
            backgroundColor=flex.BRICK_SOFT,
            cornerRadius="8px",
            paddingAll="6px",
            width="72px",
            flex=0,
            action=leads.tap(w, Intent("leave.end", {"leave": one.id})),
        )
    gone = w.gettext("! cannot be reached any more")
    return flex.row(
        flex.column(
            flex.text(name),
            flex.text(_days(w, one.days), size="xs", color=flex.MUTED),
            flex.text(substitute, size="xs", color=flex.MUTED),
            flex.text(gone, size="xs", color=flex.BRICK) if one.gone else None,
        ),
        end,
        spacing="md",
        alignItems="center",
    )


@renders(LeaveEndAsks)
def leave_end_asks(w: Words, answer: LeaveEndAsks) -> Card:
    """Ask once more before a leave ends."""
    number = {"dialogue": answer.dialogue}
    entry = answer.entry
    title = w.gettext("End this leave now?") if entry.now else w.gettext("Call this leave off?")
    after = w.gettext("What is open comes back, and is reminded of as before.")
    return remark(
        title,
        _whose(w, None if entry.own else entry.who, entry.days),
        after,
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Confirm")), primary=True),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )


@renders(LeaveEndWhich)
def leave_end_which(w: Words, answer: LeaveEndWhich) -> Card:
    """Ask which leave is over."""
    title = w.gettext("Which leave is over?")
    rows = [link(w, Intent("leave.end", {"leave": one.id}), _days(w, one.days)) for one in answer.rows]
    return Card(alt=title, sheets=(Sheet(plain=True, title=title, blocks=tuple(rows)),), size="mega")


@renders(LeaveOver)
def leave_over(w: Words, answer: LeaveOver) -> Card:
    """Confirm the end of a leave."""
    if answer.entry is None:
        return remark(
            w.gettext("No leave is noted"), w.gettext("There is no leave of yours to end, today or later.")
        )
    days = _whose(w, None if answer.entry.own else answer.entry.who, answer.entry.days)
    if answer.entry.now:
        return remark(
            w.gettext("Welcome back"),
            w.gettext("The leave has ended: %(days)s.", days=days),
            w.gettext("What is open comes back, and is reminded of as before."),
        )
    return remark(w.gettext("Leave called off"), w.gettext("The leave was called off: %(days)s.", days=days))
