"""Years side by side, and what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import ChangeLine, ComparedRow, ConditionCheck, Rated, WhatIf, WhatIfRefused, YearsCompared
from bot.render import flex
from bot.render.blocks import heading, kicker, note, small, source, source_words
from bot.render.cards import Card, Sheet
from bot.render.chars import capital
from bot.render.messages.rating import condition_words, key_and_name
from bot.render.names import key_name, tool_name
from bot.render.parts import figure_notes, level_badge, rated_name, shown
from bot.render.registry import renders
from ita_core.keys import Tool

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.figure import Figure

_ARROW = "→"


@renders(YearsCompared)
def years_compared(w: Words, answer: YearsCompared) -> Card:
    """Show a table: a row for each thing, a column for each year, the change at the end."""
    figures = [figure for row in answer.rows for figure in row.figures if figure is not None]
    blocks = [
        _heads(w, answer),
        flex.separator(),
        *(_row(w, answer, row) for row in answer.rows),
        *([] if answer.rows else [flex.text(w.gettext("These years share no figures to compare."))]),
        *_remarks(w, answer),
        *figure_notes(w, figures),
        *(
            small(source_words(w, title, year))
            for year, title in zip(answer.years, answer.sources, strict=False)
        ),
    ]
    years = ", ".join(map(str, answer.years))
    sheet = Sheet(
        kicker=answer.agency_short,
        title=w.gettext("Fiscal years %(years)s side by side", years=years),
        blocks=tuple(blocks),
    )
    return Card(alt=_years_alt(w, answer), sheets=(sheet,))


def _heads(w: Words, answer: YearsCompared) -> Json:
    return flex.row(
        flex.text(w.gettext("Level"), size="xs", color=flex.MUTED, flex=6, gravity="bottom"),
        *(
            flex.column(
                flex.label(str(year), weight="bold", color=flex.TEAL, align="end"),
                flex.text(_level(w, rated), size="xxs", color=flex.INK, align="end"),
                flex=3,
            )
            for year, rated in zip(answer.years, answer.levels, strict=True)
        ),
        *_changes(
            answer,
            flex.text(
                w.gettext("Change"), size="xs", color=flex.MUTED, align="end", flex=3, gravity="bottom"
            ),
        ),
        spacing="sm",
    )


def _changes(answer: YearsCompared, cell: Json) -> tuple[Json, ...]:
    """The last column, which only two years or more have."""
    return (cell,) if len(answer.years) > 1 else ()


def _level(w: Words, rated: Rated | None) -> str:
    return (
        flex.NOTHING if rated is None else capital(w.either(w.name(level.name) for level in rated.possible))
    )


def _row(w: Words, answer: YearsCompared, row: ComparedRow) -> Json:
    change = flex.NOTHING if row.change is None else w.signed(row.change)
    return flex.row(
        flex.text(_row_name(w, row), size="xs", flex=6),
        *(
            flex.label(
                flex.NOTHING if figure is None else shown(w, figure), align="end", flex=3, gravity="center"
            )
            for figure in row.figures
        ),
        *_changes(answer, flex.label(change, weight="bold", align="end", flex=3, gravity="center")),
        spacing="sm",
    )


def _row_name(w: Words, row: ComparedRow) -> str:
    if not row.key:
        return w.gettext("Total score")
    if row.key in Tool.__members__:  # its full name would fill the table
        return tool_name(w, Tool(row.key))
    return row.key if row.name is None else f"{row.key}. {capital(w.name(row.name))}"


def _remarks(w: Words, answer: YearsCompared) -> list[Json]:
    remarks = []
    if answer.not_comparable:
        remarks.append(
            w.gettext(
                "The assessment changed between these years: the same code can be a different question, "
                "so questions are not set side by side by code."
            )
        )
    remarks += _missing(w, answer)
    return [note(*remarks)] if remarks else []


def _missing(w: Words, answer: YearsCompared) -> list[str]:
    if not answer.without_data:
        return []
    return [w.gettext("No data yet for %(years)s", years=w.all_of(map(str, answer.without_data)))]


def _years_alt(w: Words, answer: YearsCompared) -> str:
    first = next(iter(answer.rows), None)
    pairs = zip(answer.years, () if first is None else first.figures, strict=False)
    figures = w.all_of(f"{year} {w.figure(figure)}" for year, figure in pairs if figure is not None)
    alt = w.gettext(
        "%(agency)s, years side by side: %(what)s %(figures)s",
        agency=answer.agency_short,
        what=flex.NOTHING if first is None else _row_name(w, first),
        figures=figures or w.gettext("nothing to compare"),
    )
    return " – ".join([alt, *_missing(w, answer)])


@renders(WhatIf)
def what_if(w: Words, answer: WhatIf) -> Card:
    """Show total and level before and after, what was changed, and what moved with it."""
    big = "xxl" if answer.total_before.certain and answer.total_after.certain else "lg"
    affected = [*answer.changes, *answer.affected]
    figures = [figure for line in affected for figure in (line.before, line.after)]
    blocks = [
        heading(w.gettext("Assumed"), margin="none"),
        *(_change(w, line) for line in answer.changes),
        *([heading(w.gettext("What moves with it"))] if answer.affected else []),
        *(_change(w, line) for line in answer.affected),
        *_failing(w, answer.failing),
        note(w.gettext("This is only a what-if; the real scores stay as they are.")),
        *figure_notes(w, figures),
    ]
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, answer.scope.year),
        title=w.gettext("What if"),
        hero=(
            flex.row(
                _side(w, w.gettext("Now"), answer.total_before, answer.rated_before, big),
                flex.text(_ARROW, size="xl", color=flex.AMBER, align="center", gravity="center", flex=0),
                _side(w, w.gettext("Then"), answer.total_after, answer.rated_after, big),
                spacing="md",
                margin="md",
            ),
            flex.text(
                w.gettext("Total %(change)s", change=w.margin(answer.total_change)),
                size="xs",
                color=flex.PALE,
                align="center",
            ),
        ),
        blocks=tuple(blocks),
        source=source(w, answer.scope),
    )
    changed = [
        w.gettext("%(key)s were %(score)s", key=_key(w, line), score=w.figure(line.after))
        for line in answer.changes
    ]
    alt = w.gettext(
        "If %(changes)s: total %(before)s → %(after)s, "
        "%(level_before)s → %(level_after)s (%(agency)s, %(year)s)",
        changes=w.all_of(changed),
        before=w.figure(answer.total_before),
        after=w.figure(answer.total_after),
        level_before=rated_name(w, answer.rated_before),
        level_after=rated_name(w, answer.rated_after),
        agency=answer.scope.agency_short,
        year=w.year(answer.scope.year),
    )
    return Card(alt=alt, sheets=(sheet,))


def _side(w: Words, when: str, total: Figure, rated: Rated, size: str) -> Json:
    return flex.column(
        flex.text(when, size="xs", color=flex.PALE, align="center"),
        flex.label(
            w.figure(total),
            size=size,
            weight="bold",
            color=flex.WHITE,
            align="center",
        ),
        flex.row(level_badge(w, rated), justifyContent="center"),
        spacing="xs",
        flex=1,
    )


def _key(w: Words, line: ChangeLine) -> str:
    return key_name(w, line.key)


def _change(w: Words, line: ChangeLine) -> Json:
    return flex.row(
        flex.column(*key_and_name(w, line.key, line.name), flex=5),
        flex.label(shown(w, line.before), align="end", gravity="center", color=flex.MUTED, flex=3),
        flex.text(_ARROW, align="center", gravity="center", color=flex.TEAL, flex=0),
        flex.label(shown(w, line.after), align="end", gravity="center", weight="bold", flex=3),
        spacing="sm",
    )


def _failing(w: Words, checks: tuple[ConditionCheck, ...]) -> list[Json]:
    if not checks:
        return []
    return [
        heading(w.gettext("What would keep it from the best level")),
        *(
            flex.row(
                flex.text("✗" if check.holds is False else "?", color=flex.BRICK, weight="bold", flex=0),
                flex.text(condition_words(w, check), flex=6),
                flex.label(w.figure(check.actual), align="end", flex=3),
                flex.label(w.margin(check.margin), align="end", color=flex.MUTED, size="xs", flex=3),
                spacing="sm",
            )
            for check in checks
        ),
    ]


@renders(WhatIfRefused)
def what_if_refused(w: Words, answer: WhatIfRefused) -> Card:
    """Say what is wrong with the supposition, and how to say it."""
    key = answer.key or ""
    if answer.reason == "unknown":
        said = w.gettext(
            "There is no “%(key)s” in the %(year)s assessment.", key=key, year=w.year(answer.scope.year)
        )
    elif answer.reason == "out_of_range":
        value = "" if answer.value is None else w.plain(answer.value)
        said = w.gettext("Scores run from 0 to 100, so %(key)s cannot be %(value)s.", key=key, value=value)
    else:
        said = w.gettext("Please say which score to suppose, and how high.")
    example = w.gettext("For example: “What if e14 were 95?” or “What if EIT part 2 were 84?”")
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, answer.scope.year),
        title=w.gettext("What if"),
        blocks=(flex.text(said), small(example, size="xs")),
    )
    return Card(alt=f"{said} {example}", sheets=(sheet,), size="mega")
