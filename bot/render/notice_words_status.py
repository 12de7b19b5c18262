"""What became of a notice, in words that cards and receipt sheets share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.chars import shorten

if TYPE_CHECKING:
    from bot.answers.notice_status import NoticePerson, NoticeRecipientLine
    from bot.render.i18n import Words

_NAME = 60
_WHY = 100


def many(number: int) -> str:
    """Write a number that may be large."""
    return f"{number:,}"


def recipient_words(w: Words, count: int) -> str:
    """Count recipients: people, and groups."""
    return w.ngettext("%(count)s recipient", "%(count)s recipients", count, count=count)


def why_paused(w: Words, why: str | None) -> str:
    """Say by whom or by what a notice was paused."""
    return {
        "asked": w.gettext("An administrator paused it."),
        "failures": w.gettext(
            "LINE refused too many, or did not say whether it took them, so it stopped by itself."
        ),
        "quota": w.gettext("The month's messages are used up, as far as it may use them."),
        "credentials": w.gettext(
            "LINE does not let the bot send at present: its access to LINE must be looked at."
        ),
        "content": w.gettext("LINE does not accept what the notice says or shows."),
        "copied": w.gettext("The bot was moved to a copy of its database while this was on its way."),
    }.get(why or "", w.gettext("It is paused."))


def person_words(w: Words, who: NoticePerson) -> str:
    """Name somebody; whose name nobody knows is a number."""
    name = shorten(who.name, _NAME) if who.name else w.gettext("Person no. %(number)s", number=who.number)
    return w.gettext("%(name)s (you)", name=name) if who.own else name


def recipient_name(w: Words, one: NoticeRecipientLine) -> str:
    """Name a recipient."""
    return w.gettext("The unit's group") if one.who is None else person_words(w, one.who)


def recipient_state(w: Words, one: NoticeRecipientLine, notice: str) -> str:
    """Say what became of a notice for a recipient; ``notice`` is the notice's own state."""
    if one.acknowledged_at is not None:
        return w.gettext("acknowledged %(moment)s", moment=w.moment(one.acknowledged_at))
    return delivery_words(w, one, notice)


def delivery_words(w: Words, one: NoticeRecipientLine, notice: str) -> str:
    """Say whether it got there, and if not, why."""
    if one.state == "queued" and notice in {"cancelled", "rejected"}:
        return w.gettext("not sent any more")
    if one.state == "sent":
        at = "" if one.done_at is None else w.moment(one.done_at)
        return w.gettext("sent %(moment)s", moment=at) if at else w.gettext("sent")
    if one.state == "refused":
        return refused_words(w, one.why)
    return {
        "queued": w.gettext("waiting"),
        "sending": w.gettext("being sent"),
        "unknown": w.gettext("nobody knows whether it arrived: LINE did not answer"),
        "skipped": skipped_words(w, one.why),
        "heard": w.gettext("read in the unit's group"),
    }.get(one.state, one.state)


def refused_words(w: Words, why: str | None) -> str:
    """Say why LINE did not take it."""
    if not why:
        return w.gettext("refused by LINE")
    return w.gettext("refused by LINE: %(why)s", why=shorten(why, _WHY))


def skipped_words(w: Words, why: str | None) -> str:
    """Say why somebody was left out."""
    return {
        "blocked": w.gettext("cannot be reached: blocks the bot"),
        "never": w.gettext("cannot be reached: never wrote to the bot"),
        "unlinked": w.gettext("cannot be reached: no LINE account any more"),
        "erased": w.gettext("left out: had their data deleted"),
        "left": w.gettext("left out: does not belong to the agency any more"),
        "cancelled": w.gettext("not sent any more"),
    }.get(why or "", w.gettext("cannot be reached"))
