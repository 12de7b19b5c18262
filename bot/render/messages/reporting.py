"""Reporting progress: the draft that is read back, what is asked for, what was filed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answers import (
    Attached,
    DayRefused,
    DoneAlready,
    DraftAsks,
    DraftLine,
    DraftOutlived,
    DraftShown,
    Dropped,
    NotYours,
    PercentRefused,
    ReportFiled,
    StepStale,
    StillOpen,
    Undone,
    UndoRefused,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, link, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.notice_edits import left_words, open_words
from bot.render.names import flag_words, role_name
from bot.render.registry import renders
from bot.render.rows import ROW_TEXT, chunks, due_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from bot.answers import MeasureLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_NOTE = 300  # graphemes of a note on a card; the report keeps all of it
_OWN = 12
_SHORT = 60  # graphemes of a measure in a list to choose from


@renders(DraftShown)
def draft_shown(w: Words, answer: DraftShown) -> Card:
    """Read a draft back, to be confirmed with one tap."""
    number = {"dialogue": answer.dialogue}
    title = w.gettext("Is this correction right?") if answer.correcting else w.gettext("Is this right?")
    blocks = [
        *_divided(_line(w, line) for line in answer.lines),
        _evidence(w, answer.evidence),
        *_flags(w, answer.lines),
    ]
    if any(line.claimed_on for line in answer.lines):
        blocks.append(small(w.gettext("If the day is not right, just type another, for example “5 April”.")))
    if not answer.evidence.sent:
        blocks.append(small(w.gettext("A photo or file as evidence can be sent before or after confirming.")))
    sheet = Sheet(
        kicker=w.gettext("Report, not sent yet · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        blocks=tuple(blocks),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Confirm")), primary=True),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )
    alt = w.gettext("Please confirm the report: %(lines)s", lines=_said(w, answer.lines))
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _line(w: Words, line: DraftLine) -> Json:
    percent = line.percent
    change = [
        flex.text(
            w.gettext("%(percent)s%%", percent="–" if percent is None else percent),
            weight="bold",
            size="lg",
            flex=0,
        )
    ]
    if line.before is not None:
        before = w.gettext("before: %(percent)s%%", percent=line.before)
        change.append(flex.text(before, size="xs", color=flex.MUTED, gravity="center"))
    done, day = Decimal(percent or 0), line.claimed_on
    return flex.row(
        flex.code(str(line.measure.measure), width="42px"),
        flex.column(
            flex.text(shorten(line.measure.text, ROW_TEXT), size="xs"),
            flex.row(*change, spacing="md"),
            flex.bar(done, done, color=flex.TEAL),
            flex.text(as_of(w, day), size="xs") if day else None,
            flex.text(w.gettext("Unit %(unit)s", unit=line.unit), size="xxs", color=flex.MUTED)
            if line.unit
            else None,
            flex.text(f"“{shorten(line.note, _NOTE)}”", size="xs") if line.note else None,
            spacing="xs",
        ),
        spacing="md",
        alignItems="flex-start",
    )


def as_of(w: Words, day: dt.date) -> str:
    """Say on which day the work is said to have been done."""
    return w.gettext("Work as of %(day)s", day=w.date(day))


def _divided(rows: Iterable[Json]) -> list[Json]:
    return [part for row in rows for part in (row, flex.separator())][:-1]


def evidence_words(w: Words, attached: Attached) -> str:
    """Count what shows it."""
    parts = []
    if attached.sent:
        parts.append(w.ngettext("%(num)s file or photo", "%(num)s files or photos", attached.sent))
    if attached.links:
        parts.append(w.ngettext("%(num)s link", "%(num)s links", attached.links))
    return w.all_of(parts) or w.gettext("none yet")


def _evidence(w: Words, attached: Attached) -> Json:
    return fact(w.gettext("Evidence"), evidence_words(w, attached))


def _flags(w: Words, lines: Iterable[DraftLine]) -> list[Json]:
    found = [
        w.gettext("Measure %(measure)s: %(flag)s", measure=line.measure.measure, flag=flag_words(w, flag))
        for line in lines
        for flag in line.flags
    ]
    return [note(*found, mark="!")] if found else []


def _said(w: Words, lines: Iterable[DraftLine]) -> str:
    return w.all_of(_said_line(w, line) for line in lines)


def _said_line(w: Words, line: DraftLine) -> str:
    said = w.gettext("%(measure)s at %(percent)s%%", measure=line.measure.measure, percent=line.percent)
    day = line.claimed_on
    return w.gettext("%(report)s as of %(day)s", report=said, day=w.date(day)) if day else said


@renders(DraftAsks)
def draft_asks(w: Words, answer: DraftAsks) -> Card:
    """Ask for the one thing that is missing."""
    line = answer.line
    if line is None:
        return _asks_measure(w, answer)
    measure = line.measure
    if answer.want == "unit":
        title = w.gettext("For which unit is this report?")
        options = [
            link(
                w,
                Intent("progress.submit", {"measure": str(measure.measure), "unit": unit.abbr}),
                unit.full_name or unit.abbr,
            )
            for unit in answer.units
        ]
        how = w.gettext("Several of your units own this measure.")
    else:
        title = w.gettext("How much of measure %(measure)s is done?", measure=measure.measure)
        options = []
        how = w.gettext("Tap a figure, or type one from 0 to 100, with a note if you like.")
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            flex.text(shorten(measure.text, ROW_TEXT), size="xs"),
            flex.text(due_words(w, measure), size="xxs", color=flex.MUTED),
            *options,
            flex.text(how, size="xs", color=flex.MUTED),
        ),
    )
    return Card(alt=f"{title} {how}", sheets=(sheet,), size="mega")


def _asks_measure(w: Words, answer: DraftAsks) -> Card:
    title = w.gettext("Which measure do you report on?")
    how = w.gettext("Type its number and how much is done, for example “3.2 60%%”.")
    if answer.own:
        how = w.gettext("Tap one, or type its number and how much is done, for example “3.2 60%%”.")
    sheets = own_sheets(w, title, (flex.text(how, size="xs", color=flex.MUTED),), answer.own)
    return Card(alt=f"{title} {how}", sheets=sheets, size="mega")


def own_sheets(w: Words, title: str, head: tuple[Json, ...], own: Sequence[MeasureLine]) -> tuple[Sheet, ...]:
    """Return the asker's open measures, as many sheets as they need; a tap on one begins a report on it."""
    if not own:
        return (Sheet(plain=True, title=title, blocks=head),)
    return tuple(
        Sheet(
            plain=True,
            title=title,
            blocks=(
                *(head if first else ()),
                heading(w.gettext("Open for your units")),
                *(measure_link(w, line) for line in group),
            ),
        )
        for first, group in zip((True, *(False for _ in own)), chunks(own, _OWN), strict=False)
    )


