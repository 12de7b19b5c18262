"""What stands on buttons about notices, and what a person says with them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.render.names import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.render.i18n import Words

    Phrase = Callable[[Words, Mapping[str, Any]], str]


def _numbered(said: Callable[[Words], str]) -> Phrase:
    """Say something of a notice by its number."""

    def phrase(w: Words, slots: Mapping[str, Any]) -> str:
        which = w.gettext("notice %(number)s", number=slots["notice"]) if "notice" in slots else ""
        return joined(said(w), which)

    return phrase


def _named(said: Callable[[Words], str]) -> Phrase:
    """Say something of a template by its name."""
    return lambda w, slots: joined(said(w), str(slots.get("name", "")))


def _status(w: Words, slots: Mapping[str, Any]) -> str:
    if "notice" not in slots:
        return w.gettext("Notice status")
    return joined(w.gettext("Status of"), w.gettext("notice %(number)s", number=slots["notice"]))


def _who_label(w: Words, slots: Mapping[str, Any]) -> str:
    """Name a list of recipients: two lists in one row of buttons are told apart."""
    return {
        "unread": w.gettext("Not acknowledged yet"),
        "read": w.gettext("Acknowledged"),
        "failed": w.gettext("Not reached"),
    }.get(str(slots.get("state")), w.gettext("Sent to whom"))


def _who(w: Words, slots: Mapping[str, Any]) -> str:
    said = {
        "unread": w.gettext("Who has not acknowledged"),
        "read": w.gettext("Who acknowledged"),
        "failed": w.gettext("Who was not reached with"),
    }.get(str(slots.get("state")), w.gettext("Who got"))
    return _numbered(lambda _: said)(w, slots)


def _set_label(w: Words, slots: Mapping[str, Any]) -> str:
    if "signed" in slots:
        return w.gettext("Ask to acknowledge") if slots["signed"] else w.gettext("No acknowledgement")
    if "urgent" in slots:
        return w.gettext("Send as urgent") if slots["urgent"] else w.gettext("Not urgent")
    if slots.get("at") == "now":
        return w.gettext("Send right away")
    return {
        "text": w.gettext("Change the text"),
        "audience": w.gettext("Change recipients"),
        "at": w.gettext("Choose a time"),
        "places": w.gettext("Fill it in anew"),
        "no_files": w.gettext("Without the files"),
        "look": w.gettext("Look again"),
    }.get(str(slots.get("part", "")), w.gettext("Change the notice"))


NOTICE_LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "notice.send": lambda w, _: w.gettext("Send a notice"),
        "notice.list": lambda w, _: w.gettext("Earlier notices"),
        "notice.status": lambda w, slots: (
            w.gettext("Status of the notice") if "notice" in slots else w.gettext("Notice status")
        ),
        "notice.set": _set_label,
        "notice.policy": lambda w, slots: (
            w.gettext("From %(num)s recipients on", num=slots["count"])
            if "count" in slots
            else w.gettext("When approval is needed")
        ),
        "notice.test": lambda w, _: w.gettext("Send it to me first"),
        "notice.ack": lambda w, _: w.gettext("Acknowledge"),
        "notice.approve": lambda w, _: w.gettext("Approve"),
        "notice.reject": lambda w, _: w.gettext("Reject"),
        "notice.cancel": lambda w, _: w.gettext("Cancel the notice"),
        "notice.pause": lambda w, _: w.gettext("Pause"),
        "notice.resume": lambda w, _: w.gettext("Go on sending"),
        "notice.retry": lambda w, _: w.gettext("Retry the failed"),
        "notice.remind": lambda w, _: w.gettext("Remind those left"),
        "notice.correct": lambda w, _: w.gettext("Send a correction"),
        "notice.edit": lambda w, slots: (
            w.gettext("Drop draft and edit") if slots.get("anew") else w.gettext("Edit the notice")
        ),
        "notice.who": _who_label,
        "notice.receipt": lambda w, _: w.gettext("Receipt sheet"),
        "notice.templates": lambda w, _: w.gettext("Templates"),
        "notice.template.save": lambda w, _: w.gettext("Save template"),
        "notice.template.use": lambda w, _: w.gettext("Use template"),
        "notice.template.drop": lambda w, _: w.gettext("Delete template"),
    }
)
NOTICE_UTTERANCES: Mapping[str, Phrase] = MappingProxyType(
    dict(NOTICE_LABELS)
    | {
        "notice.policy": lambda w, slots: (
            w.gettext("Notices to %(num)s recipients or more need approval", num=slots["count"])
            if "count" in slots
            else w.gettext("When does a notice need approval?")
        ),
        "notice.status": _status,
        "notice.ack": _numbered(lambda w: w.gettext("Acknowledge")),
        "notice.approve": _numbered(lambda w: w.gettext("Approve")),
        "notice.reject": _numbered(lambda w: w.gettext("Reject")),
        "notice.cancel": _numbered(lambda w: w.gettext("Cancel")),
        "notice.pause": _numbered(lambda w: w.gettext("Pause")),
        "notice.resume": _numbered(lambda w: w.gettext("Go on sending")),
        "notice.retry": _numbered(lambda w: w.gettext("Retry the failed")),
        "notice.remind": _numbered(lambda w: w.gettext("Remind those left")),
        "notice.correct": _numbered(lambda w: w.gettext("Send a correction")),
        "notice.edit": lambda w, slots: (
            joined(w.gettext("Edit"), w.gettext("notice %(number)s", number=slots["notice"]))
            if "notice" in slots
            else w.gettext("Edit the notice")
        ),
        "notice.who": _who,
        "notice.receipt": _numbered(lambda w: w.gettext("Receipt sheet")),
        "notice.template.save": lambda w, _: w.gettext("Save template"),
        "notice.template.use": _named(lambda w: w.gettext("Use template")),
        "notice.template.drop": _named(lambda w: w.gettext("Delete template")),
    }
)
