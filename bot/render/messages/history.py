"""What was reported on a measure, and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.answers import EvidenceLine, EvidenceList, HistoryShown, ReportLine, WhichMeasure
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, list_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.limits import URI
from bot.render.messages.reporting import as_of, evidence_words
from bot.render.names import flag_words, report_state
from bot.render.registry import renders
from bot.render.rows import ROW_TEXT, measure_line

if TYPE_CHECKING:
    from bot.answers import MeasureLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_NOTE = 600  # graphemes of a note or reason in a list
_OWN = 8
_MEGA = 1024 * 1024
_MARKS = {
    "filed": ("•", flex.MUTED, flex.GREY_SOFT),
    "waits": ("◐", flex.AMBER_TEXT, flex.AMBER_SOFT),
    "accepted": ("✓", flex.TEAL, flex.TEAL_SOFT),
    "returned": ("↩", flex.BRICK, flex.BRICK_SOFT),
    "retracting": ("?", flex.AMBER_TEXT, flex.AMBER_SOFT),
}
_NO_MARK = ("–", flex.MUTED, flex.GREY_SOFT)


def _state_badge(w: Words, state: str) -> Json:
    mark, ink, ground = _MARKS.get(state, _NO_MARK)
    return flex.badge(f"{mark} {report_state(w, state)}", ink, ground)


@renders(HistoryShown)
def history_shown(w: Words, answer: HistoryShown) -> Card:
    """Show reports, newest first."""
    measure = answer.measure
    title = w.gettext("Reports on measure %(measure)s", measure=measure.measure)
    if not answer.page.total:
        return remark(title, w.gettext("Nobody has reported on it yet."))
    blocks = [heading(list_words(w, answer.page), margin="none")]
    for row in answer.rows:
        blocks += [_report(w, row), flex.separator()]
    if answer.withheld:
        blocks.append(small(w.gettext("What other units wrote and sent in is shown to those who check it.")))
    else:
        blocks.pop()
    sheet = Sheet(
        kicker=w.fiscal_year(answer.plan_year),
        title=title,
        hero=(flex.text(shorten(measure.text, ROW_TEXT), size="xs", color=flex.PALE),),
        blocks=tuple(blocks),
    )
    said = w.all_of(
        " ".join(
            part
            for part in (
                shorten(row.unit, 30),
                None if row.percent is None else _percent(w, row),
                report_state(w, row.state),
            )
            if part
        )
        for row in answer.rows
    )
    return Card(alt=f"{title}: {said}", sheets=(sheet,), size="mega")


def _percent(w: Words, row: ReportLine) -> str:
    return w.gettext("%(percent)s%%", percent=row.percent)


def _report(w: Words, row: ReportLine) -> Json:
    who = " · ".join(part for part in (shorten(row.unit, 60), row.name) if part)
    percent = None if row.percent is None else flex.text(_percent(w, row), weight="bold", size="lg", flex=0)
    lines = [
        flex.row(
            percent,
            _state_badge(w, row.state),
            spacing="md",
            alignItems="center",
        ),
        flex.text(f"{who} · {w.moment(row.received_at)}", size="xxs", color=flex.MUTED),
    ]
    if row.claimed_on:
        lines.append(flex.text(as_of(w, row.claimed_on), size="xs"))
    if row.note:
        lines.append(flex.text(f"“{shorten(row.note, _NOTE)}”", size="xs"))
    if row.evidence.sent or row.evidence.links:
        intent = Intent("evidence.list", {"measure": row.measure})
        said = w.gettext("Evidence: %(what)s", what=evidence_words(w, row.evidence))
        lines.append(flex.text(f"{said} ›", size="xs", color=flex.TEAL, action=leads.tap(w, intent)))
    if row.flags:
        said = w.all_of(flag_words(w, flag) for flag in row.flags)
        lines.append(flex.text(f"! {said}", size="xs", color=flex.AMBER_TEXT))
    if row.reason:
        said = w.gettext("Reason: “%(reason)s”", reason=shorten(row.reason, _NOTE))
        lines.append(flex.text(said, size="xs", color=flex.BRICK))
    if row.decided_at is not None:
        lines.append(small(_decided(w, row)))
    return flex.column(*lines, spacing="xs")


def _decided(w: Words, row: ReportLine) -> str:
    when = "" if row.decided_at is None else w.moment(row.decided_at)
    if row.decided_by is None:
        return w.gettext("Decided on %(when)s", when=when)
    return w.gettext("Decided on %(when)s by %(name)s", when=when, name=row.decided_by)


# --- evidence -------------------------------------------------------------------------------------------


@renders(EvidenceList)
def evidence_list(w: Words, answer: EvidenceList) -> Card:
    """Show pieces of evidence, newest first."""
    measure = answer.measure
    title = w.gettext("Evidence of measure %(measure)s", measure=measure.measure)
    others = w.gettext("What other units sent in is shown to those who check it.")
    if not answer.page.total and answer.withheld:
        return remark(title, w.gettext("There is none of your own unit's yet."), others)
    if not answer.page.total:
        return remark(
            title, w.gettext("There is none yet. Send a photo or file and say which measure it shows.")
        )
    blocks = [heading(list_words(w, answer.page), margin="none")]
    for row in answer.rows:
        blocks += [_piece(w, row), flex.separator()]
    if answer.withheld:
        blocks.append(small(others))
    else:
        blocks.pop()
    sheet = Sheet(
        kicker=w.fiscal_year(answer.plan_year),
        title=title,
        hero=(flex.text(shorten(measure.text, ROW_TEXT), size="xs", color=flex.PALE),),
        blocks=tuple(blocks),
    )
    said = w.all_of(f"{_kind(w, row)} {shorten(row.unit, 30)}" for row in answer.rows)
    return Card(alt=f"{title}: {said}", sheets=(sheet,), size="mega")


def _kind(w: Words, row: EvidenceLine) -> str:
    return {
        "image": w.gettext("Photo"),
        "video": w.gettext("Video"),
        "audio": w.gettext("Recording"),
        "file": w.gettext("File"),
        "link": w.gettext("Link"),
    }[row.kind]


def _piece(w: Words, row: EvidenceLine) -> Json:
    name = row.name or (row.url if row.kind == "link" else None)
    who = " · ".join(part for part in (shorten(row.unit, 60), row.sent_by, w.moment(row.received_at)) if part)
    words, ink = _piece_state(w, row)
    first = flex.row(flex.text(_kind(w, row), weight="bold", flex=0), spacing="md")
    if name:
        first["contents"].append(flex.text(shorten(name, ROW_TEXT), size="xs", gravity="center"))
    lines = [first, flex.text(who, size="xxs", color=flex.MUTED)]
    if words:
        lines.append(flex.text(words, size="xs", color=ink))
    address = _address(row.url)
    if address is None:
        return flex.column(*lines, spacing="xs")
    lines.append(flex.text(w.gettext("Open ›"), size="xs", color=flex.TEAL, weight="bold"))
    action = {"type": "uri", "label": w.gettext("Open"), "uri": address}
    return flex.column(*lines, spacing="xs", action=action)


def _piece_state(w: Words, row: EvidenceLine) -> tuple[str, str]:
    """Say how it stands, and in which colour; nothing where all is well."""
    refused = {
        "too_large": w.gettext("Not kept: too large"),
        "not_allowed": w.gettext("Not kept: its content cannot be evidence"),
        "empty": w.gettext("Not kept: empty"),
    }
    if row.state == "refused":
        return refused.get(row.problem or "", w.gettext("Not kept")), flex.BRICK
    if row.state == "gone":
        return w.gettext("Not kept: LINE no longer had it"), flex.BRICK
    if row.state == "expected":
        return w.gettext("Being fetched from LINE"), flex.MUTED
    if row.problem == "alike":
        return w.gettext("! The same picture was sent before"), flex.AMBER_TEXT
    return "", flex.MUTED


def _address(url: str | None) -> str | None:
    """Return an address as LINE takes it; None for none that it would take."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    found = quote(url, safe=";/?:@&=+$,#%-_.!~*'()")
    return found if len(found) <= URI else None


@renders(WhichMeasure)
def which_measure(w: Words, answer: WhichMeasure) -> Card:
    """Ask which measure is meant."""
    title = {
        "history": w.gettext("Earlier reports on which measure?"),
        "evidence": w.gettext("The evidence of which measure?"),
    }[answer.of]
    how = w.gettext("Tap one, or type its number.")
    rows = [_own(w, line, answer) for line in answer.own[:_OWN]]
    sheet = Sheet(plain=True, title=title, blocks=(flex.text(how, size="xs", color=flex.MUTED), *rows))
    return Card(alt=f"{title} {how}", sheets=(sheet,), size="mega")


def _own(w: Words, line: MeasureLine, answer: WhichMeasure) -> Json:
    intent = "progress.history" if answer.of == "history" else "evidence.list"
    return {**measure_line(w, line), "action": leads.tap(w, Intent(intent, {"measure": str(line.measure)}))}
