"""Who is who: oneself, everybody, the end of a post, and whose a group is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import answers, dialogue
from bot.answers import Reply, Tell
from bot.answers.leaves import Colleague
from bot.changes import Done, GroupBound, PostEnded
from bot.intent import Intent
from bot.roles import Role
from bot.store import people, queries
from bot.store.audit import Deed
from bot.store.inbox import identity
from bot.usecases import drafting, joining, lines, permission, shelf, slots
from bot.usecases.permission import Right, may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session

    from bot.store.people import Member, Post, Recipient
    from bot.usecases.asker import Ask

SHOWN_RIGHTS = (
    Right.REPORT,
    Right.EXTEND,
    Right.REVIEW,
    Right.DECIDE,
    Right.OVERVIEW,
    Right.INVITE,
    Right.UNLINK,
    Right.BIND,
    Right.LEAVES,
    Right.AUDIT,
    Right.OFFICE,
    Right.NOTICE,
)
"""What somebody is told that they may do; that they may ask goes without saying."""


def whoami(ask: Ask) -> Reply:
    """Whom the bot takes the asker for, and what they may do."""
    member = ask.asker.member
    other = Intent("language.set", {"language": "en" if ask.asker.language == "th" else "th"})
    if member is None:
        stranger = answers.WhoAmI(agency=ask.shelf.name, language=ask.asker.language)
        return Reply(answer=stranger, leads=(Intent("register"), other, Intent("help")))
    answer = answers.WhoAmI(
        agency=ask.shelf.name,
        language=ask.asker.language,
        name=member.name,
        posts=tuple(post_line(ask, post) for post in member.posts),
        rights=tuple(right.value for right in SHOWN_RIGHTS if may(ask, right)),
    )
    reports = (Intent("measure.mine"), Intent("progress.submit")) if may(ask, Right.REPORT) else ()
    name = Intent("register", {"name": ""})
    leads = (*reports, name, Intent("privacy.export"), other, Intent("help"))
    return Reply(answer=answer, leads=leads)


def post_line(ask: Ask, post: Post) -> answers.PostLine:
    """Return a post with its unit's full name."""
    return answers.PostLine(
        unit=_unit(ask, post.unit),
        role=Role(post.role),
        since=lines.local(ask, post.since),
        instead=None
        if post.instead is None
        else Colleague(number=post.instead.person_id, name=post.instead.name),
        until=None if post.instead is None else post.instead.until,
    )


def _unit(ask: Ask, abbr: str) -> answers.UnitRef:
    return ask.shelf.units.get(abbr) or answers.UnitRef(abbr=abbr)


# --- everybody ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """Who is registered, and for which units they can be."""

    members: Sequence[Member] = ()
    units: Sequence[str] = ()


def gather_everybody(session: Session, ask: Ask) -> Everybody:
    """Find everybody, for those who may know."""
    agency_id = ask.asker.agency_id
    if agency_id is None or not may(ask, Right.PEOPLE) or ask.asker.in_group:
        return Everybody()
    units = queries.units(session, agency_id)
    return Everybody(
        members=people.members(session, agency_id),
        units=tuple(unit.abbr for unit in units if unit.kind != shelf.EVERYBODY),
    )


def list_(ask: Ask) -> Reply:
    """Who is registered: a head sees their own units, admins and auditors all."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    abbr = slots.unit(ask.intent)
    unit = ask.shelf.unit(abbr) if abbr is not None else None
    permission.need(ask, Right.PEOPLE, abbr)
    everybody: Everybody = ask.found
    seen = [
        person_line(ask, member, post)
        for member in everybody.members
        for post in member.posts
        if may(ask, Right.PEOPLE, post.unit) and abbr in {None, post.unit}
    ]
    order = list(ask.shelf.units)
    seen.sort(key=lambda line: (order.index(line.unit.abbr), list(Role).index(line.role), line.since))
    shown, page = lines.page_of(seen, ask.intent.page)
    answer = answers.PeopleList(
        agency_short=ask.shelf.short,
        unit=unit,
        rows=tuple(shown),
        can_end=may(ask, Right.UNLINK),
        vacant=_vacant(ask, everybody) if abbr is None else (),
        page=page,
    )
    more = Intent("people.list", ask.intent.slots, page.number + 1) if page.number < page.pages else None
    here = {"unit": abbr} if abbr is not None else {}
    able = (Intent("invite", here),) if may(ask, Right.INVITE, abbr) else ()
    everyone = (Intent("people.list"),) if abbr is not None and may(ask, Right.PEOPLE) else ()
    return Reply(answer=answer, leads=(*able, *everyone, Intent("audit.list"), Intent("whoami")), more=more)


def person_line(ask: Ask, member: Member, post: Post) -> answers.PersonLine:
    """Return a post with who has it."""
    own = ask.asker.member is not None and ask.asker.member.person_id == member.person_id
    return answers.PersonLine(
        membership=post.membership_id,
        number=member.person_id,
        name=member.name,
        unit=_unit(ask, post.unit),
        role=Role(post.role),
        since=lines.local(ask, post.since),
        own=own,
    )


def _vacant(ask: Ask, everybody: Everybody) -> tuple[str, ...]:
    """Return the units that own measures and that nobody who may report is registered for."""
    if not ask.shelf.plans:
        return ()
    owners = {abbr for measure in ask.shelf.plan().measures.values() for abbr in measure.owners}
    reporting = permission.OF_THE_UNIT[Right.REPORT]
    there = {post.unit for member in everybody.members for post in member.posts if post.role in reporting}
    return tuple(abbr for abbr in everybody.units if abbr in owners - there and may(ask, Right.PEOPLE, abbr))


# --- the end of a post ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a post, and how they are told."""

    member: Member | None = None
    recipients: Sequence[Recipient] = ()


