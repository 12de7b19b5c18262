"""What is told unasked of a notice on its way: that it paused by itself, that it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.notices import NoticeDone, NoticePaused
from bot.render.blocks import remark
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.cards import Card
    from bot.render.i18n import Words


@renders(NoticePaused)
def notice_paused(w: Words, answer: NoticePaused) -> Card:
    """Say why it stopped, how far it had got, and what can be done."""
    said, further = why_words(w, answer.why)
    counts = [w.ngettext("sent to %(num)s recipient", "sent to %(num)s recipients", answer.sent)]
    if answer.failed:
        counts.append(w.ngettext("%(num)s failed", "%(num)s failed", answer.failed))
    counts.append(w.ngettext("%(num)s still waits", "%(num)s still wait", answer.left))
    title = paused_title(w, answer.number)
    return remark(title, said, w.gettext("So far: %(counts)s.", counts=w.all_of(counts)), further)


def paused_title(w: Words, number: int) -> str:
    """Say which notice it is about."""
    return w.gettext("Notice %(number)s is paused", number=number)


def why_words(w: Words, why: str) -> tuple[str, str]:
    """Say why a notice stopped, and what follows."""
    resume = w.gettext("It can go on whenever you say so; what was sent is not sent again.")
    return {
        "quota": (
            w.gettext("The month's messages are used up but for the reserve."),
            w.gettext("It goes on by itself as soon as LINE has messages again, at the latest next month."),
        ),
        "credentials": (
            w.gettext("LINE does not let the bot send at present: its access to LINE must be looked at."),
            resume,
        ),
        "content": (
            w.gettext("LINE does not accept what the notice says or shows."),
            w.gettext("Nobody can get it as it is. Please cancel it and send it anew."),
        ),
        "copied": (
            w.gettext("The bot was moved to a copy of its database while this was on its way."),
            w.gettext("Some may have it already. Please look who has it before you let it go on."),
        ),
    }.get(why, (w.gettext("Too many recipients could not be reached, so it stopped by itself."), resume))


@renders(NoticeDone)
def notice_done(w: Words, answer: NoticeDone) -> Card:
    """Say to how many it came, and to how many not."""
    title = w.gettext("Notice %(number)s is sent", number=answer.number)
    said = w.ngettext(
        "LINE took it for %(num)s recipient.", "LINE took it for %(num)s recipients.", answer.sent
    )
    missed = []
    if answer.refused:
        missed.append(w.ngettext("LINE refused %(num)s", "LINE refused %(num)s", answer.refused))
    if answer.unknown:
        missed.append(
            w.ngettext(
                "of %(num)s it is not known whether LINE took it",
                "of %(num)s it is not known whether LINE took it",
                answer.unknown,
            )
        )
    if answer.skipped:
        missed.append(
            w.ngettext(
                "%(num)s could not be reached any more",
                "%(num)s could not be reached any more",
                answer.skipped,
            )
        )
    if not missed:
        return remark(title, said)
    return remark(title, said, w.gettext("Of the others: %(counts)s.", counts=w.all_of(missed)))
