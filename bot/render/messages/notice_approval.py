"""The second person's word on a notice: asked for, and given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.notices import (
    NoticeAwaits,
    NoticeJudged,
    NoticeLapsed,
    NoticePolicy,
    NoticeReasonAsked,
    NoticeStale,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, note, outside, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.notice_edits import edited_words, instead_words
from bot.render.messages.notice_lacks import sample_notes
from bot.render.notice_words import (
    EXCERPT,
    audience_words,
    file_words,
    filled_text,
    heads_words,
    message_words,
    moment_words,
    people_words,
    reached_words,
    state_words,
    unreachable_words,
    when_notes,
    when_words,
)
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.render.i18n import Words
    from bot.render.limits import Json


@renders(NoticeAwaits)
def notice_awaits(w: Words, answer: NoticeAwaits) -> Card:
    """Show somebody else's notice to who may approve it."""
    which = {"notice": answer.number}
    by = answer.by or w.gettext("another administrator")
    title = w.gettext("Notice %(number)s waits for your approval", number=answer.number)
    count = reached_words(w, answer.people, answer.rooms)
    signed = (
        w.gettext("Recipients are asked to acknowledge it.")
        if answer.signed
        else w.gettext("Recipients are not asked to acknowledge it.")
    )
    sheet = Sheet(
        kicker=w.gettext("Written by %(name)s", name=shorten(by, 60)),
        title=title,
        blocks=(
            flex.text(w.gettext("Above is what its recipients will get."), size="xs", color=flex.MUTED),
            *sample_notes(w, answer),
            *([note(instead_words(w, answer.edits))] if answer.edits is not None else []),
            fact(w.gettext("To"), audience_words(w, answer.audience)),
            fact(w.gettext("Recipients"), count),
            fact(w.gettext("Cost"), message_words(w, answer.cost)),
            fact(w.gettext("Goes"), when_words(w, answer.when)),
            *when_notes(w, answer.when),
            *_lately(w, answer),
            small(signed),
            *([small(heads_words(w, answer.cost))] if answer.rooms else []),
            *([note(w.gettext("It is urgent: it may use the reserve."), mark="!")] if answer.urgent else []),
            *([note(unreachable_words(w, answer.unreachable), mark="!")] if answer.unreachable else []),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("notice.approve", which)), primary=True),
            flex.button(leads.action(w, Intent("notice.reject", which))),
            *(outside(one.address, file_words(w, one.kind, one.name)) for one in answer.files),
        ),
    )
    text = filled_text(w, answer.text, answer.filled if answer.personal else None)
    alt = w.gettext("%(title)s: %(text)s", title=title, text=shorten(" ".join(text.split()), EXCERPT))
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _lately(w: Words, answer: NoticeAwaits) -> tuple[Json, ...]:
    if not answer.lately:
        return ()
    said = w.gettext(
        "With the author's other notices of the last hour it reaches %(count)s.",
        count=people_words(w, answer.lately),
    )
    return (note(said),)


@renders(NoticeJudged)
def notice_judged(w: Words, answer: NoticeJudged) -> Card:
    """Say what became of it, to who decided or to who wrote it."""
    facts = {"number": answer.number, "name": answer.by or w.gettext("another administrator")}
    if answer.approved:
        title = w.gettext("Notice %(number)s is approved", **facts)
        goes = "" if answer.when is None else when_words(w, answer.when)
        said = (
            w.gettext("It goes: %(when)s.", when=goes)
            if answer.mine
            else w.gettext("%(name)s has approved it. It goes: %(when)s.", when=goes, **facts)
        )
    else:
        title = w.gettext("Notice %(number)s is not approved", **facts)
        said = (
            w.gettext("Its author hears of it, with your reason: %(reason)s", reason=answer.reason)
            if answer.mine
            else w.gettext("%(name)s has not approved it: %(reason)s", reason=answer.reason, **facts)
        )
    return remark(title, said, *_judged_notes(w, answer))


def _judged_notes(w: Words, answer: NoticeJudged) -> tuple[str, ...]:
    when = answer.when
    if when is None or not (when.off or when.after_hours):
        return ()
    return (
        w.gettext("That is not a working day.") if when.off else w.gettext("That is outside office hours."),
    )


@renders(NoticeLapsed)
def notice_lapsed(w: Words, answer: NoticeLapsed) -> Card:
    """Say that it does not go, and how it can."""
    return remark(
        w.gettext("Notice %(number)s is not sent", number=answer.number),
        w.ngettext(
            "It was to go on %(at)s, and waited for approval for more than %(num)s day after that.",
            "It was to go on %(at)s, and waited for approval for more than %(num)s days after that.",
            answer.days,
            at=moment_words(w, answer.at),
        ),
        w.gettext("What it says may not be right any more. Whoever wrote it can write it anew."),
    )


@renders(NoticeReasonAsked)
def notice_reason_asked(w: Words, answer: NoticeReasonAsked) -> Card:
    """Ask why."""
    long = w.gettext(
        "The reason has %(count)s characters, and there is room for %(most)s. Please type it again, shorter.",
        count=answer.long,
        most=answer.most,
    )
    return remark(
        w.gettext("Why is notice %(number)s not approved?", number=answer.number),
        long if answer.long else w.gettext("Please type the reason; its author reads it."),
    )


@renders(NoticeStale)
def notice_stale(w: Words, answer: NoticeStale) -> Card:
    """Say how it stands instead."""
    if answer.state is None:
        return remark(w.gettext("No such notice"), w.gettext("There is no notice with this number."))
    title = w.gettext("Notice %(number)s", number=answer.number)
    if answer.own:
        return remark(title, w.gettext("You wrote it yourself; another administrator must approve it."))
    if answer.edited:
        return remark(title, *edited_words(w, answer.successor))
    return remark(
        title, w.gettext("Nothing was changed: it is %(state)s.", state=state_words(w, answer.state))
    )


@renders(NoticePolicy)
def notice_policy(w: Words, answer: NoticePolicy) -> Card:
    """Say when a second person approves, and offer other numbers."""
    rule = w.gettext(
        "A notice to %(num)s recipients or more goes only once a second administrator has approved it.",
        num=answer.approve_from,
    )
    typed = w.gettext("From %(num)s on, their number is typed before it is confirmed.", num=answer.typed_from)
    if answer.by is not None:
        by = answer.by or w.gettext("another administrator")
        title = w.gettext("When approval is needed was changed")
        was = w.gettext(
            "Changed by %(name)s; before it was %(num)s.", name=shorten(by, 60), num=answer.before
        )
        return remark(title, rule, was)
    title = w.gettext("Changed") if answer.changed else w.gettext("When a notice needs approval")
    told = w.ngettext(
        "I have told %(num)s other administrator.", "I have told %(num)s other administrators.", answer.told
    )
    buttons = tuple(
        flex.button(leads.action(w, Intent("notice.policy", {"count": one}))) for one in answer.offered
    )
    looser = w.gettext(
        "Here it can only be made stricter. Whoever runs the bot can set another number: "
        "ita-bot agency --approve-from %(number)s",
        number=answer.looser or answer.approve_from,
    )
    further = (told,) if answer.told else (looser,)
    return remark(title, rule, typed, *further, buttons=buttons)
