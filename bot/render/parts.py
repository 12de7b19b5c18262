"""Parts that several cards share: verdicts, levels, figures, bars on one axis, notes, facts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.render import flex
from bot.render.blocks import small
from bot.render.chars import capital
from ita_core.figure import Basis, Figure, MeasureStatus, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers import Level, Rated
    from bot.render.i18n import Words
    from bot.render.limits import Json

STAR = "*"
_MARKS = {Verdict.KEEP: "✓", Verdict.IMPROVE: "▲", Verdict.UNCERTAIN: "?"}
_VERDICT_COLORS = {
    Verdict.KEEP: (flex.TEAL, flex.TEAL_SOFT),
    Verdict.IMPROVE: (flex.AMBER_TEXT, flex.AMBER_SOFT),
    Verdict.UNCERTAIN: (flex.MUTED, flex.GREY_SOFT),
}
_BAR_COLORS = {Verdict.KEEP: flex.TEAL, Verdict.IMPROVE: flex.AMBER, Verdict.UNCERTAIN: flex.MUTED}
_STATUS_COLORS = {
    MeasureStatus.NOT_STARTED: (flex.MUTED, flex.GREY_SOFT),
    MeasureStatus.IN_PROGRESS: (flex.AMBER_TEXT, flex.AMBER_SOFT),
    MeasureStatus.DONE: (flex.TEAL, flex.TEAL_SOFT),
    MeasureStatus.OVERDUE: (flex.BRICK, flex.BRICK_SOFT),
}

# --- verdicts, levels, statuses -----------------------------------------------------------------------


def verdict_name(w: Words, verdict: Verdict) -> str:
    """Say what to do about a score."""
    return {
        Verdict.KEEP: w.gettext("Keep up"),
        Verdict.IMPROVE: w.gettext("Improve"),
        Verdict.UNCERTAIN: w.gettext("Uncertain"),
    }[verdict]


def verdict_badge(w: Words, verdict: Verdict) -> Json:
    """Symbol and word."""
    return flex.badge(f"{_MARKS[verdict]} {verdict_name(w, verdict)}", *_VERDICT_COLORS[verdict])


def verdict_legend(w: Words, verdicts: Iterable[Verdict]) -> str:
    """Explain the symbols that a card uses."""
    used = set(verdicts)
    return "  ".join(
        f"{mark} {verdict_name(w, verdict)}" for verdict, mark in _MARKS.items() if verdict in used
    )


def status_name(w: Words, status: MeasureStatus) -> str:
    """Say how a measure stands."""
    return {
        MeasureStatus.NOT_STARTED: w.gettext("Not started"),
        MeasureStatus.IN_PROGRESS: w.gettext("In progress"),
        MeasureStatus.DONE: w.gettext("Done"),
        MeasureStatus.OVERDUE: w.gettext("Overdue"),
    }[status]


def status_mark(status: MeasureStatus) -> str:
    """Return the symbol of a status."""
    marks = {
        MeasureStatus.NOT_STARTED: "○",
        MeasureStatus.IN_PROGRESS: "◐",
        MeasureStatus.DONE: "✓",
        MeasureStatus.OVERDUE: "!",
    }
    return marks[status]


def status_colors(status: MeasureStatus) -> tuple[str, str]:
    """Return foreground and background of a status."""
    return _STATUS_COLORS[status]


def status_badge(w: Words, status: MeasureStatus) -> Json:
    """Symbol and word."""
    return flex.badge(f"{status_mark(status)} {status_name(w, status)}", *_STATUS_COLORS[status])


def level_name(w: Words, level: Level) -> str:
    """Name a level within a sentence; grades such as AA read differently from words."""
    if level.name.th.isascii():
        return w.gettext("grade %(level)s", level=w.name(level.name))
    return w.gettext("“%(level)s” level", level=w.name(level.name))


def rated_name(w: Words, rated: Rated) -> str:
    """Name the level, or say which ones are possible."""
    if rated.certain:
        return level_name(w, rated.best)
    names = w.either(w.name(level.name) for level in rated.possible)
    return w.gettext("level not certain yet: %(levels)s", levels=names)


def level_badge(w: Words, rated: Rated) -> Json:
    """Return the level on the accent colour."""
    words = w.pgettext("badge", "%(level)s", level=w.either(w.name(level.name) for level in rated.possible))
    if rated.certain and rated.best.name.th.isascii():  # a grade such as AA
        words = level_name(w, rated.best)
    if not rated.certain:
        words += " ?"
    return flex.badge(capital(words), flex.NAVY, flex.AMBER, paddingStart="12px", paddingEnd="12px")


def ladder(rated: Rated) -> Json:
    """All levels as steps, worst on the left; filled as far as is sure, paler as far as is possible."""
    steps = rated.best.of
    sure, possible = steps - rated.possible[-1].order, steps - rated.best.order
    grounds = (
        [flex.AMBER] * sure + [f"{flex.AMBER}80"] * (possible - sure) + ["#FFFFFF30"] * (steps - possible)
    )
    return flex.row(
        *(flex.column(flex=1, cornerRadius="2px", backgroundColor=ground) for ground in grounds),
        height="5px",  # on the row: a height on a step itself would cost it its share of the width
        spacing="xs",
        margin="md",
    )


# --- figures ------------------------------------------------------------------------------------------


def shown(w: Words, figure: Figure) -> str:
    """Write a figure; the star says that it was computed here, which `figure_notes` explains."""
    return w.figure(figure) + (STAR if figure.basis is Basis.COMPUTED else "")


def score_with_mark(w: Words, figure: Figure, verdict: Verdict) -> Json:
    """Write a row's score with its symbol; scores stand one below the other, as wide as a number or a range.

    The card's legend explains the symbol.
    """
    words = f"{shown(w, figure)} {_MARKS[verdict]}"
    score = flex.label(words, weight="bold", color=_VERDICT_COLORS[verdict][0], align="end")
    return flex.column(score, width="76px" if figure.certain else "124px", flex=0)


def figure_notes(w: Words, figures: Iterable[Figure], *, starred: bool = True) -> list[Json]:
    """Explain stars and ranges among ``figures``."""
    every = list(figures)
    notes = []
    if starred and any(figure.basis is Basis.COMPUTED for figure in every):
        notes.append(small(w.gettext("* Computed from the scores below it; not printed in the source")))
    if any(not figure.certain for figure in every):
        notes.append(small(w.gettext("A range shows every value that is possible where a score is missing")))
    return notes


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale that all bars of a card share, ending at 100; ``mark`` is drawn as a line across them."""

    start: Decimal
    mark: Decimal

    @classmethod
    def over(cls, figures: Iterable[Figure], mark: Decimal | None = None) -> Axis:
        """Choose the narrowest of a few round scales that still shows every figure that is certain."""
        every = list(figures)
        lows = [figure.low for figure in every if figure.certain] or [figure.low for figure in every]
        if mark is not None:
            lows.append(mark)
        lowest = min(lows, default=Decimal(0))
        start = next(start for start in map(Decimal, (90, 80, 60, 0)) if lowest >= start)
        return cls(start, (start + 100) / 2 if mark is None else mark)

    def percent(self, value: Decimal) -> Decimal:
        """Where a score lies on the scale."""
        return max(Decimal(0), (value - self.start) / (100 - self.start) * 100)

    def bar(self, figure: Figure, verdict: Verdict, height: str = "8px") -> Json:
        """Draw a score."""
        low, high = self.percent(figure.low), self.percent(figure.high)
        return flex.bar(low, high, color=_BAR_COLORS[verdict], mark=self.percent(self.mark), height=height)

    def words(self, w: Words) -> str:
        """State the scale in words."""
        return w.gettext(
            "Bars run from %(start)s to 100; the line marks %(mark)s",
            start=w.plain(self.start),
            mark=w.plain(self.mark),
        )


def hero_figure(w: Words, figure: Figure, beside: Sequence[Json], caption: str = "") -> Json:
    """Show a big score on the dark ground, with badges beside it."""
    return flex.row(
        flex.column(
            flex.label(
                w.figure(figure),
                size="4xl" if figure.certain else "xl",
                weight="bold",
                color=flex.WHITE,
            ),
            flex.text(caption or basis_words(w, figure), size="xxs", color=flex.PALE),
            flex=5,
        ),
        flex.column(*beside, flex=6, alignItems="flex-end", justifyContent="center", spacing="sm"),
        spacing="md",
        margin="sm",
    )


def basis_words(w: Words, figure: Figure) -> str:
    """Say below a big score what it is."""
    if not figure.certain:
        return w.gettext("points (range: some scores are missing)")
    if figure.basis is Basis.COMPUTED:
        return w.gettext("points, computed from the questions")
    if figure.basis is Basis.ASSUMED:
        return w.gettext("points, as supposed")
    return w.gettext("points out of 100")