def measure_link(w: Words, line: MeasureLine) -> Json:
    """Return a measure in a line or two, whose tap begins a report on it."""
    intent = Intent("progress.submit", {"measure": str(line.measure)})
    return flex.row(
        flex.code(str(line.measure), width="42px"),
        flex.text(shorten(line.text, _SHORT), size="xs", flex=1),
        spacing="md",
        action=leads.tap(w, intent),
    )


@renders(PercentRefused)
def percent_refused(w: Words, answer: PercentRefused) -> Card:
    """Say which figures there are; the question comes after it."""
    said = w.gettext(
        "Measure %(measure)s: %(said)s%% cannot be. Progress goes from 0 to 100.",
        measure=answer.measure,
        said=answer.said,
    )
    return Card(alt=said)


@renders(DayRefused)
def day_refused(w: Words, answer: DayRefused) -> Card:
    """Say why a day is not taken; the report as it stands comes after it."""
    day = w.long_date(answer.said)
    why = {
        "future": w.gettext(
            "Measure %(measure)s: %(day)s is still to come, so I have not noted that day.",
            measure=answer.measure,
            day=day,
        ),
        "before_year": w.gettext(
            "Measure %(measure)s: %(day)s is before fiscal year B.E. %(year)s, the year of the plan, "
            "so I have not noted that day.",
            measure=answer.measure,
            day=day,
            year=answer.plan_year,
        ),
    }[answer.why]
    how = w.gettext("To say when it was done, type the day, for example “yesterday” or “5 April”.")
    return Card(alt=f"{why} {how}")


@renders(NotYours)
def not_yours(w: Words, answer: NotYours) -> Card:
    """Say whose measure it is."""
    owners = w.all_of(owner.abbr for owner in answer.measure.owners) or w.gettext("nobody")
    said = w.gettext(
        "Measure %(measure)s belongs to %(owners)s.",
        measure=answer.measure.measure,
        owners=shorten(owners, 120),
    )
    yours = w.gettext(
        "You are linked to %(units)s, so you cannot report on it.", units=w.all_of(answer.units)
    )
    return remark(w.gettext("Not your unit's measure"), said, yours)


@renders(DoneAlready)
def done_already(w: Words, answer: DoneAlready) -> Card:
    """Say that there is nothing left to report."""
    said = w.gettext(
        "%(unit)s's part of measure %(measure)s was accepted as done already.",
        unit=answer.unit,
        measure=answer.measure.measure,
    )
    return remark(w.gettext("Done already"), said, w.gettext("There is no need to report it again."))


@renders(DraftOutlived)
def draft_outlived(w: Words, answer: DraftOutlived) -> Card:  # noqa: ARG001 (all that it says is that)
    """Say that what was under way is dropped."""
    return Card(alt=w.gettext("The plan has changed since you began, so what was not sent yet is dropped."))


