"""Who has a notice, by unit and by name; that somebody acknowledged it; and where the receipt sheet is."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.answers.notice_status import NoticeNotSigned, NoticeReceipt, NoticeSigned, NoticeUnits, NoticeWho
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, outside, page_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.measures import divided
from bot.render.names import unit_name
from bot.render.notice_words_status import (
    many,
    person_words,
    recipient_name,
    recipient_state,
    recipient_words,
)
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.answers.notice_status import NoticeCounts, NoticeRecipientLine, NoticeUnitLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_UNIT: Final = 80
_WHOLE: Final = Decimal(100)


# --- who has it -----------------------------------------------------------------------------------------


@renders(NoticeUnits)
def notice_units(w: Words, answer: NoticeUnits) -> Card:
    """Show each unit with to how many it was sent and how many acknowledged it."""
    title = w.gettext("To whom notice %(number)s was sent", number=answer.number)
    which = {"notice": answer.number}
    counts = answer.counts
    sheet = Sheet(
        kicker=w.gettext("ITA assistant · %(agency)s", agency=answer.agency_short),
        title=title,
        hero=(flex.text(_glance(w, counts, signed=answer.signed), size="sm", color=flex.PALE),),
        blocks=(
            heading(
                w.ngettext("%(num)s unit", "%(num)s units", answer.page.total),
                page_words(w, answer.page) if answer.page.pages > 1 else "",
                margin="none",
            ),
            *divided([_unit(w, one, answer) for one in answer.units]),
            small(w.gettext("Tap a unit to see names.")),
        ),
        buttons=(flex.button(leads.action(w, Intent("notice.receipt", which))),),
    )
    alt = f"{title}: {_glance(w, counts, signed=answer.signed)}"
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _glance(w: Words, counts: NoticeCounts, *, signed: bool) -> str:
    said = [w.gettext("Sent to %(sent)s of %(total)s", sent=many(counts.sent), total=many(counts.total))]
    if signed:
        said.append(w.gettext("%(count)s acknowledged", count=counts.acknowledged + counts.heard))
    if counts.failed:
        said.append(w.gettext("%(count)s not reached", count=counts.failed))
    return " · ".join(said)


def _unit(w: Words, one: NoticeUnitLine, answer: NoticeUnits) -> Json:
    counts = one.counts
    done = counts.acknowledged if answer.signed else counts.sent
    share = _WHOLE * done / counts.total if counts.total else Decimal(0)
    going = _WHOLE * max(done, counts.sent) / counts.total if counts.total else Decimal(0)
    intent = Intent("notice.who", {"notice": answer.number, "unit": one.unit.abbr})
    return flex.column(
        flex.row(
            flex.text(shorten(unit_name(one.unit), _UNIT), weight="bold", flex=8),
            flex.label(f"{many(done)}/{many(counts.total)}", size="sm", weight="bold", align="end", flex=3),
            spacing="sm",
        ),
        flex.bar(share, going, color=flex.TEAL, height="6px"),
        flex.text(_glance(w, counts, signed=answer.signed), size="xxs", color=flex.MUTED),
        spacing="xs",
        action=leads.tap(w, intent),
    )


@renders(NoticeWho)
def notice_who(w: Words, answer: NoticeWho) -> Card:
    """Name recipients, each with what became of it."""
    title = _whom(w, answer)
    counted = recipient_words(w, answer.page.total)
    beside = page_words(w, answer.page) if answer.page.pages > 1 else ""
    blocks: list[Json] = [heading(counted, beside, margin="none")]
    for unit, rows in groupby(answer.rows, key=lambda row: row.unit):
        if answer.unit is None:
            blocks.append(heading(shorten(unit_name(unit), _UNIT)))
        blocks += [_recipient(w, row, answer) for row in rows]
    if not answer.rows:
        blocks = [flex.text(w.gettext("There is nobody."))]
    number = w.gettext("Notice %(number)s", number=answer.number)
    sheet = Sheet(kicker=f"{answer.agency_short} · {number}", title=title, blocks=tuple(blocks))
    names = w.all_of(recipient_name(w, row) for row in answer.rows) or w.gettext("nobody")
    alt = f"{number}, {title} ({many(answer.page.total)}): {names}"
    return Card(alt=shorten(alt, 380), sheets=(sheet,), size="mega")


def _whom(w: Words, answer: NoticeWho) -> str:
    said = {
        "unread": w.gettext("Not acknowledged yet"),
        "read": w.gettext("Acknowledged"),
        "out": w.gettext("Sent to"),
        "failed": w.gettext("Not reached"),
        "waiting": w.gettext("Still waiting"),
        None: w.gettext("Recipients"),
    }[answer.filter]
    if answer.unit is None:
        return said
    return w.gettext("%(what)s, unit %(unit)s", what=said, unit=shorten(unit_name(answer.unit), _UNIT))


def _recipient(w: Words, one: NoticeRecipientLine, answer: NoticeWho) -> Json:
    mark, color = _mark(one, signed=answer.signed)
    return flex.row(
        flex.text(mark, size="sm", weight="bold", color=color, flex=1),
        flex.column(
            flex.text(recipient_name(w, one)),
            flex.text(recipient_state(w, one, answer.state), size="xs", color=flex.MUTED),
            flex=11,
        ),
        spacing="sm",
    )


def _mark(one: NoticeRecipientLine, *, signed: bool) -> tuple[str, str]:
    if one.acknowledged_at is not None:
        return "✓", flex.TEAL
    return {
        "queued": ("○", flex.MUTED),
        "sending": ("…", flex.MUTED),
        "sent": ("○", flex.AMBER_TEXT) if signed else ("✓", flex.TEAL),
        "unknown": ("?", flex.AMBER_TEXT),
    }.get(one.state, ("!", flex.BRICK))


# --- acknowledged ---------------------------------------------------------------------------------------


@renders(NoticeSigned)
def notice_signed(w: Words, answer: NoticeSigned) -> Card:
    """Say that it was noted, and when; a further time, since when."""
    facts = {"number": answer.number, "moment": w.moment(answer.at)}
    if answer.name is None:
        if answer.again:
            return Card(alt=w.gettext("You acknowledged notice %(number)s on %(moment)s already.", **facts))
        return Card(alt=w.gettext("Noted: you acknowledged notice %(number)s on %(moment)s.", **facts))
    name = person_words(w, answer.name)
    said = (
        w.gettext("%(name)s acknowledged notice %(number)s on %(moment)s already.", name=name, **facts)
        if answer.again
        else w.gettext("Noted: %(name)s acknowledged notice %(number)s on %(moment)s.", name=name, **facts)
    )
    if answer.count:
        said += " " + w.ngettext(
            "%(num)s person of the unit so far.", "%(num)s people of the unit so far.", answer.count
        )
    return Card(alt=said)


@renders(NoticeNotSigned)
def notice_not_signed(w: Words, answer: NoticeNotSigned) -> Card:
    """Say why nothing was noted."""
    which = "" if answer.number is None else str(answer.number)
    return Card(
        alt={
            "preview": w.gettext("This is a preview: nobody else has it, and nothing was acknowledged."),
            "not_yours": w.gettext(
                "Notice %(number)s did not go to you, so there is nothing to acknowledge.", number=which
            ),
            "not_sent": w.gettext("Notice %(number)s has not been sent.", number=which),
            "stranger": w.gettext(
                "Only registered staff can acknowledge a notice: without a name it would count for nobody. "
                "Please register in our own chat first."
            ),
        }[answer.why]
    )


# --- the receipt sheet ----------------------------------------------------------------------------------


@renders(NoticeReceipt)
def notice_receipt(w: Words, answer: NoticeReceipt) -> Card:
    """Say where the receipt sheet is, and for how long."""
    title = w.gettext("Receipt sheet of notice %(number)s", number=answer.number)
    said = w.gettext(
        "To whom it was sent and who acknowledged it, by unit, with names and times: %(recipients)s.",
        recipients=recipient_words(w, answer.counts.total),
    )
    if answer.workbook is None or answer.paper is None:
        return remark(
            title,
            w.gettext("The bot has no public address, so it cannot give files."),
            w.gettext(
                "Whoever runs it sets ITA_BOT_BASE_URL. Until then “sent to whom” shows all of it here."
            ),
        )
    hours = w.ngettext(
        "The links work for %(num)s hour. Whoever has them can read the names: please pass them to nobody.",
        "The links work for %(num)s hours. Whoever has them can read the names: please pass them to nobody.",
        answer.hours,
    )
    buttons = (
        outside(answer.paper, w.gettext("PDF, to print and file"), primary=True),
        outside(answer.workbook, w.gettext("Workbook (xlsx)")),
    )
    return remark(title, said, hours, buttons=buttons)
