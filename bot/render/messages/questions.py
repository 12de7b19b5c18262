"""One question, and the weak points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answers import QuestionLine, ScoreQuestion, WeakPoints
from bot.intent import Intent
from bot.render import flex
from bot.render.blocks import correction_note, heading, kicker, link, note, page_words, small, source
from bot.render.cards import Card, Sheet
from bot.render.names import tool_name
from bot.render.parts import Axis, figure_notes, hero_figure, verdict_badge, verdict_legend, verdict_name
from bot.render.registry import renders
from bot.render.rows import missing_list, question_row, tool_row

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json


@renders(ScoreQuestion)
def question(w: Words, answer: ScoreQuestion) -> Card:
    """Show one question with its parts, its place among all, and where it leads."""
    line, year = answer.line, answer.scope.year
    axis = Axis.over([line.figure, *(part.figure for part in line.parts)], answer.scope.keep_line)
    named = w.gettext("Question %(code)s", code=line.question)
    beside = [verdict_badge(w, line.verdict)]
    if line.missing:
        beside.append(
            flex.text(w.gettext("No score in the source"), size="xs", color=flex.WHITE, align="end")
        )
    to_indicator = Intent("score.indicator", {"indicator": answer.indicator.number, "year": year.be})
    belongs = w.gettext(
        "Indicator %(number)s: %(name)s",
        number=answer.indicator.number,
        name=w.name(answer.indicator.name),
    )
    blocks = [
        *_texts(w, line),
        *_parts(w, line, axis),
        *_place(w, answer),
        correction_note(w, answer.correction) if answer.correction else None,
        _score_note(w, answer),
        heading(w.gettext("Belongs to")),
        link(w, to_indicator, belongs),
        *(
            link(
                w,
                Intent("score.issue", {"issue": issue.number, "year": year.be}),
                w.gettext("Issue %(number)s: %(name)s", number=issue.number, name=w.name(issue.name)),
            )
            for issue in answer.issues
        ),
        *figure_notes(w, [line.figure, *(part.figure for part in line.parts)], starred=False),
    ]
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, year),
        title=named,
        hero=(hero_figure(w, line.figure, beside, _caption(w, line)),),
        blocks=tuple(block for block in blocks if block is not None),
        source=source(w, answer.scope),
    )
    return Card(alt=_alt(w, answer), sheets=(sheet,))


def _alt(w: Words, answer: ScoreQuestion) -> str:
    line = answer.line
    said = w.gettext(
        "ITA %(year)s, %(agency)s: question %(code)s, %(score)s points (%(verdict)s)",
        year=w.year(answer.scope.year),
        agency=answer.scope.agency_short,
        code=line.question,
        score=w.figure(line.figure),
        verdict=verdict_name(w, line.verdict),
    )
    if line.missing:
        said = w.gettext(
            "ITA %(year)s, %(agency)s: question %(code)s has no score in the source (possible: %(score)s)",
            year=w.year(answer.scope.year),
            agency=answer.scope.agency_short,
            code=line.question,
            score=w.figure(line.figure),
        )
    parts = w.all_of(f"{tool_name(w, part.tool)} {w.figure(part.figure)}" for part in line.parts)
    return f"{said} – {parts}" if parts else said


def _texts(w: Words, line: QuestionLine) -> list[Json]:
    if not line.text:
        return [flex.text(w.gettext("(the source does not print this question)"), color=flex.MUTED)]
    return flex.paragraphs(line.text, size="md")


def _caption(w: Words, line: QuestionLine) -> str:
    if line.missing:
        return w.gettext("points that are possible")
    if line.parts:
        return w.gettext("points, the mean of both parts")
    return ""


def _parts(w: Words, line: QuestionLine, axis: Axis) -> list[Json]:
    if not line.parts:
        return [axis.bar(line.figure, line.verdict, "10px"), small(axis.words(w))]
    return [
        heading(w.gettext("Both parts"), verdict_legend(w, (part.verdict for part in line.parts))),
        *(tool_row(w, part, axis) for part in line.parts),
        small(axis.words(w)),
    ]


def _place(w: Words, answer: ScoreQuestion) -> list[Json]:
    if answer.place is None:
        return []
    place = w.gettext(
        "Place %(place)s of %(of)s, counted from the lowest score", place=answer.place, of=answer.of
    )
    tied = w.ngettext(
        "%(num)s other question has the same score",
        "%(num)s other questions have the same score",
        answer.tied,
    )
    blocks = [
        heading(w.gettext("Among all questions")),
        _strip(answer.place, answer.of),
        flex.row(
            small(w.gettext("lowest"), flex=1), small(w.gettext("highest"), flex=1, align="end"), margin="xs"
        ),
        flex.text(place, size="xs"),
    ]
    if answer.tied:
        blocks.append(small(tied))
    return blocks


def _strip(place: int, of: int) -> Json:
    """A track with a dot at the question's place; the dot keeps clear of the right end by its own width."""
    where = Decimal(place - 1) / Decimal(max(1, of - 1)) * 96
    return flex.column(
        flex.column(height="4px", backgroundColor=flex.TRACK, cornerRadius="2px"),
        flex.column(
            position="absolute",
            offsetStart=flex.percent(where),
            offsetTop="0px",
            width="14px",
            height="14px",
            cornerRadius="7px",
            backgroundColor=flex.TEAL,
            borderColor=flex.WHITE,
            borderWidth="2px",
        ),
        height="14px",
        justifyContent="center",
    )


