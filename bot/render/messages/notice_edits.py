"""A confirmed notice that is changed before it goes: what that means, for whoever does it and for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.notice_edits import NoticeBeingEdited, NoticeEditAsks, NoticeEditLate
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import remark
from bot.render.chars import shorten
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.cards import Card
    from bot.render.i18n import Words


def edit_words(w: Words, number: int) -> tuple[str, str]:
    """Say what becomes of a notice while it is changed."""
    return (
        w.gettext("Notice %(number)s does not go any more.", number=number),
        w.gettext("Nothing is sent until you confirm this; it gets a number of its own then."),
    )


def left_words(w: Words, number: int) -> str:
    """Say that neither a notice nor what was to take its place goes."""
    return w.gettext(
        "Cancelled. Neither the draft nor notice %(number)s is sent. To take it up again, type "
        "“edit notice %(number)s”.",
        number=number,
    )


def open_words(w: Words, edits: int | None) -> str:
    """Remind of a draft, and of the notice whose place it takes."""
    if edits is None:
        return w.gettext("Your notice is not sent yet.")
    return w.gettext("Notice %(number)s is still being changed and is not sent yet.", number=edits)


def instead_words(w: Words, number: int) -> str:
    """Say which notice it takes the place of."""
    return w.gettext("It takes the place of notice %(number)s, which is not sent.", number=number)


def edited_words(w: Words, successor: int | None) -> tuple[str, ...]:
    """Say that a notice was called back to be changed, and what took its place."""
    if successor is not None:
        return (
            w.gettext("It was changed before it went: notice %(number)s took its place.", number=successor),
        )
    return (
        w.gettext("It was called back to be changed, and is not sent."),
        w.gettext("What takes its place has not been confirmed yet."),
    )


@renders(NoticeBeingEdited)
def notice_being_edited(w: Words, answer: NoticeBeingEdited) -> Card:
    """Tell who changes it, and that nobody need decide on it any more."""
    title = w.gettext("Notice %(number)s is being changed", number=answer.number)
    if answer.mine:
        return remark(title, *edit_words(w, answer.number))
    by = shorten(answer.by or w.gettext("Another administrator"), 60)
    said = w.gettext("%(name)s is changing it, so it is not sent as it was.", name=by)
    further = (
        w.gettext("It needs no approval any more; the changed one is put to you again if it does.")
        if answer.awaited
        else w.gettext("What is sent instead has a number of its own, once it is confirmed.")
    )
    return remark(title, said, further)


@renders(NoticeEditAsks)
def notice_edit_asks(w: Words, answer: NoticeEditAsks) -> Card:
    """Ask before something is given up."""
    facts = {"number": answer.number}
    title = w.gettext("Change notice %(number)s first?", **facts)
    said = w.gettext("What you have begun would be given up: the bot keeps one draft at a time.")
    facts = {"number": answer.number}
    meanwhile = []
    if answer.stopped:
        called = w.gettext(
            "Notice %(number)s was about to go. I have called it back: it is not sent.", **facts
        )
        meanwhile.append(called)
    elif answer.goes:
        meanwhile.append(w.gettext("Until then notice %(number)s stays as it was confirmed.", **facts))
    anew = Intent("notice.edit", {"notice": answer.number, "anew": True})
    return remark(title, said, *meanwhile, buttons=(flex.button(leads.action(w, anew)),))


@renders(NoticeEditLate)
def notice_edit_late(w: Words, answer: NoticeEditLate) -> Card:
    """Say why it cannot be changed, and what helps instead."""
    title = w.gettext("Notice %(number)s cannot be changed", number=answer.number)
    which: dict[str, int] = {"notice": answer.number}
    if answer.successor is not None:
        after = {"number": answer.successor}
        taken = w.gettext("Notice %(number)s took its place. Please change that one.", **after)
        button = leads.action(w, Intent("notice.edit", {"notice": answer.successor}))
        return remark(title, taken, buttons=(flex.button(button, primary=True),))
    if answer.forgotten and not answer.sent:
        return remark(title, w.gettext("Its author took its words back, so nothing of it is left."))
    sent = w.ngettext(
        "It was sent to %(count)s already, and LINE takes nothing back.",
        "It was sent to %(count)s already, and LINE takes nothing back.",
        answer.sent,
        count=answer.sent,
    )
    if answer.state == "sending":
        how, what = w.gettext("It is being sent. Pause it first, so that nobody else gets it."), "pause"
    elif answer.sent:
        how, what = w.gettext("A correction goes to the same people, and says what it corrects."), "correct"
    else:
        how, what = w.gettext("It has begun to go already. Please write it anew."), "send"
        which = {}
    words = (sent, how) if answer.sent else (how,)
    return remark(
        title, *words, buttons=(flex.button(leads.action(w, Intent(f"notice.{what}", which)), primary=True),)
    )
