"""Registering: a code, what it makes of the asker, the privacy notice and a name; and giving out codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import answers, dialogue
from bot.answers import Reply
from bot.changes import CodeFailed, Done, InvitesMade, PersonLinked, PersonNamed, PrivacyTold
from bot.intent import INTENTS, Intent
from bot.roles import Role
from bot.store import people, queries
from bot.store.audit import Deed
from bot.store.people import Invitation, Member, Post, WrongCodes
from bot.usecases import codes, drafting, permission, queueing, slots, talk
from bot.usecases.permission import Right
from bot.usecases.queueing import Queue
from bot.usecases.retention import DAYS, Kept
from bot.usecases.shelf import EVERYBODY

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.usecases.asker import Ask

NOTICE_VERSION = 3
"""Of the privacy notice as `bot.render` words it: it grows whenever that says something else.

2: reminders and leave, which are kept for a year, and what becomes of a message that is taken back.
3: notices, and when somebody acknowledged them.
"""
WRONG_CODES = 5
MINUTE = dt.timedelta(minutes=1)
PAUSE = 15 * MINUTE
LONGEST_NAME = 60


NONE_WRONG = WrongCodes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A code as it stands, how many were none before it, and what waits in the agency."""

    invitation: Invitation | None = None
    wrong: WrongCodes = NONE_WRONG
    queue: Queue = queueing.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A name for fresh codes, a secret to draw them from, and the units that people belong to."""

    batch: int = 0
    chance: bytes = field(default=b"", repr=False)
    units: tuple[str, ...] = ()


def notice() -> answers.Notice:
    """Return the figures of the privacy notice."""
    return answers.Notice(
        version=NOTICE_VERSION,
        parked_days=DAYS[Kept.PARKED_CONTENT],
        reminded_days=DAYS[Kept.REMINDERS],
        noticed_days=DAYS[Kept.NOTICES],
        sent_days=DAYS[Kept.SENT_IDS],
        dialogue_days=DAYS[Kept.DIALOGUES],
        blocked_days=DAYS[Kept.BLOCKED],
    )


def renewed(ask: Ask, reply: Reply) -> Reply:
    """Tell whoever accepted an earlier notice what is new, once, before their next answer in private.

    Nobody is asked anew: what it rests on is official duty, not consent.
    """
    member = ask.asker.member
    told = member is None or member.notice >= NOTICE_VERSION
    if told or ask.asker.in_group or reply.silent or reply.first is not None:
        return reply
    news = answers.PrivacyRenewed(notice=notice())
    return replace(reply, first=news, changes=(*reply.changes, PrivacyTold(NOTICE_VERSION)))


def private(ask: Ask) -> Reply | None:
    """Refuse in a group what others must not read along; None in a 1:1 chat."""
    if not ask.asker.in_group:
        return None
    what = PRIVATE[ask.intent.name]
    return Reply(answer=answers.PrivateOnly(what=what), leads=(Intent("help"),))  # type: ignore[arg-type]  # the table's words


PRIVATE = {
    "register": "register",
    "invite": "invite",
    "people.list": "people",
    "people.unlink": "people",
    "audit.list": "audit",
    "privacy.export": "export",
    "privacy.delete": "delete",
    "progress.edit": "progress",
    "progress.history": "progress",
    "progress.review": "progress",
    "progress.accept": "progress",
    "progress.return": "progress",
    "evidence.list": "progress",
    "overview": "overview",
    "leave.set": "leave",
    "leave.end": "leave",
    "leave.list": "leave",
    "reminder.show": "reminders",
    "reminder.set": "reminders",
    "reminder.snooze": "reminders",
    "reminder.mute": "reminders",
    "reminder.unmute": "reminders",
    "reminder.cancel": "reminders",
    **dict.fromkeys(
        (name for name in INTENTS if name.startswith("notice.") and name != "notice.ack"), "notices"
    ),
}


# --- registering ----------------------------------------------------------------------------------------


def gather_entry(session: Session, ask: Ask) -> Entry:
    """Look the code up, and whether this contact may try one."""
    code, contact_id = ask.intent.slots.get("code"), ask.asker.contact_id
    wrong = people.wrong_codes(session, contact_id) if contact_id is not None else NONE_WRONG
    if not isinstance(code, str) or ask.asker.agency_id is None or ask.asker.in_group:
        return Entry(wrong=wrong)
    return Entry(invitation=_looked_up(session, ask, codes.hashed(code)), wrong=wrong)


def gather_invitation(session: Session, ask: Ask) -> Entry:
    """Look up anew the code that is about to be used."""
    state = ask.present.state
    if not isinstance(state, dialogue.Joining):
        return Entry()
    return Entry(invitation=_looked_up(session, ask, state.code_hash), queue=queueing.gather(session, ask))


def _looked_up(session: Session, ask: Ask, code_hash: str) -> Invitation | None:
    if ask.asker.agency_id is None:
        return None
    return people.invitation(session, ask.asker.agency_id, code_hash, ask.asker.now)


def register(ask: Ask) -> Reply:
    """Say how to register, or show what a code is for."""
    code = ask.intent.slots.get("code")
    refused = private(ask)
    if refused is not None:
        return refused
    if "name" in ask.intent.slots and ask.asker.member is not None:
        return _named(ask, ask.asker.member)
    if not isinstance(code, str) or not code:
        linked = ask.asker.member is not None
        leads = (Intent("whoami"), Intent("measure.mine")) if linked else talk.FIRST_STEPS[:4]
        return Reply(answer=answers.RegisterHow(agency_short=ask.shelf.short, linked=linked), leads=leads)
    found: Entry = ask.found
    left = _pause(ask, found.wrong)
    if left is not None:
        return Reply(answer=answers.CodesPaused(minutes=left), leads=talk.FIRST_STEPS[:4])
    invitation = found.invitation
    if invitation is None or not invitation.good:
        return _refused(ask, found.wrong)
    return _shown(ask, invitation, codes.hashed(code))


def _named(ask: Ask, member: Member) -> Reply:
    """Keep the name that was said; without one, ask for it."""
    said = " ".join(str(ask.intent.slots["name"]).split())[:LONGEST_NAME]
    if not said:
        naming = drafting.turned(ask, dialogue.Naming())
        answer = answers.NameAsked(present=member.name)
        return Reply(answer=answer, leads=(Intent("whoami"),), changes=(naming,))
    leads = (Intent("measure.mine"), Intent("whoami"), Intent("help"))
    asked = isinstance(ask.present.state, dialogue.Naming)
    changes = (
        PersonNamed(said, ask.message_id),
        *((drafting.turned(ask, None),) if asked else ()),
    )
    return Reply(answer=answers.NameKept(name=said), leads=leads, changes=changes)


def _pause(ask: Ask, wrong: WrongCodes) -> int | None:
    """Return for how many minutes no code is looked at; None if one is."""
    if wrong.since is None or wrong.count < WRONG_CODES:
        return None
    left = wrong.since + PAUSE - ask.asker.now
    return -(-left // MINUTE) if left > dt.timedelta() else None


def _refused(ask: Ask, wrong: WrongCodes) -> Reply:
    now = ask.asker.now
    since = wrong.since if wrong.since is not None and now - wrong.since < PAUSE else now
    return Reply(
        answer=answers.CodeRefused(),
        leads=(Intent("register"), *talk.FIRST_STEPS[:3]),
        changes=(CodeFailed(since),),
    )


def _shown(ask: Ask, invitation: Invitation, code_hash: str) -> Reply:
    unit, role = ask.shelf.unit(invitation.unit), Role(invitation.role)
    member = ask.asker.member
    if member is not None and any((post.unit, post.role) == (unit.abbr, role) for post in member.posts):
        held = answers.PostHeld(unit=unit, role=role)
        return Reply(answer=held, leads=(Intent("measure.mine"), Intent("whoami")))
    number = ask.present.next_number
    shown = answers.NoticeShown(agency=ask.shelf.name, unit=unit, role=role, notice=notice(), dialogue=number)
    state = dialogue.Joining(code_hash=code_hash)
    leads = (Intent("confirm", {"dialogue": number}), Intent("cancel", {"dialogue": number}))
    return Reply(answer=shown, leads=leads, changes=(drafting.turned(ask, state),))


def confirm(ask: Ask) -> Reply:
    """Link the asker, who accepted the notice: unless somebody else was quicker with the code."""
    found: Entry = ask.found
    invitation = found.invitation
    if invitation is None or not invitation.good:
        return _gone(ask)
    unit, role = ask.shelf.unit(invitation.unit), Role(invitation.role)
    own = _own(ask, invitation)
    joined = answers.Joined(
        agency_short=ask.shelf.short,
        unit=unit,
        role=role,
        own=own[: drafting.MOST_OWN],
        open=len(own),
        waiting=queueing.count(_with_post(ask, invitation, further=True), found.queue),
    )
    linked = PersonLinked(
        invite_id=invitation.id,
        unit_id=invitation.unit_id,
        role=invitation.role,
        notice_version=NOTICE_VERSION,
    )
    naming = drafting.turned(ask, dialogue.Naming())
    deed = Deed(action="person.join", subject=f"unit {unit.abbr}", after={"role": role.value})
    leads = (
        *((Intent("progress.review"),) if joined.waiting else ()),
        Intent("measure.mine"),
        *(Intent("progress.submit", {"measure": str(line.measure)}) for line in own[:3]),
        Intent("whoami"),
        Intent("help"),
    )
    return Reply(answer=joined, leads=leads, changes=(naming, linked, Done(deed)))


def _gone(ask: Ask) -> Reply:
    """Say that the code is none (any more), and end what was begun with it."""
    over = drafting.turned(ask, None)
    return Reply(answer=answers.CodeRefused(), leads=(Intent("register"),), changes=(over,))


def shown_again(ask: Ask) -> Reply:
    """Show once more what the code is for that was given last."""
    found: Entry = ask.found
    state, invitation = ask.present.state, found.invitation
    if not isinstance(state, dialogue.Joining) or invitation is None or not invitation.good:
        return _gone(ask)
    return _shown(ask, invitation, state.code_hash)


def _own(ask: Ask, invitation: Invitation) -> tuple[answers.MeasureLine, ...]:
    """Return what the asker will be able to report on, with the new post."""
    if not ask.shelf.plans:
        return ()
    return drafting.own_measures(_with_post(ask, invitation), ask.shelf.plan())


def _with_post(ask: Ask, invitation: Invitation, *, further: bool = False) -> Ask:
    """Return what the asker would ask with the new post alone, or with it as a ``further`` one."""
    now, present = ask.asker.now, ask.asker.member
    post = Post(
        membership_id=0, unit_id=invitation.unit_id, unit=invitation.unit, role=invitation.role, since=now
    )
    posts = (*present.posts, post) if present is not None and further else (post,)
    number = present.person_id if present is not None else 0
    member = Member(person_id=number, name=None, accepted_at=now, posts=posts)
    return replace(ask, asker=replace(ask.asker, member=member))


# --- inviting -------------------------------------------------------------------------------------------


def gather_stock(session: Session, ask: Ask) -> Stock:
    """Take chance for as many codes as were asked for, and look up who can be invited where."""
    if ask.asker.agency_id is None or ask.asker.member is None or ask.asker.in_group:
        return Stock()
    units = queries.units(session, ask.asker.agency_id)
    return Stock(
        batch=codes.batch(max(0, min(_count(ask), codes.MOST))),
        chance=codes.chance(),
        units=tuple(unit.abbr for unit in units if unit.kind != EVERYBODY),
    )


def _count(ask: Ask) -> int:
    said = ask.intent.slots.get("count", 1)
    return said if isinstance(said, int) and not isinstance(said, bool) else 1


def invite(ask: Ask) -> Reply:
    """Give out codes: an admin for any unit and role, a head for the staff of their own."""
    refused = private(ask)
    if refused is not None:
        return refused
    permission.need(ask, Right.INVITE)
    found: Stock = ask.found
    role, abbr, count = _role(ask), slots.unit(ask.intent), _count(ask)
    if not 1 <= count <= codes.MOST:
        again = {**ask.intent.slots, "count": codes.MOST}
        return Reply(answer=answers.InviteTooMany(most=codes.MOST), leads=(Intent("invite", again),))
    choices = tuple(unit for unit in found.units if permission.may_invite(ask, unit, role))
    if abbr is None and len(choices) == 1:
        abbr = choices[0]
    if abbr is None and choices:
        leads = tuple(Intent("invite", {**ask.intent.slots, "unit": unit}) for unit in choices)
        asks = answers.InviteAsks(units=tuple(ask.shelf.unit(unit) for unit in choices))
        return Reply(answer=asks, leads=leads)
    if abbr is not None:
        ask.shelf.unit(abbr)
    if abbr not in choices:
        return permission.refusal(ask, Right.INVITE, abbr)
    return _given(ask, abbr, role)


def _role(ask: Ask) -> Role:
    said = ask.intent.slots.get("role", Role.STAFF.value)
    try:
        return Role(said)
    except ValueError as error:
        raise slots.BadSlots(repr(said)) from error


def _given(ask: Ask, abbr: str, role: Role) -> Reply:
    """Draw codes: from what a link to them can tell again, where there are links."""
    found: Stock = ask.found
    expires_at = ask.asker.now + codes.GOOD_FOR
    printed = ask.links.invitations(found.batch, expires_at) if ask.links is not None else None
    made = codes.drawn(printed.secret if printed else found.chance, codes.count_of(found.batch))
    given = answers.InvitesGiven(
        agency=ask.shelf.name,
        unit=ask.shelf.unit(abbr),
        role=role,
        codes=made,
        until=expires_at.date(),
    )
    invites = InvitesMade(
        unit=abbr, role=role.value, hashes=tuple(map(codes.hashed, made)), expires_at=expires_at
    )
    leads = (Intent("people.list", {"unit": abbr}), Intent("invite"), Intent("help"))
    return Reply(
        answer=given,
        after=answers.InvitesPrinted(address=printed.address, until=expires_at) if printed else None,
        leads=leads,
        changes=(invites, Done(invited(abbr, role.value, len(made)))),
    )


def invited(unit: str, role: str, count: int) -> Deed:
    """Say for the log that codes were given out."""
    return Deed(action="invite.make", subject=f"unit {unit}", after={"role": role, "count": count})