def _score_note(w: Words, answer: ScoreQuestion) -> Json | None:
    doubt = answer.score_note
    if doubt is None:
        return None
    return note(
        w.gettext(
            "The printed score %(printed)s is in doubt; it may be %(likely)s",
            printed=doubt.printed,
            likely=doubt.likely,
        ),
        mark="!",
    )


@renders(WeakPoints)
def weak_points(w: Words, answer: WeakPoints) -> Card:
    """Show the lowest questions first, or all below a threshold."""
    year = answer.scope.year
    axis = Axis.over((line.figure for line in answer.rows), answer.threshold or answer.scope.keep_line)
    title = _weak_title(w, answer)
    blocks: list[Json] = []
    if answer.rows:
        aside = verdict_legend(w, (line.verdict for line in answer.rows))
        blocks += [
            heading(page_words(w, answer.page), aside, margin="none"),
            *(question_row(w, line, year, axis) for line in answer.rows),
            small(axis.words(w)),
            *figure_notes(w, (line.figure for line in answer.rows)),
        ]
    else:
        blocks.append(flex.text(w.gettext("No question falls there, which is good news.")))
    if answer.missing:
        blocks.append(note(missing_list(w, answer.missing)))
    sheet = Sheet(
        kicker=kicker(w, answer.scope.agency_short, year),
        title=title,
        blocks=tuple(blocks),
        source=source(w, answer.scope),
    )
    return Card(alt=_weak_alt(w, answer, title), sheets=(sheet,))


def _weak_title(w: Words, answer: WeakPoints) -> str:
    if answer.threshold is not None:
        title = w.gettext("Questions below %(score)s", score=w.plain(answer.threshold))
    elif answer.count is not None:
        title = w.ngettext("The %(num)s lowest question", "The %(num)s lowest questions", answer.count)
    else:
        title = w.gettext("The lowest questions")
    if answer.tool is not None:
        title += " · " + tool_name(w, answer.tool)
    if answer.issue is not None:
        title += " · " + w.gettext("Issue %(number)s", number=answer.issue.number)
    return title


def _weak_alt(w: Words, answer: WeakPoints, title: str) -> str:
    rows = w.all_of(f"{line.question} {w.figure(line.figure)}" for line in answer.rows[:10])
    return w.gettext(
        "ITA %(year)s, %(agency)s: %(title)s – %(rows)s",
        year=w.year(answer.scope.year),
        agency=answer.scope.agency_short,
        title=title,
        rows=rows or w.gettext("none"),
    )
