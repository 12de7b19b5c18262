"""What is held about somebody, its deletion, and who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answers import AuditLine, AuditList, DataShown, DeleteAsks, Erased
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import fact, heading, outside, page_words, remark, small
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.deeds import deed_words, fact_words, subject_words
from bot.render.messages.joining import kept_words
from bot.render.messages.staff import called
from bot.render.names import language_name, report_state, role_title, unit_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers import OwnReport
    from bot.render.i18n import Words
    from bot.render.limits import Json

_NOTE = 300  # graphemes of a note on the card


@renders(DataShown)
def data_shown(w: Words, answer: DataShown) -> Card:
    """Show all that is held about the reader."""
    title = w.gettext("What I hold about you")
    unknown = w.gettext("not known")
    reports = w.ngettext("%(num)s report", "%(num)s reports", answer.page.total)
    if answer.page.pages > 1:
        reports = page_words(w, answer.page)
    blocks = [
        fact(w.gettext("LINE account"), w.gettext("the user id by which this account knows you")),
        fact(w.gettext("Name"), answer.name or w.gettext("none given")),
        fact(w.gettext("Language"), language_name(w, answer.language)),
        fact(w.gettext("Friend since"), w.date(answer.followed_at.date()) if answer.followed_at else unknown),
        *(
            fact(
                w.gettext("Registered"),
                w.gettext(
                    "%(role)s of unit %(unit)s since %(date)s",
                    role=role_title(w, post.role),
                    unit=unit_name(post.unit),
                    date=w.date(post.since.date()),
                ),
            )
            for post in answer.posts
        ),
    ]
    if not answer.posts:
        blocks.append(fact(w.gettext("Registered"), w.gettext("no")))
    if answer.accepted_at is not None:
        accepted = w.gettext("accepted on %(moment)s", moment=w.moment(answer.accepted_at))
        blocks.append(fact(w.gettext("Privacy notice"), accepted))
    blocks += [
        fact(w.gettext("Under way"), w.gettext("yes") if answer.dialogue else w.gettext("nothing")),
        fact(w.gettext("Evidence"), w.ngettext("%(num)s piece", "%(num)s pieces", answer.evidence)),
        fact(w.gettext("Log"), w.ngettext("%(num)s entry", "%(num)s entries", answer.entries)),
        heading(w.gettext("Your reports"), reports),
        *(_report(w, one) for one in answer.reports),
        heading(w.gettext("For how long")),
        *(small(line) for line in kept_words(w, answer.notice)),
    ]
    if answer.file is not None:
        said = w.ngettext(
            "The file holds all of it, for you alone; its link works for %(num)s hour.",
            "The file holds all of it, for you alone; its link works for %(num)s hours.",
            answer.file_hours,
        )
        blocks.append(small(said))
    sheet = Sheet(
        kicker=w.name(answer.agency),
        title=title,
        blocks=tuple(blocks),
        buttons=(*_file(w, answer.file), flex.button(leads.action(w, Intent("privacy.delete")))),
    )
    posts = w.all_of(f"{post.unit.abbr} ({role_title(w, post.role)})" for post in answer.posts)
    alt = w.gettext(
        "%(title)s: units %(units)s, %(reports)s reports, %(evidence)s pieces of evidence, "
        "%(entries)s entries of the log.",
        title=title,
        units=posts or w.gettext("none"),
        reports=answer.page.total,
        evidence=answer.evidence,
        entries=answer.entries,
    )
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _file(w: Words, address: str | None) -> tuple[Json, ...]:
    """Offer it as a file."""
    return () if address is None else (outside(address, w.gettext("Get it as a file")),)


def _report(w: Words, one: OwnReport) -> Json:
    how_far = "–" if one.percent is None else w.gettext("%(percent)s%%", percent=one.percent)
    stand = " · ".join([how_far, one.unit, report_state(w, one.state), w.moment(one.received_at)])
    return flex.row(
        flex.code(one.measure, width="42px"),
        flex.column(
            flex.text(stand, size="xs"),
            flex.text(f"“{shorten(one.note, _NOTE)}”", size="xs") if one.note else None,
        ),
        spacing="md",
        alignItems="flex-start",
    )


@renders(DeleteAsks)
def delete_asks(w: Words, answer: DeleteAsks) -> Card:
    """Say what will go and what stays, and ask."""
    number = {"dialogue": answer.dialogue}
    gone = w.gettext("Erased: your language and what you have begun here.")
    further = []
    if answer.linked:
        gone = w.gettext(
            "Erased: your name, your registration in all units, your language, what you have begun here, "
            "and evidence that belongs to no report."
        )
        further.append(
            w.ngettext(
                "%(num)s report stays as an official record, without your name or account.",
                "%(num)s reports stay as official records, without your name or account.",
                answer.reports,
            )
        )
        further.append(w.gettext("This cannot be undone. You can register again with a new code."))
    return remark(
        w.gettext("Delete your data?"),
        gone,
        *further,
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("Delete my data"))),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )


@renders(Erased)
def erased(w: Words, answer: Erased) -> Card:
    """Confirm that somebody was forgotten, and say what is left."""
    said = w.gettext("Your data was deleted.")
    if answer.linked:
        said = w.gettext("Your data was deleted and your registration has ended.")
    return remark(
        w.gettext("Deleted"),
        said,
        w.gettext(
            "Only your LINE user id is left, without which I could not answer you: "
            "block me and it is erased after %(days)s days.",
            days=answer.blocked_days,
        ),
    )


@renders(AuditList)
def audit_list(w: Words, answer: AuditList) -> Card:
    """Show who did what, newest first."""
    title = (
        w.gettext("Who did what") if answer.everything else w.gettext("What you did, and what concerns you")
    )
    counted = w.ngettext("%(num)s entry", "%(num)s entries", answer.page.total)
    if answer.page.pages > 1:
        counted = page_words(w, answer.page)
    blocks: list[Json] = [heading(counted, margin="none")]
    blocks += [part for line in answer.rows for part in (_deed(w, line), flex.separator())][:-1]
    if not answer.rows:
        blocks = [flex.text(w.gettext("Nothing yet."))]
    sheet = Sheet(
        kicker=w.gettext("ITA assistant · %(agency)s", agency=answer.agency_short),
        title=title,
        blocks=tuple(blocks),
    )
    deeds = w.all_of(deed_words(w, line.action) for line in answer.rows[:5])
    nothing = w.gettext("nothing yet")
    alt = f"{title}: {deeds or nothing}"
    return Card(alt=alt, sheets=(sheet,), size="mega")


def _deed(w: Words, line: AuditLine) -> Json:
    who = _actor(w, line)
    return flex.column(
        flex.text(deed_words(w, line.action), weight="bold"),
        flex.text(" · ".join(filter(None, (subject_words(w, line.subject), _change(w, line)))), size="xs"),
        flex.text(f"{who} · {w.moment(line.at)}", size="xxs", color=flex.MUTED),
        spacing="xs",
    )


def _actor(w: Words, line: AuditLine) -> str:
    if line.own:
        return w.gettext("you")
    if line.actor == "command":
        return w.gettext("the command line")
    if line.number is None:
        return w.gettext("the bot") if line.actor == "bot" else w.gettext("somebody not registered")
    return called(w, line.name, line.number)


def _change(w: Words, line: AuditLine) -> str:
    before, after = _facts(w, line.before), _facts(w, line.after)
    return f"{before} → {after}" if before and after else before or after


def _facts(w: Words, facts: Mapping[str, Any]) -> str:
    return w.all_of(fact_words(w, name, value) for name, value in facts.items())
