"""A notice before it is sent: what is asked, how it stands, what is wrong with it, what became of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bot.answers.notices import (
    NoticeAsks,
    NoticeConfirmed,
    NoticeCount,
    NoticeDraft,
    NoticeNotTaken,
    NoticeStopped,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, link, note, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.messages.notice_edits import edit_words, instead_words
from bot.render.messages.notice_lacks import blank_notes, file_rows, sample_notes
from bot.render.notice_words import (
    audience_words,
    filled_text,
    heads_words,
    message_words,
    moment_words,
    notification,
    people_words,
    reached_words,
    unit_rows,
    unreachable_words,
    when_notes,
    when_words,
)
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.answers.notices import NoticePrice
    from bot.render.i18n import Words
    from bot.render.limits import Json

_UNITS = 4
_ALT = 120
_HOUR = 9


@renders(NoticeAsks)
def notice_asks(w: Words, answer: NoticeAsks) -> Card:
    """Ask to whom, or what it shall say."""
    return _asks_whom(w, answer) if answer.part == "audience" else _asks_what(w, answer)


def _asks_whom(w: Words, answer: NoticeAsks) -> Card:
    title = w.gettext("Whom is the notice for?")
    how = w.gettext("Choose, or type the units, for example “%(units)s”.", units=_example(w, answer))
    offered = [
        ("all", w.gettext("Everybody")),
        ("role:head", w.gettext("All heads")),
        ("role:admin", w.gettext("Administrators")),
        *([("overdue", w.gettext("Whoever has something overdue"))] if answer.overdue else []),
        *([("groups", w.gettext("The groups of all units"))] if answer.rooms else []),
    ]
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            flex.text(how, size="xs", color=flex.MUTED),
            *(
                link(w, Intent("notice.send", {"audience": word, "dialogue": answer.dialogue}), said)
                for word, said in offered
            ),
        ),
    )
    return Card(alt=f"{title} {how}", sheets=(sheet,), size="mega")


def _example(w: Words, answer: NoticeAsks) -> str:
    return w.gettext(" and ").join(answer.units[:2]) if answer.units else ""


def _asks_what(w: Words, answer: NoticeAsks) -> Card:
    title = w.gettext("What shall the notice say?")
    whom = (
        w.gettext(
            "It goes to %(audience)s (%(people)s).",
            audience=audience_words(w, answer.audience),
            people=people_words(w, answer.count),
        )
        if answer.audience
        else ""
    )
    how = w.gettext(
        "Type it just as it shall be read; a link in it becomes a button. At most %(most)s characters.",
        most=answer.most,
    )
    return remark(title, whom or how, *((how,) if whom else ()))


@renders(NoticeDraft)
def notice_draft(w: Words, answer: NoticeDraft) -> Card:
    """Show all that is to be known before it is confirmed. How it will look stands above."""
    title = w.gettext("This is how it will be received")
    count = reached_words(w, answer.people, len(answer.rooms))
    blocks: list[Json] = []
    if answer.edits is not None:
        blocks.append(note(*edit_words(w, answer.edits), mark="!"))
    if answer.changed:
        blocks.append(note(w.gettext("Since you last looked the recipients have changed."), mark="!"))
    blocks += [
        *sample_notes(w, answer),
        *blank_notes(w, answer),
        *file_rows(w, answer),
        fact(w.gettext("To"), audience_words(w, answer.audience)),
        fact(w.gettext("Goes"), when_words(w, answer.when)),
        *when_notes(w, answer.when),
        fact(w.gettext("Notification"), _notification(w, answer)),
        *(fact(shorten(place, 40), shorten(said, 200)) for place, said in answer.fills),
        heading(w.gettext("Recipients"), count),
        *unit_rows(w, answer.units),
        *(small(w.gettext("Group of unit %(unit)s", unit=unit)) for unit in answer.rooms),
        *([small(heads_words(w, answer.price.cost))] if answer.rooms else []),
        *_unreachable(w, answer),
        heading(w.gettext("Cost"), message_words(w, answer.price.cost)),
        *_price(w, answer.price),
    ]
    if answer.lately:
        blocks.append(
            note(
                w.gettext(
                    "With your notices of the last hour it reaches %(count)s: a second administrator "
                    "approves it before it goes.",
                    count=people_words(w, answer.lately),
                )
            )
        )
    elif answer.approval:
        blocks.append(
            note(w.gettext("With so many recipients a second administrator approves it before it goes."))
        )
    blocks += _settings(w, answer)
    sheet = Sheet(
        kicker=w.gettext("Notice, not sent yet")
        if answer.edits is None
        else w.gettext("Changes notice %(number)s, not sent yet", number=answer.edits),
        title=title,
        hero=(flex.text(count, size="sm", color=flex.PALE),),
        blocks=tuple(blocks),
        buttons=_draft_buttons(w, answer),
    )
    alt = w.gettext(
        "Notice to %(count)s, %(cost)s. Confirm it or change it.",
        count=count,
        cost=message_words(w, answer.price.cost),
    )
    if answer.edits is not None:
        alt = " ".join((*edit_words(w, answer.edits), alt))
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _notification(w: Words, answer: NoticeDraft) -> str:
    """Say how a phone will show it: with a number that is given only when it is confirmed."""
    text = filled_text(w, answer.text, answer.filled)
    return shorten(notification(w, None, answer.agency_short, text), _ALT)


def _unreachable(w: Words, answer: NoticeDraft) -> list[Json]:
    if not answer.unreachable:
        return []
    people = sum(one.count for one in answer.unreachable)
    return [note(unreachable_words(w, people), mark="!"), *unit_rows(w, answer.unreachable, _UNITS)]


def _price(w: Words, price: NoticePrice) -> list[Json]:
    if price.unlimited:
        return [small(w.gettext("The plan sets no limit."))]
    if price.left is None:
        return [small(w.gettext("How many messages will be left then is not known."))]
    after = price.left - price.cost
    if price.short == "month":
        said = w.gettext(
            "Only %(left)s are left this month. Choose fewer recipients, or a day of next month.",
            left=message_words(w, price.left),
        )
        return [note(said, mark="!")]
    reserve = w.gettext("of these in reserve: %(num)s", num=price.reserve)
    left = small(
        w.gettext("Left after it: %(left)s (%(reserve)s)", left=message_words(w, after), reserve=reserve)
    )
    if price.short == "reserve":
        said = w.gettext("It would use the reserve. Send it as urgent if it cannot wait.")
        return [left, note(said, mark="!")]
    return [left]


def _settings(w: Words, answer: NoticeDraft) -> list[Json]:
    """Offer what can be changed."""
    urgent = answer.urgent or answer.price.short == "reserve"
    number = {"dialogue": answer.dialogue}
    changes: list[dict[str, Any]] = [
        {"part": "text"},
        {"part": "audience"},
        *([{"part": "places"}] if answer.fills else []),
        *([{"part": "no_files"}] if answer.files else []),
        {"signed": not answer.signed},
        *([{"urgent": not answer.urgent}] if urgent else []),
        *([{"at": "now"}] if answer.when.at is not None else []),
    ]
    offered = [
        Intent("notice.test", number),
        *(Intent("notice.set", {**change, **number}) for change in changes),
    ]
    return [heading(w.gettext("Change it")), *(link(w, one, leads.label(w, one)) for one in offered)]


def _draft_buttons(w: Words, answer: NoticeDraft) -> tuple[Json, ...]:
    number = {"dialogue": answer.dialogue}
    tomorrow = dt.datetime.combine(answer.today + dt.timedelta(days=1), dt.time(_HOUR))
    pick = leads.pick_moment(
        Intent("notice.set", {"part": "at", **number}),
        w.gettext("Choose a time"),
        first=dt.datetime.combine(answer.today, dt.time()),
        last=dt.datetime.combine(answer.last, dt.time()),
        shown=tomorrow if answer.when.at is None or answer.when.past else answer.when.at,
    )
    fetching = any(one.state == "expected" for one in answer.files)
    go = Intent("notice.set", {"part": "look", **number}) if fetching else Intent("confirm", number)
    return (
        *([flex.button(leads.action(w, go), primary=True)] if fetching or answer.ready else []),
        flex.button(pick),
        flex.button(leads.action(w, Intent("cancel", number))),
    )


@renders(NoticeCount)
def notice_count(w: Words, answer: NoticeCount) -> Card:
    """Ask for the number of recipients to be typed."""
    title = w.gettext("How many people will get it?")
    said = w.gettext(
        "It goes to %(count)s, and LINE takes nothing back. To send it, please type the number %(count)s.",
        count=answer.count,
    )
    wrong = (
        (w.gettext("You typed %(wrong)s; the number is %(count)s.", wrong=answer.wrong, count=answer.count),)
        if answer.wrong is not None
        else ()
    )
    groups = (w.gettext("All who are in the groups count."),) if answer.groups else ()
    return remark(title, said, *groups, *wrong)


@renders(NoticeNotTaken)
def notice_not_taken(w: Words, answer: NoticeNotTaken) -> Card:
    """Say what is wrong with it, and what would be right."""
    at = "" if answer.at is None else moment_words(w, answer.at)
    said = {
        "empty": w.gettext("There is no text in it. Please type what the notice shall say."),
        "too_long": w.gettext(
            "It has %(count)s characters, and LINE takes %(most)s. Please type it again, shorter.",
            count=answer.count,
            most=answer.most,
        ),
        "link": w.gettext(
            "The link %(link)s is not safe to open: it must begin with https://. Please type the text again.",
            link=shorten(answer.words, 100),
        ),
        "bad_link": w.gettext(
            "The link %(link)s cannot be opened. Please look whether it is typed right.",
            link=shorten(answer.words, 100),
        ),
        "long_link": w.gettext(
            "The link has %(count)s characters, and LINE takes %(most)s. Please take a shorter one.",
            count=answer.count,
            most=answer.most,
        ),
        "nobody": w.gettext("Nobody of them can be reached. Please say whom it is for once more."),
        "past": w.gettext("%(at)s is over. Please choose a later time.", at=at),
        "too_far": w.gettext("%(at)s is more than a year ahead. Please choose an earlier time.", at=at),
        "nobody_to_approve": w.gettext(
            "A notice to %(count)s needs the approval of a second administrator, and none can be "
            "reached. Please register one first.",
            count=people_words(w, answer.count),
        ),
        "nobody_to_approve_lately": w.gettext(
            "With your notices of the last hour it reaches %(count)s. That needs the approval of a second "
            "administrator, and none can be reached. Please register one first.",
            count=people_words(w, answer.count),
        ),
        "replaced": w.gettext(
            "Notice %(number)s has taken the place of notice %(before)s already. Please change that one.",
            number=answer.count,
            before=answer.most,
        ),
    }[answer.why]
    return remark(w.gettext("The notice cannot go like this"), said)


@renders(NoticeConfirmed)
def notice_confirmed(w: Words, answer: NoticeConfirmed) -> Card:
    """Say that it is on its way, and how it can be called back."""
    which = {"notice": answer.number}
    count = w.ngettext("%(num)s recipient", "%(num)s recipients", answer.count)
    if answer.approval:
        title = w.gettext("Notice %(number)s waits for approval", number=answer.number)
        said = w.ngettext(
            "It goes to %(count)s once another administrator approves it. I have told %(num)s of them.",
            "It goes to %(count)s once another administrator approves it. I have told %(num)s of them.",
            answer.approvers,
            count=count,
        )
    elif answer.when.at is None:
        title = w.gettext(
            "Notice %(number)s goes in %(seconds)s seconds", number=answer.number, seconds=answer.when.hold
        )
        said = w.gettext(
            "It goes to %(count)s. Until then “Cancel” calls it back; after that nobody can.", count=count
        )
    else:
        title = w.gettext("Notice %(number)s is scheduled", number=answer.number)
        said = w.gettext("It goes to %(count)s on %(when)s.", count=count, when=when_words(w, answer.when))
    sheet = Sheet(
        plain=True,
        title=title,
        blocks=(
            flex.text(said),
            *([small(instead_words(w, answer.edits))] if answer.edits is not None else []),
            *when_notes(w, answer.when),
        ),
        buttons=(
            flex.button(leads.action(w, Intent("notice.cancel", which))),
            flex.button(leads.action(w, Intent("notice.edit", which))),
            flex.button(leads.action(w, Intent("notice.status", which))),
        ),
    )
    return Card(alt=f"{title}. {said}", sheets=(sheet,), size="mega")


@renders(NoticeStopped)
def notice_stopped(w: Words, answer: NoticeStopped) -> Card:
    """Confirm that nothing left."""
    return remark(
        w.gettext("Notice %(number)s is cancelled", number=answer.number),
        w.gettext("It was called back in time: nobody got it, and no message was spent."),
    )
