"""The message budget: what the month has and had, what is planned of it, what is held back in which order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answers.budget import BudgetShown, ReserveSet
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.registry import renders
from bot.render.sayings_reminders import rung_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.budget import PlannedKind, PlannedWeek
    from bot.answers.reminders import BudgetNote
    from bot.render.i18n import Words
    from bot.render.limits import Json

_WHOLE = Decimal(100)


@renders(BudgetShown)
def budget_shown(w: Words, answer: BudgetShown) -> Card:
    """Show the month at a glance, then what it is planned for."""
    title = w.gettext("Message budget, %(month)s", month=w.month(answer.month))
    sheets = [_month(w, answer, title)]
    if answer.kinds:
        sheets.append(_plan(w, answer))
    return Card(alt=f"{title}: {w.all_of(_said(w, answer))}", sheets=tuple(sheets), size="mega")


@renders(ReserveSet)
def reserve_set(w: Words, answer: ReserveSet) -> Card:
    """Say what is kept in reserve from now on."""
    kept = _messages(w, answer.reserve)
    said = (
        w.gettext("%(messages)s of each month are kept in reserve.", messages=kept)
        if answer.most is None
        else w.gettext(
            "%(messages)s of each month's %(most)s are kept in reserve.", messages=kept, most=answer.most
        )
    )
    further = w.gettext(
        "Reminders do not touch them: they are for notices and for what people are told about their reports."
    )
    show = flex.button(leads.action(w, Intent("budget.show")), primary=True)
    return remark(w.gettext("Reserve of messages"), said, further, buttons=(show,))


def budget_note(w: Words, told: BudgetNote) -> list[Json]:
    """Tell an administrator that reminders are held back, on their card of the day."""
    month = w.month(told.month)
    if told.through == "all":
        said = w.gettext("The messages of %(month)s are used up but for the reserve.", month=month)
        which = w.gettext("No reminders are pushed until there are messages again.")
    else:
        said = w.gettext("The messages of %(month)s will not last for all reminders.", month=month)
        which = w.gettext(
            "For now these are not pushed: weekly digests and the early steps, up to “%(what)s”.",
            what=what_name(w, told.through),
        )
        if told.through == "digest":
            which = w.gettext("For now weekly digests are not pushed.")
    return [
        heading(w.gettext("Message budget")),
        note(said, which, _not_lost(w), mark="!"),
        flex.button(leads.action(w, Intent("budget.show"))),
    ]


def what_name(w: Words, what: str) -> str:
    """Name what a card is pushed for."""
    return {
        "digest": w.gettext("weekly digest"),
        "unheard": w.gettext("nobody registered to remind"),
        "queue": w.gettext("reports to review"),
        "acting": w.gettext("standing in for somebody"),
        "t-1": w.gettext("the day before"),
    }.get(what) or rung_name(w, what)


def _messages(w: Words, count: int) -> str:
    return w.ngettext("%(num)s message", "%(num)s messages", count)


# --- the month ------------------------------------------------------------------------------------------


def _month(w: Words, answer: BudgetShown, title: str) -> Sheet:
    return Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}",
        title=title,
        hero=tuple(_hero(w, answer)),
        blocks=(
            *_verdict(w, answer),
            *_facts(w, answer),
            heading(w.gettext("Reminders this month")),
            _tiles(w, answer),
            *_weeks(w, answer),
        ),
    )


def _hero(w: Words, answer: BudgetShown) -> list[Json]:
    if answer.used is None or answer.read_at is None:
        return []
    as_of = w.gettext("LINE's count, as of %(moment)s", moment=w.moment(answer.read_at))
    of = (
        w.gettext("messages used, without a limit")
        if answer.most is None
        else w.gettext("of %(most)s messages used", most=answer.most)
    )
    line = flex.row(
        flex.label(str(answer.used), size="3xl", weight="bold", color=flex.WHITE, flex=0),
        flex.text(of, size="sm", color=flex.PALE, gravity="bottom"),
        spacing="md",
        alignItems="flex-end",
    )
    return [flex.text(as_of, size="xs", color=flex.PALE), line, *_bar(w, answer)]


def _bar(w: Words, answer: BudgetShown) -> list[Json]:
    """Draw what is used, what is going to be, and where the reserve begins."""
    if not answer.most or answer.used is None:
        return []
    whole = Decimal(answer.most)
    used = min(_WHOLE, _WHOLE * answer.used / whole)
    ahead = min(_WHOLE, _WHOLE * (answer.used + answer.allowed) / whole)
    mark = _WHOLE * (answer.most - answer.reserve) / whole if answer.reserve else None
    legend = w.gettext("dark: used · pale: planned · line: where the reserve begins")
    return [
        flex.bar(used, ahead, color=flex.AMBER, mark=mark, height="10px"),
        flex.text(legend, size="xxs", color=flex.PALE),
    ]


def _verdict(w: Words, answer: BudgetShown) -> list[Json]:
    if answer.read_at is None:
        return [
            note(
                w.gettext("LINE has not told this month how many messages there are."),
                w.gettext("Until it does, nothing is held back; what LINE refuses waits and is made anew."),
            )
        ]
    if answer.most is None:
        return [_well(w.gettext("There is no limit, so nothing is held back."))]
    if answer.exhausted:
        return [
            note(
                w.gettext("Nothing but the reserve is left: no reminders are pushed."),
                _not_lost(w),
                mark="!",
            )
        ]
    if any(kind.held for kind in answer.kinds):
        missing = w.ngettext(
            "All that is planned takes %(num)s message more than there is.",
            "All that is planned takes %(num)s messages more than there are.",
            answer.missing,
        )
        names = w.all_of(what_name(w, kind.what) for kind in answer.kinds if kind.held)
        held = w.gettext("Held back now: %(names)s.", names=names)
        return [note(missing, held, _not_lost(w), mark="!")]
    if answer.missing:
        return [
            note(
                w.ngettext(
                    "All that is planned takes %(num)s message more than there is.",
                    "All that is planned takes %(num)s messages more than there are.",
                    answer.missing,
                ),
                w.gettext("What is most urgent is pushed as long as anything but the reserve is left."),
                mark="!",
            )
        ]
    return [_well(w.gettext("It lasts until the end of the month, the reserve untouched."))]


def _not_lost(w: Words) -> str:
    return w.gettext("Nothing is lost: it comes with people's next answer or next card.")


def _well(words: str) -> Json:
    return flex.row(
        flex.text("✓", size="sm", weight="bold", color=flex.TEAL, flex=0),
        flex.text(words, size="sm", weight="bold"),
        spacing="md",
    )


def _facts(w: Words, answer: BudgetShown) -> list[Json]:
    found = []
    if answer.most is not None:
        kept = _messages(w, answer.reserve)
        if not answer.reserve_decided:
            kept = w.gettext("%(messages)s (a tenth, unless you say otherwise)", messages=kept)
        found.append(fact(w.gettext("Reserve"), kept))
    at_most = w.gettext("at most %(messages)s", messages=_messages(w, answer.planned))
    found.append(fact(w.gettext("Planned"), at_most))
    if answer.left is not None:
        left = w.gettext("at least %(messages)s", messages=_messages(w, answer.left))
        found.append(fact(w.gettext("Left at the end"), left))
    return found


def _tiles(w: Words, answer: BudgetShown) -> Json:
    return flex.row(
        _tile(w.gettext("pushed"), answer.pushed, _messages(w, answer.spent)),
        _tile(w.gettext("with an answer"), answer.free, w.gettext("free")),
        spacing="sm",
    )


def _tile(title: str, count: int, caption: str) -> Json:
    return flex.column(
        flex.label(title, size="xs", weight="bold", color=flex.TEAL, align="center"),
        flex.label(str(count), size="lg", weight="bold", align="center"),
        flex.text(caption, size="xxs", color=flex.MUTED, align="center"),
        backgroundColor=flex.TEAL_SOFT,
        cornerRadius="8px",
        paddingAll="8px",
        flex=1,
    )


# --- the plan -------------------------------------------------------------------------------------------


def _plan(w: Words, answer: BudgetShown) -> Sheet:
    most = max(1, *(kind.cost for kind in answer.kinds))
    early = [kind for kind in answer.kinds if not kind.last]
    late = [kind for kind in answer.kinds if kind.last]
    free = w.gettext("An upper bound: what an answer carries, or a report makes needless, costs nothing.")
    return Sheet(
        kicker=f"{answer.agency_short} · {w.long_date(answer.today)}",
        title=w.gettext("What is planned, by step"),
        blocks=(
            *_group(w, w.gettext("Held back first, in this order"), early, most, numbered=True),
            *_group(w, w.gettext("Pushed to the last"), late, most),
            small(free),
        ),
    )


def _group(
    w: Words, title: str, kinds: Sequence[PlannedKind], most: int, *, numbered: bool = False
) -> list[Json]:
    if not kinds:
        return []
    rows = [
        _kind(w, kind, most, f"{number}. " if numbered else "") for number, kind in enumerate(kinds, start=1)
    ]
    return [heading(title), *rows]


def _weeks(w: Words, answer: BudgetShown) -> list[Json]:
    if not answer.weeks:
        return []
    most = max(1, *(week.cost for week in answer.weeks))
    head = heading(w.gettext("Planned by week"), w.gettext("messages"))
    return [head, *(_week(w, week, most) for week in answer.weeks)]


def _week(w: Words, week: PlannedWeek, most: int) -> Json:
    return _line(w.period(week.first, week.last), "", week.cost, most, flex.TEAL)


def _kind(w: Words, kind: PlannedKind, most: int, number: str) -> Json:
    color = flex.BRICK if kind.held else flex.TEAL
    aside = w.gettext("held back") if kind.held else ""
    return _line(f"{number}{what_name(w, kind.what)}", aside, kind.cost, most, color)


def _line(name: str, aside: str, cost: int, most: int, color: str) -> Json:
    share = _WHOLE * cost / most
    return flex.column(
        flex.row(
            flex.text(name, size="xs", flex=1),
            flex.text(aside, size="xxs", color=flex.BRICK, weight="bold", flex=0) if aside else None,
            flex.label(str(cost), size="sm", weight="bold", align="end", flex=0),
            spacing="sm",
        ),
        flex.bar(share, share, color=color, height="6px"),
        spacing="xs",
    )


def _said(w: Words, answer: BudgetShown) -> list[str]:
    if answer.used is None:
        used = w.gettext("LINE has not told")
    elif answer.most is None:
        used = w.gettext("%(messages)s used, without a limit", messages=_messages(w, answer.used))
    else:
        used = w.gettext("%(used)s of %(most)s messages used", used=answer.used, most=answer.most)
    planned = w.gettext("at most %(messages)s planned", messages=_messages(w, answer.planned))
    held = [what_name(w, kind.what) for kind in answer.kinds if kind.held]
    lasts = w.gettext("it lasts")
    if answer.exhausted:
        lasts = w.gettext("nothing is pushed")
    elif held:
        lasts = w.gettext("held back: %(names)s", names=w.all_of(held))
    return [used, planned, *([lasts] if answer.most is not None else [])]
