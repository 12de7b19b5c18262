"""Why this level: the conditions, which hold and by how much, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import ConditionCheck, GoalStep, LevelCheck, RatingExplained
from bot.render import flex
from bot.render.blocks import heading, kicker, small, source
from bot.render.cards import Card, Sheet
from bot.render.chars import capital
from bot.render.names import key_name, tool_name
from bot.render.parts import figure_notes, hero_figure, ladder, level_badge, level_name, rated_name, shown
from bot.render.registry import renders
from ita_core.keys import Name, Tool

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json

_MARKS = {True: "✓", False: "✗", None: "?"}
_COLORS = {True: flex.TEAL, False: flex.BRICK, None: flex.MUTED}


@renders(RatingExplained)
def explained(w: Words, answer: RatingExplained) -> Card:
    """Show the level that applies with all its conditions, the other levels in short, and the slack."""
    applies = [check for check in answer.levels if check.level in answer.rated.possible]
    wanted = [check for check in answer.levels if check.level == answer.next_level]
    others = [check for check in answer.levels if check not in applies and check not in wanted]
    figures = [condition.actual for check in applies + wanted for condition in check.conditions]
    blocks = [
        *(block for check in applies for block in _in_full(w, check, _applies_words(w, answer))),
        *(block for check in wanted for block in _in_full(w, check, w.gettext("the next better level"))),
        *_next_steps(w, answer),
        *_slack(w, answer),
        *_others_heading(w, others),
        *(_in_short(w, check) for check in others),
        small(w.gettext("Rule: %(source)s", source=answer.scheme_source)),
        *figure_notes(w, [answer.total, *figures]),
    ]
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, answer.scope.year),
        title=w.gettext("Why this level"),
        hero=(hero_figure(w, answer.total, [level_badge(w, answer.rated)]), ladder(answer.rated)),
        blocks=tuple(blocks),
        source=source(w, answer.scope),
    )
    return Card(alt=_alt(w, answer), sheets=(sheet,))


def _applies_words(w: Words, answer: RatingExplained) -> str:
    if not answer.rated.certain:
        return w.gettext("possible")
    return w.gettext("published result") if answer.rated.published else w.gettext("the level reached")


def _alt(w: Words, answer: RatingExplained) -> str:
    conditions = [
        f"{_MARKS[condition.holds]} {condition_words(w, condition)} ({w.figure(condition.actual)})"
        for check in answer.levels
        if check.level in answer.rated.possible
        for condition in check.conditions
    ]
    return w.gettext(
        "ITA %(year)s, %(agency)s: %(total)s points, %(level)s, because %(conditions)s",
        year=w.year(answer.scope.year),
        agency=answer.scope.agency_short,
        total=w.figure(answer.total),
        level=rated_name(w, answer.rated),
        conditions=w.all_of(conditions),
    )


def condition_words(w: Words, condition: ConditionCheck) -> str:
    """State a condition."""
    threshold = w.plain(condition.threshold)
    if condition.comparison == "some_below":
        return w.gettext("some tool below %(threshold)s", threshold=threshold)
    if condition.tool is None:
        return w.gettext("total at least %(threshold)s", threshold=threshold)
    tool = tool_name(w, condition.tool)
    return w.gettext("%(tool)s at least %(threshold)s", tool=tool, threshold=threshold)


def _in_full(w: Words, check: LevelCheck, aside: str) -> list[Json]:
    named = level_name(w, check.level)
    return [
        heading(capital(named), aside),
        *(_condition(w, condition) for condition in check.conditions),
        flex.separator(margin="lg"),
    ]


def _condition(w: Words, condition: ConditionCheck) -> Json:
    words = condition_words(w, condition)
    return flex.row(
        flex.text(_MARKS[condition.holds], weight="bold", color=_COLORS[condition.holds], flex=0),
        flex.text(capital(words), flex=7),
        flex.column(
            flex.label(shown(w, condition.actual), weight="bold", align="end"),
            flex.label(
                f"({w.margin(condition.margin)})", size="xxs", color=_COLORS[condition.holds], align="end"
            ),
            flex=5,
        ),
        spacing="sm",
    )


def _in_short(w: Words, check: LevelCheck) -> Json:
    conditions = [f"{_MARKS[each.holds]} {condition_words(w, each)}" for each in check.conditions]
    named = level_name(w, check.level)
    return flex.column(
        flex.text(capital(named), size="xs", weight="bold"),
        small(" · ".join(conditions) or w.gettext("no further condition")),
    )


def _others_heading(w: Words, others: list[LevelCheck]) -> list[Json]:
    if not others:
        return []
    return [
        heading(w.gettext("Other levels")),
        small(w.gettext("The best level whose conditions all hold is the one that applies.")),
    ]


def _next_steps(w: Words, answer: RatingExplained) -> list[Json]:
    if answer.next_level is None or not answer.next_steps:
        return []
    named = level_name(w, answer.next_level)
    return [
        heading(w.gettext("The least that leads to %(level)s", level=named)),
        *(_step(w, step) for step in answer.next_steps),
    ]


def _slack(w: Words, answer: RatingExplained) -> list[Json]:
    if not answer.slack:
        return []
    return [
        heading(w.gettext("How low each may fall"), w.gettext("alone, the rest unchanged")),
        *(_step(w, step) for step in answer.slack),
    ]


def key_and_name(w: Words, key: str, name: Name | None) -> list[Json]:
    """Name what a step changes: its key, and its name below where the key does not say it all."""
    said = key_name(w, key)
    parts = [flex.text(capital(said) if " " in said else said, weight="bold")]
    if name is not None and key not in Tool.__members__:
        parts.append(small(w.name(name)))
    return parts


def _step(w: Words, step: GoalStep) -> Json:
    return flex.row(
        flex.column(*key_and_name(w, step.key, step.name), flex=5),
        flex.label(shown(w, step.before), align="end", gravity="center", color=flex.MUTED, flex=3),
        flex.text("→", align="center", gravity="center", color=flex.TEAL, flex=0),
        flex.label(w.number(step.after), align="end", gravity="center", weight="bold", flex=3),
        spacing="sm",
    )