def gather_holder(session: Session, ask: Ask) -> Holder:
    """Find who has the post that is spoken of."""
    state = ask.present.state
    if ask.intent.name == "people.unlink":
        key = slots.key(ask.intent, "membership")
    else:
        key = state.membership if isinstance(state, dialogue.Unlinking) else None
    if key is None or ask.asker.agency_id is None or not may(ask, Right.UNLINK):
        return Holder()
    member = people.with_post(session, ask.asker.agency_id, key)
    if member is None:
        return Holder()
    return Holder(member=member, recipients=people.recipients(session, [member.person_id]))


def unlink(ask: Ask) -> Reply:
    """Ask an admin whether a registration shall end."""
    refused = joining.private(ask)
    if refused is not None:
        return refused
    permission.need(ask, Right.UNLINK)
    found: Holder = ask.found
    if found.member is None:
        return Reply(answer=answers.StepStale(open=False), leads=(Intent("people.list"), Intent("help")))
    post, number = found.member.posts[0], ask.present.next_number
    asks = answers.UnlinkAsks(line=person_line(ask, found.member, post), dialogue=number)
    leads = (Intent("confirm", {"dialogue": number}), Intent("cancel", {"dialogue": number}))
    state = dialogue.Unlinking(membership=post.membership_id)
    return Reply(answer=asks, leads=leads, changes=(drafting.turned(ask, state),))


def confirm_unlink(ask: Ask) -> Reply:
    """End it, and tell the person."""
    permission.need(ask, Right.UNLINK)
    found: Holder = ask.found
    over = drafting.turned(ask, None)
    leads = (Intent("people.list"), Intent("audit.list"), Intent("help"))
    if found.member is None:
        return Reply(answer=answers.StepStale(open=False), leads=leads, changes=(over,))
    post = found.member.posts[0]
    line = person_line(ask, found.member, post)
    deed = Deed(
        action="post.end",
        subject=f"unit {post.unit}",
        before={"role": post.role},
        person_id=found.member.person_id,
    )
    lost = answers.PostLost(agency_short=ask.shelf.short, unit=line.unit, role=line.role)
    told = Reply(answer=lost, leads=(Intent("whoami"), Intent("register"), Intent("privacy.export")))
    return Reply(
        answer=answers.Unlinked(line=line),
        leads=leads,
        changes=(over, PostEnded(post.membership_id), Done(deed)),
        tells=tuple(Tell(recipient=one, reply=told) for one in found.recipients if not line.own),
    )


# --- groups ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindable:
    """The agency's units by their keys."""

    units: Mapping[str, int] = field(default_factory=dict)


def gather_bindable(session: Session, ask: Ask) -> Bindable:
    """Find the units that a group can belong to."""
    if ask.asker.agency_id is None or not ask.asker.in_group:
        return Bindable()
    units = queries.units(session, ask.asker.agency_id)
    return Bindable(units={unit.abbr: identity(unit.id) for unit in units if unit.kind != shelf.EVERYBODY})


def bind(ask: Ask) -> Reply:
    """Make this group a unit's."""
    if not ask.asker.in_group:
        return Reply(answer=answers.BindHow(), leads=(Intent("whoami"), Intent("help")))
    abbr = slots.unit(ask.intent)
    permission.need(ask, Right.BIND, abbr)
    found: Bindable = ask.found
    choices = tuple(unit for unit in found.units if may(ask, Right.BIND, unit))
    if abbr is None and len(choices) == 1:
        abbr = choices[0]
    if abbr is None:
        asks = answers.BindHow(units=tuple(ask.shelf.unit(unit) for unit in choices))
        return Reply(answer=asks, leads=tuple(Intent("group.bind", {"unit": unit}) for unit in choices))
    unit = ask.shelf.unit(abbr)
    if abbr not in choices:
        return permission.refusal(ask, Right.BIND, abbr)
    before = ask.asker.group_unit
    leads = (Intent("measure.mine"), Intent("deadline.list"), Intent("help"))
    if before == abbr:
        return Reply(answer=answers.GroupIsBound(unit=unit, before=None), leads=leads)
    deed = Deed(
        action="group.bind",
        subject=f"group {ask.asker.chat_id}",
        before=None if before is None else {"unit": before},
        after={"unit": abbr},
    )
    return Reply(
        answer=answers.GroupIsBound(unit=unit, before=before),
        leads=leads,
        changes=(GroupBound(found.units[abbr]), Done(deed)),
    )
