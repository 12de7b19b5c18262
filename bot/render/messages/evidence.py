"""Evidence: taken, refused, and what cannot be evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers import EvidenceRefused, EvidenceTaken, MediaReceived
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import remark
from bot.render.cards import Card
from bot.render.chars import shorten
from bot.render.messages.reporting import own_sheets
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.i18n import Words

_MEGA = 1024 * 1024


@renders(MediaReceived)
def media_received(w: Words, answer: MediaReceived) -> Card:
    """Say what cannot be taken, and what to do."""
    if answer.needs_link:
        return remark(
            w.gettext("Please register first"),
            w.gettext("Once you are registered, photos and files are taken as evidence of your measures."),
            w.gettext("This one was not stored."),
            buttons=(flex.button(leads.action(w, Intent("register"))),),
        )
    said = {
        "location": w.gettext("A location cannot be evidence; a photo or a file can."),
        "other": w.gettext("I cannot read this kind of message."),
    }.get(answer.kind, w.gettext("Your role does not report progress, so this was not stored."))
    return remark(w.gettext("Not stored"), said, w.gettext("Please type what you would like to know."))


@renders(EvidenceTaken)
def evidence_taken(w: Words, answer: EvidenceTaken) -> Card:
    """Say what came in, and for what, or ask."""
    got = _got(w, answer)
    if answer.measures:
        said = w.gettext(
            "%(got)s Attached to your report on measure %(measures)s.",
            got=got,
            measures=w.all_of(answer.measures),
        )
        return Card(alt=said)
    title = w.gettext("What does it show?")
    how = w.gettext("Tap a measure, or type its number and how much is done, for example “3.2 60%%”.")
    head = (flex.text(got), flex.text(how, size="xs", color=flex.MUTED))
    return Card(alt=f"{got} {title} {how}", sheets=own_sheets(w, title, head, answer.own), size="mega")


def _got(w: Words, answer: EvidenceTaken) -> str:
    if answer.count > 1:
        return w.ngettext("I have %(num)s file.", "I have %(num)s files and photos.", answer.count)
    return {
        "image": w.gettext("I have your photo."),
        "video": w.gettext("I have your video."),
        "audio": w.gettext("I have your recording."),
        "file": w.gettext("I have your file."),
    }[answer.kind]


@renders(EvidenceRefused)
def evidence_refused(w: Words, answer: EvidenceRefused) -> Card:
    """Say why it was not kept, and what to do."""
    limit = "" if answer.limit is None else str(answer.limit // _MEGA)
    reasons = {
        "too_large": w.gettext("It is larger than %(limit)s MB.", limit=limit)
        if limit
        else w.gettext("It is too large."),
        "not_allowed": w.gettext("What it contains cannot be evidence, whatever its name says."),
        "empty": w.gettext("It is empty."),
        "gone": w.gettext("LINE no longer has it."),
    }
    what = w.gettext("Please send a photo, a PDF, an Office document, or a short video or recording.")
    if answer.problem == "gone":
        what = w.gettext("Please send it once more.")
    named = f"“{shorten(answer.name, 60)}” " if answer.name else ""
    reason = reasons.get(answer.problem, w.gettext("It could not be fetched from LINE."))
    return remark(w.gettext("Evidence not kept"), f"{named}{reason}", what)
