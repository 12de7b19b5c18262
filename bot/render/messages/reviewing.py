"""Reviewing reports: the queue with its buttons, the decision, and what others are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import JudgementTold, NotToReview, ReasonAsked, ReportJudged, ReportsAwait, ReviewQueue
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, note, page_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.extending import wish_sheet
from bot.render.messages.reporting import evidence_words
from bot.render.names import flag_words, report_state
from bot.render.registry import renders
from bot.render.rows import ROW_TEXT

if TYPE_CHECKING:
    from bot.answers import ReportLine, Waiting
    from bot.render.i18n import Words
    from bot.render.limits import Json
    from ita_core.keys import FiscalYear

_NOTE = 600  # graphemes of a note in the queue; the list of earlier reports leads to it, too
_ALT = 200


@renders(ReviewQueue)
def review_queue(w: Words, answer: ReviewQueue) -> Card:
    """Show what waits, each on a card of its own with its buttons."""
    own: tuple[str, ...] = ()
    if answer.own:
        said = w.ngettext(
            "%(num)s report of your own waits for somebody else to review it.",
            "%(num)s reports of your own wait for somebody else to review them.",
            answer.own,
        )
        own = (said,)
    if not answer.page.total:
        return remark(w.gettext("Nothing to review"), w.gettext("Nothing waits for you at present."), *own)
    sheets = [
        *(_report_sheet(w, report, answer.plan_year) for report in answer.reports),
        *(wish_sheet(w, wish, answer.plan_year) for wish in answer.wishes),
    ]
    if answer.page.pages > 1 or own:
        blocks = (flex.text(page_words(w, answer.page)), *(small(one) for one in own))
        sheets.append(Sheet(plain=True, title=w.gettext("Waiting for you"), blocks=blocks))
    rows = [
        *(_named(w, report) for report in answer.reports),
        *(f"{wish.measure.measure} {shorten(wish.unit, 30)}" for wish in answer.wishes),
    ]
    alt = w.ngettext(
        "%(num)s item waits for your decision: %(rows)s",
        "%(num)s items wait for your decision: %(rows)s",
        answer.page.total,
        rows=w.all_of(rows),
    )
    return Card(alt=alt, sheets=tuple(sheets), size="mega")


def _report_sheet(w: Words, report: Waiting, year: FiscalYear) -> Sheet:
    kicker = w.gettext("Report to review · %(year)s", year=w.fiscal_year(year))
    slots = {"report": report.id, "measure": str(report.measure.measure)}
    accept, refuse = w.gettext("Accept"), w.gettext("Return with a reason")
    if report.retraction:
        kicker = w.gettext("Withdrawal to decide · %(year)s", year=w.fiscal_year(year))
        slots |= {"retraction": True}
        accept, refuse = w.gettext("Let it be withdrawn"), w.gettext("Keep it as accepted")
    return Sheet(
        kicker=kicker,
        title=_title(w, report),
        hero=(_hero(w, report),),
        blocks=tuple(_blocks(w, report)),
        buttons=(
            flex.button(leads.action(w, Intent("progress.accept", slots), accept), primary=True),
            flex.button(leads.action(w, Intent("progress.return", slots), refuse)),
        ),
    )


def _title(w: Words, report: Waiting) -> str:
    return w.gettext(
        "Measure %(measure)s · %(unit)s", measure=report.measure.measure, unit=shorten(report.unit, 60)
    )


def _hero(w: Words, report: Waiting) -> Json:
    said = w.moment(report.received_at)
    if report.name:
        said = w.gettext("%(when)s by %(name)s", when=said, name=report.name)
    return flex.text(said, size="xs", color=flex.PALE)


def _blocks(w: Words, report: Waiting, *, text: bool = True) -> list[Json]:
    """Say what was reported, with what stands out about it."""
    blocks = []
    if report.retraction:
        blocks.append(
            note(
                w.gettext(
                    "It was accepted, and then its author took the message back. What it said is deleted; "
                    "decide whether the report still counts."
                ),
                mark="!",
            )
        )
    if text:
        intent = Intent("measure.show", {"measure": str(report.measure.measure)})
        blocks.append(
            flex.text(shorten(report.measure.text, ROW_TEXT), size="xs", action=leads.tap(w, intent))
        )
    blocks += [fact(w.gettext("Progress"), _percent(w, report)), *_claimed(w, report)]
    if report.note:
        blocks.append(fact(w.gettext("Note"), f"“{shorten(report.note, _NOTE)}”"))
    blocks.append(_evidence(w, report))
    if report.flags:
        blocks.append(note(*(flag_words(w, flag) for flag in report.flags), mark="!"))
    return blocks


def _claimed(w: Words, report: Waiting) -> list[Json]:
    """Say on which day the work was done, as the author says, where it was received on another."""
    day = report.claimed_on
    return [] if day is None else [fact(w.gettext("Work as of"), w.date(day))]


def _evidence(w: Words, report: Waiting) -> Json:
    said = evidence_words(w, report.evidence)
    if not (report.evidence.sent or report.evidence.links):
        return fact(w.gettext("Evidence"), said)
    intent = Intent("evidence.list", {"measure": str(report.measure.measure)})
    return {**fact(w.gettext("Evidence"), f"{said} ›"), "action": leads.tap(w, intent)}


def _percent(w: Words, report: Waiting) -> str:
    return w.gettext("%(percent)s%%", percent="–" if report.percent is None else report.percent)


def _named(w: Words, report: Waiting) -> str:
    said = f"{report.measure.measure} {shorten(report.unit, 30)}"
    return w.gettext("%(report)s (withdrawal)", report=said) if report.retraction else said


@renders(ReasonAsked)
def reason_asked(w: Words, answer: ReasonAsked) -> Card:
    """Ask why the report goes back, or read the reason back."""
    if answer.reason is not None:
        return _reason_shown(w, answer, answer.reason)
    title = w.gettext("Why does the report go back?")
    how = w.gettext("Type the reason; it is sent to whoever reported, word for word.")
    blocks = (
        flex.text(_title(w, answer.report), weight="bold"),
        *_blocks(w, answer.report),
        flex.text(how, size="xs", color=flex.MUTED),
    )
    alt = w.gettext("%(title)s %(report)s. %(how)s", title=title, report=_title(w, answer.report), how=how)
    return Card(alt=alt, sheets=(Sheet(plain=True, title=title, blocks=blocks),), size="mega")


def _reason_shown(w: Words, answer: ReasonAsked, reason: str) -> Card:
    number = {"dialogue": answer.dialogue}
    sheet = Sheet(
        kicker=w.gettext("Not returned yet · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=w.gettext("Return the report for this reason?"),
        hero=(flex.text(_title(w, answer.report), size="xs", color=flex.PALE),),
        blocks=(
            fact(w.gettext("Reason"), f"“{shorten(reason, _NOTE)}”"),
            small(w.gettext("To put it differently, just type it again.")),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Return it")), primary=True),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )
    alt = w.gettext(
        "Please confirm: %(report)s goes back, because “%(reason)s”",
        report=_title(w, answer.report),
        reason=shorten(reason, _ALT),
    )
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(ReportJudged)
def report_judged(w: Words, answer: ReportJudged) -> Card:
    """Confirm a decision to whoever made it."""
    report = answer.report
    said = {
        "accepted": w.gettext("Accepted: %(report)s", report=_title(w, report)),
        "returned": w.gettext("Returned: %(report)s", report=_title(w, report)),
        "withdrawn": w.gettext("Withdrawn: %(report)s", report=_title(w, report)),
        "kept": w.gettext("Still accepted: %(report)s", report=_title(w, report)),
    }[answer.verdict]
    then = {
        "accepted": w.gettext("The unit's part counts as done."),
        "returned": w.gettext("It does not count any more; the unit's last valid report does."),
        "withdrawn": w.gettext("It does not count any more; the unit's last valid report does."),
        "kept": w.gettext("The unit's part still counts as done."),
    }[answer.verdict]
    left = w.gettext("Nothing else waits for you.")
    if answer.left:
        left = w.ngettext("%(num)s more item waits for you.", "%(num)s more items wait for you.", answer.left)
    reason = () if answer.reason is None else (_reason(w, answer.reason),)
    told = w.gettext("Whoever reported cannot be reached any more.")
    if answer.told:
        told = w.gettext("Whoever reported is told.")
    blocks = (flex.text(then), *reason, small(told), small(left))
    alt = w.gettext("%(said)s. %(further)s", said=said, further=f"{then} {left}")
    return Card(alt=alt, sheets=(Sheet(plain=True, title=said, blocks=blocks),), size="mega")


def _reason(w: Words, reason: str) -> Json:
    """Quote a reason in full: whoever has to act on it must see all of it."""
    return flex.column(
        flex.text(w.gettext("Reason"), size="xs", color=flex.MUTED),
        *flex.paragraphs(f"“{reason}”", size="sm"),
        spacing="xs",
    )


@renders(JudgementTold)
def judgement_told(w: Words, answer: JudgementTold) -> Card:
    """Tell somebody what became of their report, and what to do."""
    report, measure = answer.report, answer.report.measure.measure
    title = {
        "accepted": w.gettext("Your report on measure %(measure)s was accepted", measure=measure),
        "returned": w.gettext("Your report on measure %(measure)s was returned", measure=measure),
        "withdrawn": w.gettext("Your report on measure %(measure)s is withdrawn", measure=measure),
        "kept": w.gettext("Your report on measure %(measure)s stays accepted", measure=measure),
    }[answer.verdict]
    then = {
        "accepted": w.gettext("Your unit's part of the measure counts as done. Thank you."),
        "returned": w.gettext("Please mend what is missing and report again."),
        "withdrawn": w.gettext("As you wished, it does not count any more. You can report anew at any time."),
        "kept": w.gettext(
            "You took the message back, and what it said is deleted; that the work is done still counts."
        ),
    }[answer.verdict]
    who = w.moment(answer.at)
    if answer.by:
        who = w.gettext("%(when)s by %(name)s", when=who, name=answer.by)
    again: tuple[Json, ...] = ()
    if answer.verdict in {"returned", "withdrawn"}:
        intent = Intent("progress.submit", {"measure": str(measure)})
        again = (flex.button(leads.action(w, intent, w.gettext("Report again")), primary=True),)
    sheet = Sheet(
        kicker=w.gettext("Report · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        hero=(flex.text(who, size="xs", color=flex.PALE),),
        blocks=(
            flex.text(shorten(report.measure.text, ROW_TEXT), size="xs"),
            fact(w.gettext("Unit"), report.unit),
            fact(w.gettext("Progress"), _percent(w, report)),
            fact(w.gettext("Reported"), w.moment(report.received_at)),
            *_claimed(w, report),
            *(() if answer.reason is None else (_reason(w, answer.reason),)),
            flex.text(then),
        ),
        buttons=again,
    )
    reason = "" if answer.reason is None else f" “{shorten(answer.reason, _ALT)}”"
    alt = w.gettext("%(said)s. %(further)s", said=title, further=f"{reason} {then}".strip())
    return Card(alt=alt, sheets=(sheet,), size="mega")


@renders(NotToReview)
def not_to_review(w: Words, answer: NotToReview) -> Card:
    """Say why there is nothing to decide, and how the report stands."""
    report = answer.report
    title = {
        "over": w.gettext("Nothing left to decide"),
        "superseded": w.gettext("There is a newer report"),
        "changed": w.gettext("It is another question by now"),
        "own": w.gettext("This is your own report"),
    }[answer.why]
    said = {
        "over": _stands(w, report),
        "superseded": w.gettext(
            "The unit has reported on measure %(measure)s again since; please decide on that report.",
            measure=report.measure,
        ),
        "changed": _stands(w, report),
        "own": w.gettext("Somebody else has to review it."),
    }[answer.why]
    which = w.gettext("Measure %(measure)s · %(unit)s", measure=report.measure, unit=shorten(report.unit, 60))
    return remark(title, f"{which}: {said}")


def _stands(w: Words, report: ReportLine) -> str:
    state = report_state(w, report.state)
    if report.decided_at is None:
        return w.gettext("%(state)s.", state=state)
    if report.decided_by is None:
        return w.gettext("%(state)s on %(when)s.", state=state, when=w.moment(report.decided_at))
    return w.gettext(
        "%(state)s on %(when)s by %(name)s.",
        state=state,
        when=w.moment(report.decided_at),
        name=report.decided_by,
    )


@renders(ReportsAwait)
def reports_await(w: Words, answer: ReportsAwait) -> Card:
    """Tell a reviewer that something waits for them."""
    title = w.gettext("A report waits for your review")
    rows = [
        w.gettext(
            "Measure %(measure)s · %(unit)s", measure=line.measure.measure, unit=shorten(line.unit or "", 60)
        )
        for line in answer.lines
    ]
    by = () if answer.by is None else (small(w.gettext("Reported by %(name)s", name=answer.by)),)
    once = w.gettext("I do not write for each further one; all that waits is in this list.")
    sheet = Sheet(
        kicker=w.gettext("Report · %(year)s", year=w.fiscal_year(answer.plan_year)),
        title=title,
        blocks=(
            *(
                flex.column(
                    flex.text(row, weight="bold"),
                    flex.text(shorten(line.measure.text, ROW_TEXT), size="xs"),
                    flex.text(f"“{shorten(line.note, _ALT)}”", size="xs") if line.note else None,
                    spacing="xs",
                )
                for row, line in zip(rows, answer.lines, strict=True)
            ),
            *by,
            small(once),
        ),
        buttons=(flex.button(leads.action(w, Intent("progress.review")), primary=True),),
    )
    return Card(alt=f"{title}: {w.all_of(rows)}", sheets=(sheet,), size="mega")
