"""A notice as its recipients get it: the text as typed, and a card with where it is from and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.notices import NoticeReceived
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import outside
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.notice_words import filled_text, notification
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json


@renders(NoticeReceived)
def notice_received(w: Words, answer: NoticeReceived) -> Card:
    """Give the text by itself, so that it can be copied and its links tapped; then pictures and a card."""
    number = w.gettext("(preview)") if answer.number is None else str(answer.number)
    title = w.gettext("Notice %(number)s", number=number)
    sheet = Sheet(
        kicker=w.name(answer.agency),
        title=title,
        blocks=tuple(flex.text(words, size="xs", color=flex.MUTED) for words in _about(w, answer)),
        buttons=_buttons(w, answer),
    )
    text = filled_text(w, answer.text, answer.filled)
    alt = notification(w, answer.number, answer.agency_short, text)
    pictures = tuple((one.address, one.preview) for one in answer.files if one.preview is not None)
    return Card(before=(text,), pictures=pictures, alt=alt, sheets=(sheet,), size="mega")


def _about(w: Words, answer: NoticeReceived) -> list[str]:
    said = []
    if answer.corrects is not None:
        said.append(
            w.gettext("This corrects notice %(number)s. Please go by this one.", number=answer.corrects)
        )
    if answer.reminds is not None:
        said.append(w.gettext("You have not acknowledged notice %(number)s yet.", number=answer.reminds))
    if answer.signed:
        said.append(w.gettext("Please tap “Acknowledge” once you have read it. It costs nothing."))
    else:
        said.append(w.gettext("For your information; no answer is needed."))
    return said


def _buttons(w: Words, answer: NoticeReceived) -> tuple[Json, ...]:
    made: list[Json] = []
    if answer.signed:
        which = {} if answer.number is None else {"notice": answer.number}
        made.append(flex.button(leads.action(w, Intent("notice.ack", which)), primary=True))
    if answer.link is not None:
        made.append(outside_link(w, answer.link))
    made += [
        outside(one.address, shorten(one.name or w.gettext("Open the file"), 40))
        for one in answer.files
        if one.preview is None
    ]
    return tuple(made)


def outside_link(w: Words, address: str) -> Json:
    """Return a button that opens a link that somebody gave."""
    return flex.button({"type": "uri", "label": w.gettext("Open the link"), "uri": address})
