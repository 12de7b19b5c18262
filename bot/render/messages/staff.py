"""Who is who: oneself, everybody registered, the end of a registration, and whose a group is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.answers import (
    BindHow,
    GroupIsBound,
    PeopleList,
    PersonLine,
    PostLost,
    UnlinkAsks,
    Unlinked,
    WhoAmI,
)
from bot.intent import Intent
from bot.render import flex, leads
from bot.render.blocks import heading, link, note, page_words, remark
from bot.render.cards import Card, Sheet
from bot.render.chars import shorten
from bot.render.names import language_name, right_words, role_title, unit_name
from bot.render.registry import renders

if TYPE_CHECKING:
    from bot.answers import PostLine
    from bot.render.i18n import Words
    from bot.render.limits import Json

_VACANT = 12


@renders(WhoAmI)
def who_am_i(w: Words, answer: WhoAmI) -> Card:
    """Say what is known of the asker."""
    if not answer.posts:
        return Card(
            alt=w.gettext(
                "You are talking to the ITA assistant of %(agency)s, in %(language)s. "
                "Your LINE account is not linked to any unit or person. "
                "If you work there, ask your unit's head or an administrator for a registration code.",
                agency=w.name(answer.agency),
                language=language_name(w, answer.language),
            )
        )
    rows = [
        flex.column(
            flex.text(
                w.gettext(
                    "%(role)s of unit %(unit)s", role=role_title(w, post.role), unit=unit_name(post.unit)
                ),
                weight="bold",
            ),
            flex.text(_since(w, post), size="xs", color=flex.MUTED),
        )
        for post in answer.posts
    ]
    rights = [right_words(w, right) for right in answer.rights]
    blocks = [
        *rows,
        heading(w.gettext("What you may do")),
        *(_point(right) for right in rights),
        _point(w.gettext("Ask for scores, measures and their progress")),
    ]
    sheet = Sheet(
        kicker=w.name(answer.agency),
        title=answer.name or w.gettext("You are registered"),
        blocks=tuple(blocks),
        buttons=(flex.button(leads.action(w, Intent("measure.mine"))),),
    )
    posts = w.all_of(
        w.gettext("%(role)s of unit %(unit)s", role=role_title(w, post.role), unit=post.unit.abbr)
        for post in answer.posts
    )
    said = w.gettext("You are registered: %(posts)s", posts=posts)
    return Card(alt=f"{answer.name}, {said}" if answer.name else said, sheets=(sheet,), size="mega")


def _since(w: Words, post: PostLine) -> str:
    if post.instead is None or post.until is None:
        return w.gettext("since %(date)s", date=w.date(post.since.date()))
    return w.gettext(
        "in place of %(name)s until %(date)s",
        name=called(w, post.instead.name, post.instead.number),
        date=w.date(post.until),
    )


def _point(said: str) -> Json:
    mark = flex.text("●", size="xxs", color=flex.AMBER, flex=0, gravity="center")
    return flex.row(mark, flex.text(said, size="xs"), spacing="md")


# --- everybody ------------------------------------------------------------------------------------------


@renders(PeopleList)
def people_list(w: Words, answer: PeopleList) -> Card:
    """Show who is registered, unit by unit."""
    title = w.gettext("Registered staff")
    if answer.unit is not None:
        title = w.gettext("Registered staff of unit %(unit)s", unit=unit_name(answer.unit))
    counted = w.ngettext("%(num)s person", "%(num)s people", answer.page.total)
    if answer.page.pages > 1:
        counted = page_words(w, answer.page)
    blocks: list[Json] = [heading(counted, margin="none")]
    for unit, rows in groupby(answer.rows, key=lambda row: row.unit):
        if answer.unit is None:
            blocks.append(heading(unit_name(unit)))
        blocks += [_person(w, row, can_end=answer.can_end) for row in rows]
    if not answer.rows:
        blocks = [flex.text(w.gettext("Nobody is registered yet."))]
    if answer.vacant:
        named, rest = answer.vacant[:_VACANT], len(answer.vacant) - _VACANT
        names = w.all_of(shorten(abbr, 30) for abbr in named)
        if rest > 0:
            names = w.gettext("%(names)s and %(rest)s more", names=names, rest=rest)
        blocks.append(note(w.gettext("Nobody can report yet for: %(units)s", units=names), mark="!"))
    sheet = Sheet(
        kicker=w.gettext("ITA assistant · %(agency)s", agency=answer.agency_short),
        title=title,
        blocks=tuple(blocks),
    )
    people = w.all_of(f"{person_name(w, row)} ({row.unit.abbr})" for row in answer.rows)
    nothing = w.gettext("nobody yet")
    alt = f"{title}: {people or nothing}"
    return Card(alt=shorten(alt, 380), sheets=(sheet,), size="mega")


def person_name(w: Words, line: PersonLine) -> str:
    """Name a person; one whose name nobody knows is a number."""
    return called(w, line.name, line.number)


def called(w: Words, name: str | None, number: int) -> str:
    """Name a person by name, or by number."""
    return shorten(name, 60) if name else w.gettext("Person no. %(number)s", number=number)


def _person(w: Words, line: PersonLine, *, can_end: bool) -> Json:
    said = person_name(w, line)
    if line.own:
        said = w.gettext("%(name)s (you)", name=said)
    what = w.gettext("%(role)s since %(date)s", role=role_title(w, line.role), date=w.date(line.since.date()))
    end = None
    if can_end:
        intent = Intent("people.unlink", {"membership": line.membership})
        end = flex.column(
            flex.text(w.gettext("End"), size="xs", color=flex.BRICK, align="center"),
            backgroundColor=flex.BRICK_SOFT,
            cornerRadius="8px",
            paddingAll="6px",
            width="72px",
            flex=0,
            action=leads.tap(w, intent),
        )
    return flex.row(
        flex.column(flex.text(said), flex.text(what, size="xs", color=flex.MUTED)),
        end,
        spacing="md",
        alignItems="center",
    )


@renders(UnlinkAsks)
def unlink_asks(w: Words, answer: UnlinkAsks) -> Card:
    """Ask once more before a registration ends."""
    number = {"dialogue": answer.dialogue}
    return remark(
        w.gettext("End this registration?"),
        _what(w, answer.line),
        w.gettext("What they reported stays. They are told, and can register again with a new code."),
        buttons=(
            flex.button(leads.action(w, Intent("confirm", number), w.gettext("End the registration"))),
            flex.button(leads.action(w, Intent("cancel", number), w.gettext("Cancel"))),
        ),
    )


def _what(w: Words, line: PersonLine) -> str:
    return w.gettext(
        "%(name)s, %(role)s of unit %(unit)s",
        name=person_name(w, line),
        role=role_title(w, line.role),
        unit=unit_name(line.unit),
    )


@renders(Unlinked)
def unlinked(w: Words, answer: Unlinked) -> Card:
    """Confirm the end of a registration."""
    return Card(alt=w.gettext("Registration ended: %(who)s.", who=_what(w, answer.line)))


@renders(PostLost)
def post_lost(w: Words, answer: PostLost) -> Card:
    """Tell somebody that their registration has ended."""
    return remark(
        w.gettext("Your registration has ended"),
        w.gettext(
            "An administrator of %(agency)s ended your registration as %(role)s of unit %(unit)s.",
            agency=answer.agency_short,
            role=role_title(w, answer.role),
            unit=unit_name(answer.unit),
        ),
        w.gettext(
            "If you have moved to another unit, ask its head for a new code. "
            "Type “my data” to see what is kept about you."
        ),
    )


# --- groups ---------------------------------------------------------------------------------------------


@renders(BindHow)
def bind_how(w: Words, answer: BindHow) -> Card:
    """Say how a group becomes a unit's, or ask which unit."""
    title = w.gettext("Bind a group to a unit")
    if not answer.units:
        return remark(
            title,
            w.gettext("Invite me to the unit's group, and type there: @ITA this group is unit X"),
            w.gettext("The unit's head or an administrator can do that. Questions there are then about it."),
        )
    which = w.gettext("Which unit's group is this?")
    sheet = Sheet(
        plain=True,
        title=which,
        blocks=tuple(
            link(w, Intent("group.bind", {"unit": unit.abbr}), unit_name(unit)) for unit in answer.units
        ),
    )
    return Card(alt=which, sheets=(sheet,), size="mega")


@renders(GroupIsBound)
def group_is_bound(w: Words, answer: GroupIsBound) -> Card:
    """Confirm whose group this is."""
    said = w.gettext("This is the group of unit %(unit)s now.", unit=unit_name(answer.unit))
    if answer.before is not None:
        said += " " + w.gettext("It was unit %(unit)s's before.", unit=answer.before)
    how = w.gettext("“My unit's measures” and “deadlines” asked here are answered for that unit.")
    return Card(alt=f"{said} {how}")
