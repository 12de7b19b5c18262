"""What may be asked next: an intent as a button's label, as a person's words, and as a LINE action.

The label is short (a quick reply holds 20 graphemes); the words said in the reader's name (``displayText``)
are whole, with year and page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import buttons
from bot.render.chars import clean, shorten
from bot.render.limits import DISPLAY_TEXT, FLEX_LABEL, MESSAGE_ACTION_TEXT, QUICK_LABEL, Json
from bot.render.names import in_year, joined
from bot.render.sayings import LABELS, UTTERANCES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.intent import Intent
    from bot.render.i18n import Words


def label(w: Words, intent: Intent) -> str:
    """Name an intent in at most 20 graphemes."""
    return shorten(clean(LABELS[intent.name](w, intent.slots)), QUICK_LABEL)


def utterance(w: Words, intent: Intent) -> str:
    """Say what a person would say for this intent, with its year and page."""
    said = [UTTERANCES[intent.name](w, intent.slots)]
    if "year" in intent.slots:
        said.append(in_year(w, intent.slots["year"]))
    if intent.page > 1:
        said.append(w.gettext("(page %(page)s)", page=intent.page))
    return shorten(clean(joined(*said)), DISPLAY_TEXT)


def tap(w: Words, intent: Intent) -> Json:
    """Return the action of a part of a card that can be tapped; LINE shows no label there."""
    return {key: value for key, value in action(w, intent).items() if key != "label"}


def action(w: Words, intent: Intent, shown: str | None = None) -> Json:
    """Return a LINE action that asks for ``intent``; ``shown`` is its label on a button of a card."""
    said = utterance(w, intent)
    named = label(w, intent) if shown is None else shorten(clean(shown), FLEX_LABEL)
    try:
        data = buttons.encode(intent)
    except ValueError:
        # Only free text that somebody typed can be this long; saying it again serves as well.
        return {"type": "message", "label": named, "text": shorten(said, MESSAGE_ACTION_TEXT)}
    return {"type": "postback", "label": named, "data": data, "displayText": said}


def pick_day(intent: Intent, label_: str, *, first: dt.date, last: dt.date, shown: dt.date) -> Json:
    """Return a LINE action that asks for ``intent`` with a day, chosen from a calendar, as its ``until``."""
    return {
        "type": "datetimepicker",
        "label": shorten(clean(label_), FLEX_LABEL),
        "data": buttons.encode(intent),
        "mode": "date",
        "initial": shown.isoformat(),
        "min": first.isoformat(),
        "max": last.isoformat(),
    }


def pick_time(intent: Intent, label_: str, *, shown: dt.time) -> Json:
    """Return a LINE action that asks for ``intent`` with a time of day, chosen from a clock, as ``at``."""
    return {
        "type": "datetimepicker",
        "label": shorten(clean(label_), FLEX_LABEL),
        "data": buttons.encode(intent),
        "mode": "time",
        "initial": f"{shown:%H:%M}",
    }


def pick_moment(
    intent: Intent, label_: str, *, first: dt.datetime, last: dt.datetime, shown: dt.datetime
) -> Json:
    """Return a LINE action that asks for ``intent`` with a day and time from a calendar, as ``at``."""
    return {
        "type": "datetimepicker",
        "label": shorten(clean(label_), FLEX_LABEL),
        "data": buttons.encode(intent),
        "mode": "datetime",
        "initial": f"{shown:%Y-%m-%dT%H:%M}",
        "min": f"{first:%Y-%m-%dT%H:%M}",
        "max": f"{last:%Y-%m-%dT%H:%M}",
    }


def quick_reply(w: Words, leads: Iterable[Intent]) -> Json | None:
    """Return the quick replies for ``leads``, or None if there are none."""
    items = [{"type": "action", "action": action(w, lead)} for lead in leads]
    return {"items": items} if items else None