@renders(ReportFiled)
def report_filed(w: Words, answer: ReportFiled) -> Card:
    """Say what was filed and what comes next."""
    title = w.gettext("Already recorded") if answer.again else w.gettext("Recorded, thank you")
    blocks = [*_divided(_line(w, line) for line in answer.lines), _evidence(w, answer.evidence)]
    if not answer.evidence.sent:
        blocks.append(
            small(w.gettext("Send a photo or file within the hour and I will attach it to this report."))
        )
    if answer.to_review:
        who = w.either(role_name(w, role) for role in answer.reviewers)
        blocks.append(
            note(w.gettext("What is at 100%% counts as done once it is accepted by: %(who)s.", who=who))
        )
    blocks += _flags(w, answer.lines)
    sheet = Sheet(
        kicker=w.gettext("Report · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        blocks=tuple(blocks),
    )
    alt = w.gettext("%(title)s: %(lines)s", title=title, lines=_said(w, answer.lines))
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(StepStale)
def step_stale(w: Words, answer: StepStale) -> Card:
    """Say that a button is of a step that is over."""
    if answer.open:
        return Card(alt=w.gettext("That button was of an earlier version. This is how it stands now:"))
    return Card(alt=w.gettext("That button has done its work; there is nothing left to confirm or cancel."))


@renders(Dropped)
def dropped(w: Words, answer: Dropped) -> Card:
    """Confirm that something was given up."""
    said = {
        "draft": w.gettext("Cancelled. The report was not sent."),
        "returning": w.gettext("Cancelled. The report still waits to be reviewed."),
        "joining": w.gettext("Cancelled. You were not registered; the code can still be used."),
        "deleting": w.gettext("Cancelled. Your data stays as it was."),
        "unlinking": w.gettext("Cancelled. The registration stays."),
        "leaving": w.gettext("Cancelled. No leave was noted."),
        "ending_leave": w.gettext("Cancelled. The leave stays as it is."),
        "extending": w.gettext("Cancelled. No more time was asked for."),
        "day": w.gettext("Cancelled. The calendar stays as it was."),
        "notice": w.gettext("Cancelled. No notice was sent."),
        "rejecting": w.gettext("Cancelled. The notice still waits for approval."),
    }
    words = said[answer.what] if answer.edits is None else left_words(w, answer.edits)
    if answer.evidence:
        kept = w.ngettext(
            "The %(num)s file you sent will go with your next report, if it is made within an hour.",
            "The %(num)s files you sent will go with your next report, if it is made within an hour.",
            answer.evidence,
        )
        words = f"{words} {kept}"
    return Card(alt=words)


@renders(StillOpen)
def still_open(w: Words, answer: StillOpen) -> Card:
    """Remind of what is under way after something else was answered."""
    measures = w.all_of(answer.measures)
    said = {
        "draft": w.gettext("Your report on measure %(measures)s is not sent yet.", measures=measures)
        if measures
        else w.gettext("Your report is not finished yet."),
        "returning": w.gettext("The report has not been returned yet.")
        if answer.ready
        else w.gettext("I still need the reason why the report goes back."),
        "joining": w.gettext("Your registration is not finished yet."),
        "deleting": w.gettext("Your data has not been deleted yet."),
        "unlinking": w.gettext("The registration has not been ended yet."),
        "leaving": w.gettext("The leave has not been noted yet."),
        "ending_leave": w.gettext("The leave has not been ended yet."),
        "extending": w.gettext("Your request for more time is not sent yet."),
        "day": w.gettext("The calendar has not been changed yet."),
        "notice": open_words(w, answer.edits),
        "rejecting": w.gettext("I still need the reason why the notice is not approved."),
    }[answer.what]
    what = (
        w.gettext("Confirm it or cancel it below.")
        if answer.ready
        else w.gettext("Go on, or cancel it below.")
    )
    return Card(alt=f"{said} {what}")


@renders(Undone)
def undone(w: Words, answer: Undone) -> Card:
    """Say what was taken back."""
    said = w.gettext("Taken back: %(lines)s.", lines=_said(w, answer.lines))
    return remark(
        w.gettext("Report withdrawn"),
        said,
        w.gettext("What it said and its evidence are deleted. You can report anew at any time."),
    )


@renders(UndoRefused)
def undo_refused(w: Words, answer: UndoRefused) -> Card:
    """Say why the last report stays."""
    said = {
        "none": w.gettext("You have no report that could be changed."),
        "late": w.gettext(
            "A report can be taken back within %(hours)s hours. Please correct it with a new one.",
            hours=answer.hours,
        ),
        "accepted": w.gettext("That report was reviewed already. Please talk to whoever reviewed it."),
    }
    return Card(alt=said[answer.reason])
