"""The receipt sheet of a notice in words: what is laid out as a workbook, or for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render.i18n import words_in
from bot.render.names import role_title, unit_name
from bot.render.notice_words import audience_words, state_words
from bot.render.notice_words_status import delivery_words, many, person_words, recipient_name

if TYPE_CHECKING:
    from bot.answers.notice_status import NoticeUnitLine
    from bot.answers.receipt_sheet import ReceiptPerson, ReceiptSheet
    from bot.render.i18n import Words

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet in words. ``facts`` are names with what they are; each table has its head."""

    language: str
    title: str
    agency: str
    facts: tuple[tuple[str, str], ...]
    says: str
    text: str
    by_unit: str
    unit_head: Line
    units: tuple[Line, ...]
    total: Line
    by_name: str
    people_head: Line
    made: str
    """When it was made."""
    sheets: tuple[str, str]
    """What the sheets of the workbook are called."""


def page(sheet: ReceiptSheet, language: str) -> Page:
    """Return the sheet in words, without its people."""
    w = words_in(language)
    return Page(
        language=w.language,
        title=w.gettext("Receipt sheet of notice %(number)s", number=sheet.number),
        agency=w.name(sheet.agency),
        facts=tuple(_facts(w, sheet)),
        says=w.gettext("What it says"),
        text=sheet.text,
        by_unit=w.gettext("By unit"),
        unit_head=(
            w.gettext("Unit"),
            w.gettext("Recipients"),
            w.gettext("Sent"),
            w.gettext("Not reached"),
            w.gettext("Acknowledged"),
            w.gettext("In their group"),
        ),
        units=tuple(map(_unit, sheet.units)),
        total=(
            w.gettext("All"),
            many(sheet.counts.total),
            many(sheet.counts.sent),
            many(sheet.counts.failed),
            many(sheet.counts.acknowledged),
            many(sheet.counts.heard),
        ),
        by_name=w.gettext("By name"),
        people_head=(
            w.gettext("No."),
            w.gettext("Name"),
            w.gettext("Unit"),
            w.gettext("Post"),
            w.gettext("Delivery"),
            w.gettext("Acknowledged"),
        ),
        made=w.gettext(
            "Made from %(agency)s's records on %(moment)s",
            agency=sheet.agency_short,
            moment=w.moment(sheet.made_at),
        ),
        sheets=(w.gettext("Summary"), w.gettext("By name")),
    )


def person(one: ReceiptPerson, place: int, state: str, language: str) -> Line:
    """Return a recipient in words; ``state`` is the notice's."""
    w = words_in(language)
    line = one.line
    acknowledged = "" if line.acknowledged_at is None else w.moment(line.acknowledged_at)
    return (
        many(place),
        recipient_name(w, line),
        unit_name(line.unit),
        w.all_of(dict.fromkeys(role_title(w, role) for role in one.roles)),
        delivery_words(w, line, state),
        acknowledged,
    )


def rest(count: int, language: str) -> str:
    """Say that the others stand in the workbook."""
    w = words_in(language)
    return w.ngettext(
        "%(count)s further recipient stands in the workbook.",
        "%(count)s further recipients stand in the workbook.",
        count,
        count=count,
    )


def page_number(place: int, language: str) -> str:
    """Number a page of paper; how many there are is filled in later, for ``{nb}``."""
    return words_in(language).gettext("page %(page)s of %(pages)s", page=place, pages="{nb}")


def _facts(w: Words, sheet: ReceiptSheet) -> list[tuple[str, str]]:
    found = [
        (w.gettext("State"), state_words(w, sheet.state)),
        (w.gettext("To"), audience_words(w, sheet.audience)),
        (w.gettext("Recipients"), many(sheet.counts.total)),
    ]
    if sheet.author is not None:
        by = person_words(w, sheet.author)
        at = w.moment(sheet.written_at)
        found.append((w.gettext("By"), w.gettext("%(name)s, %(moment)s", name=by, moment=at)))
    if sheet.decided_by is not None and sheet.decided_at is not None:
        by, at = person_words(w, sheet.decided_by), w.moment(sheet.decided_at)
        found.append((w.gettext("Approved by"), w.gettext("%(name)s, %(moment)s", name=by, moment=at)))
    if sheet.started_at is not None:
        found.append((w.gettext("Began"), w.moment(sheet.started_at)))
    if sheet.ended_at is not None:
        found.append((w.gettext("Ended"), w.moment(sheet.ended_at)))
    if not sheet.signed:
        found.append((w.gettext("Acknowledged"), w.gettext("It asks for no acknowledgement.")))
    return found


def _unit(one: NoticeUnitLine) -> Line:
    counts = one.counts
    return (
        unit_name(one.unit),
        many(counts.total),
        many(counts.sent),
        many(counts.failed),
        many(counts.acknowledged),
        many(counts.heard),
    )
