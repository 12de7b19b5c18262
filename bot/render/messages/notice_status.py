"""A notice that was confirmed: how it gets on, at a glance; and all that there were."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.answers.notice_status import NoticeList, NoticeStatus
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, note, page_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.measures import divided
from bot.render.messages.notice_edits import edited_words
from bot.render.notice_words import audience_words, message_words, state_words
from bot.render.notice_words_status import (
    many,
    person_words,
    recipient_words,
    why_paused,
)
from bot.render.registry import renders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.notice_status import NoticeCounts, NoticeLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_EXCERPT: Final = 300
_LINE: Final = 50
_ALT: Final = 60
_WHOLE: Final = Decimal(100)
_BEFORE: Final = frozenset({"awaiting", "rejected", "scheduled"})


@renders(NoticeStatus)
def notice_status(w: Words, answer: NoticeStatus) -> Card:
    """Show to how many it was sent, how many acknowledged it, what is to be known, and what can be done."""
    title = w.gettext("Notice %(number)s", number=answer.number)
    state = _state(w, answer)
    sheet = Sheet(
        kicker=w.gettext("%(agency)s · %(state)s", agency=answer.agency_short, state=state),
        title=title,
        hero=tuple(_hero(w, answer)),
        blocks=(
            *_turned(w, answer),
            *_why(w, answer),
            *([] if answer.edited else _counts(w, answer.counts)),
            *(flex.separator(margin="lg"),),
            *_facts(w, answer),
            heading(w.gettext("What it says")),
            flex.text(shorten(" ".join(answer.text.split()), _EXCERPT), size="xs"),
        ),
        buttons=_buttons(w, answer),
    )
    alt = w.gettext("%(title)s: %(state)s.", title=title, state=state)
    said = [*_done(w, answer), *_reached(w, answer)]
    return Card(alt=" ".join((alt, *said)), sheets=(sheet,), size="mega")


def _state(w: Words, answer: NoticeStatus) -> str:
    if answer.held:
        return w.gettext("goes in %(seconds)s seconds", seconds=answer.seconds)
    return state_words(w, answer.state)


# --- at a glance ----------------------------------------------------------------------------------------


def _hero(w: Words, answer: NoticeStatus) -> Iterator[Json]:
    """Draw to how many it was sent, and how many have acknowledged it.

    LINE takes a message; whether it arrives LINE does not tell.
    """
    counts = answer.counts
    if answer.state in _BEFORE or answer.edited:
        yield flex.text(recipient_words(w, counts.total), size="sm", color=flex.PALE)
        return
    yield from _gauge(
        w.gettext("sent"), counts.sent, counts.total, counts.sent + counts.sending, color=flex.AMBER
    )
    if answer.signed:
        yield from _gauge(
            w.gettext("acknowledged"),
            counts.acknowledged,
            counts.total,
            counts.acknowledged,
            color=flex.TEAL,
        )


def _gauge(name: str, done: int, total: int, going: int, *, color: str) -> Iterator[Json]:
    yield flex.row(
        flex.label(many(done), size="xxl", weight="bold", color=flex.WHITE, flex=0),
        flex.text(f"/ {many(total)} {name}", size="xs", color=flex.PALE, gravity="bottom"),
        spacing="sm",
        alignItems="flex-end",
    )
    yield flex.bar(_share(done, total), _share(going, total), color=color, height="8px")


def _share(part: int, total: int) -> Decimal:
    return min(_WHOLE, _WHOLE * part / total) if total else Decimal(0)


def _reached(w: Words, answer: NoticeStatus) -> list[str]:
    """Say the same in words."""
    counts = answer.counts
    if answer.edited:
        return list(edited_words(w, answer.successor))
    if answer.state in _BEFORE:
        return [w.gettext("It is for %(recipients)s.", recipients=recipient_words(w, counts.total))]
    said = [w.gettext("Sent to %(sent)s of %(total)s.", sent=many(counts.sent), total=many(counts.total))]
    if answer.signed:
        said.append(w.gettext("%(count)s acknowledged.", count=counts.acknowledged))
    if counts.failed:
        said.append(w.gettext("%(count)s not reached.", count=counts.failed))
    return said


def _turned(w: Words, answer: NoticeStatus) -> list[Json]:
    said = _done(w, answer)
    return [note(*said, mark="✓")] if said else []


def _done(w: Words, answer: NoticeStatus) -> list[str]:
    """Say what was just done, and what that means for whom."""
    if answer.turned is None:
        return []
    rest = answer.counts.queued
    has = _has(w, answer.counts)
    if answer.turned == "cancel":
        if answer.started_at is None and not _left(answer.counts):
            return [w.gettext("Cancelled in time: nothing of it has left, and no message was spent.")]
        gone = w.ngettext(
            "%(count)s will not get it any more.",
            "%(count)s will not get it any more.",
            rest,
            count=rest,
        )
        return [w.gettext("Cancelled."), *has, gone, w.gettext("LINE takes nothing back that has left.")]
    return {
        "pause": [
            w.gettext("Paused."),
            *has,
            w.ngettext("%(count)s still waits.", "%(count)s still wait.", rest, count=rest),
        ],
        "resume": [
            w.gettext("It goes on."),
            w.ngettext("%(count)s is still to get it.", "%(count)s are still to get it.", rest, count=rest),
        ],
        "retry": [
            w.ngettext("%(count)s is tried once more.", "%(count)s are tried once more.", rest, count=rest),
            w.gettext("Nobody to whom it was sent gets it again."),
        ],
    }[answer.turned]


def _left(counts: NoticeCounts) -> int:
    return counts.sent + counts.unknown + counts.sending


def _has(w: Words, counts: NoticeCounts) -> list[str]:
    """Say what has left: what LINE has taken, and what is on its way to it."""
    gone = _left(counts) - counts.sending
    said = []
    if gone or not counts.sending:
        said.append(
            w.ngettext(
                "It was sent to %(count)s already.", "It was sent to %(count)s already.", gone, count=gone
            )
        )
    if counts.sending:
        said.append(
            w.ngettext(
                "%(count)s is on its way and will arrive.",
                "%(count)s are on their way and will arrive.",
                counts.sending,
                count=counts.sending,
            )
        )
    return said


def _why(w: Words, answer: NoticeStatus) -> list[Json]:
    if answer.state == "paused" and answer.turned is None:
        return [note(*_paused(w, answer), mark="!")]
    if answer.state == "rejected" and answer.why:
        return [note(w.gettext("Reason: %(reason)s", reason=shorten(answer.why, 200)), mark="!")]
    if answer.edited:
        return [note(*edited_words(w, answer.successor))]
    return []


def _paused(w: Words, answer: NoticeStatus) -> list[str]:
    said = [why_paused(w, answer.why)]
    if answer.why == "quota":
        said.append(w.gettext("It goes on by itself as soon as LINE has messages again."))
    return said


def _counts(w: Words, counts: NoticeCounts) -> list[Json]:
    rows = [
        ("✓", w.gettext("sent"), counts.sent, flex.TEAL),
        ("…", w.gettext("being sent"), counts.sending, flex.AMBER_TEXT),
        ("○", w.gettext("waiting"), counts.queued, flex.MUTED),
        ("!", w.gettext("refused by LINE"), counts.refused, flex.BRICK),
        ("?", w.gettext("nobody knows whether it arrived"), counts.unknown, flex.AMBER_TEXT),
        ("–", w.gettext("cannot be reached"), counts.skipped, flex.BRICK),
    ]
    found = [_count(mark, name, number, color) for mark, name, number, color in rows if number]
    if counts.heard:
        found.append(_count("+", w.gettext("acknowledged in their unit's group"), counts.heard, flex.TEAL))
    return found


def _count(mark: str, name: str, number: int, color: str) -> Json:
    return flex.row(
        flex.text(mark, size="sm", weight="bold", color=color, flex=1),
        flex.text(name, size="xs", flex=9, gravity="center"),
        flex.label(many(number), size="sm", weight="bold", align="end", flex=3),
        spacing="sm",
    )


# --- what is to be known --------------------------------------------------------------------------------


def _facts(w: Words, answer: NoticeStatus) -> list[Json]:
    found = [fact(w.gettext("To"), audience_words(w, answer.audience))]
    if answer.started_at is None:
        found.append(fact(w.gettext("Goes"), _day(w, answer)))
    else:
        found.append(fact(w.gettext("Began"), w.moment(answer.started_at)))
    if answer.ended_at is not None:
        found.append(fact(w.gettext("Ended"), w.moment(answer.ended_at)))
    if answer.author is not None:
        by = person_words(w, answer.author)
        at = w.moment(answer.made_at)
        found.append(fact(w.gettext("By"), w.gettext("%(name)s, %(moment)s", name=by, moment=at)))
    if answer.decided_by is not None and answer.decided_at is not None:
        name = w.gettext("Rejected by") if answer.state == "rejected" else w.gettext("Approved by")
        by, at = person_words(w, answer.decided_by), w.moment(answer.decided_at)
        found.append(fact(name, w.gettext("%(name)s, %(moment)s", name=by, moment=at)))
    found.append(fact(w.gettext("Cost"), w.gettext("up to %(cost)s", cost=message_words(w, answer.cost))))
    about = _about(w, answer)
    return [*found, *([small(about)] if about else [])]


def _day(w: Words, answer: NoticeStatus) -> str:
    at = answer.send_at
    return w.gettext("%(day)s at %(time)s", day=w.day(at.date()), time=f"{at:%H:%M}")


def _about(w: Words, answer: NoticeStatus) -> str:
    said = []
    if answer.corrects is not None:
        said.append(w.gettext("It corrects notice %(number)s.", number=answer.corrects))
    if answer.reminds is not None:
        said.append(w.gettext("It reminds of notice %(number)s.", number=answer.reminds))
    if answer.urgent:
        said.append(w.gettext("It is urgent, and may use the reserve."))
    if not answer.signed:
        said.append(w.gettext("It asks for no acknowledgement."))
    return " ".join(said)


def _buttons(w: Words, answer: NoticeStatus) -> tuple[Json, ...]:
    """Offer what is wanted most; the rest stands in the quick replies."""
    counts = answer.counts
    offered = {
        "scheduled": ("cancel",),
        "awaiting": ("cancel",),
        "sending": ("pause", "cancel"),
        "paused": ("resume", "cancel"),
        "sent": (*(("retry",) if counts.refused else ()), "who", "receipt"),
        "cancelled": ("who",),
    }.get(answer.state, ())
    if answer.editable:
        first = 0 if answer.state == "cancelled" else 1
        offered = (*offered[:first], "edit", *offered[first:])
    which = {"notice": answer.number}
    return tuple(
        flex.button(leads.action(w, Intent(f"notice.{name}", which)), primary=not place)
        for place, name in enumerate(offered)
    )


# --- all of them ----------------------------------------------------------------------------------------


@renders(NoticeList)
def notice_list(w: Words, answer: NoticeList) -> Card:
    """Show the notices there were, each with how it stands."""
    title = w.gettext("Notices") if answer.turn is None else w.gettext("Which notice?")
    if not answer.rows:
        how = w.gettext("Type “send a notice”, or for example “notice to all heads: …”.")
        send = flex.button(leads.action(w, Intent("notice.send")), primary=True)
        return remark(title, w.gettext("There has been no notice yet."), how, buttons=(send,))
    name = "notice.status" if answer.turn is None else f"notice.{answer.turn}"
    sheet = Sheet(
        kicker=w.gettext("ITA assistant · %(agency)s", agency=answer.agency_short),
        title=title,
        blocks=(
            heading(page_words(w, answer.page), margin="none"),
            *divided([_line(w, one, name) for one in answer.rows]),
        ),
    )
    rows = w.all_of(f"{one.number} {_line_state(w, one)}" for one in answer.rows)
    return Card(alt=shorten(f"{title}: {rows}", 380), sheets=(sheet,), size="mega")


def _line(w: Words, one: NoticeLine, name: str) -> Json:
    state = _line_state(w, one)
    return flex.row(
        flex.code(str(one.number), width="52px"),
        flex.column(
            flex.text(shorten(" ".join(one.text.split()), _LINE)),
            flex.text(f"{w.moment(one.at)} · {state}", size="xs", color=flex.MUTED),
            flex.text(_line_counts(w, one), size="xxs", color=flex.MUTED),
        ),
        flex.text("›", size="md", color=flex.TEAL, weight="bold", align="end", flex=0, gravity="center"),
        spacing="md",
        alignItems="flex-start",
        action=leads.tap(w, Intent(name, {"notice": one.number})),
    )


def _line_counts(w: Words, one: NoticeLine) -> str:
    counts = one.counts
    if one.state in _BEFORE:
        return recipient_words(w, counts.total)
    said = [f"{w.gettext('sent')} {many(counts.sent)}/{many(counts.total)}"]
    if one.signed:
        said.append(f"{w.gettext('acknowledged')} {many(counts.acknowledged)}")
    return " · ".join(said)


def _line_state(w: Words, one: NoticeLine) -> str:
    return w.gettext("about to go") if one.held else state_words(w, one.state)
