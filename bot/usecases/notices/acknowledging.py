"""Somebody says that they have read a notice. The first time counts.

Who may: whoever is a recipient whom it may have reached; in a group that is one, whoever is registered with
the agency, for a signature without a name is none. What a person acknowledges in a group counts for their own
row, if they have one, and for the group's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers import Reply, SmallTalk
from bot.answers.notice_status import NoticeNotSigned, NoticePerson, NoticeSigned
from bot.changes import NoticeAcknowledged
from bot.intent import Intent
from bot.store import notice_record, people
from bot.usecases import slots, talk
from bot.usecases.lines import local

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.notice_record import Receipt
    from bot.usecases.asker import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The notice as it concerns the asker, and the group they write in. ``count``: of its unit so far."""

    person_id: int | None = None
    own: Receipt | None = None
    group: Receipt | None = None
    count: int = 0

    @property
    def receipt(self) -> Receipt | None:
        """What the notice is acknowledged by: what has reached the asker, else their group."""
        return next((one for one in (self.own, self.group) if one is not None and one.reached), None)

    @property
    def meant(self) -> Receipt | None:
        """What the notice concerns the asker by, whether it reached them or not."""
        return self.own or self.group


def gather(session: Session, ask: Ask) -> Found:
    """Find the notice: by its number, else the newest that the asker has not acknowledged."""
    agency_id, person_id = ask.asker.agency_id, _person(session, ask)
    if agency_id is None or (person_id is None and not ask.asker.in_group):
        return Found()
    number = slots.key(ask.intent, "notice")
    chat_id = ask.asker.chat_id if ask.asker.in_group else None
    if number is None:
        newest = _newest(session, agency_id, person_id, chat_id) if _is_typed(ask) else None
        if newest is None:
            return Found(person_id=person_id)
        number = newest.number
    group = None
    if chat_id is not None:
        group = notice_record.of_number(session, agency_id, number, chat_id=chat_id)
    own = None
    if person_id is not None:
        own = notice_record.of_number(session, agency_id, number, person_id=person_id)
    count = 0 if group is None else notice_record.heard_in(session, group.notice_id, group.unit)
    return Found(person_id=person_id, own=own, group=group, count=count)


def _newest(session: Session, agency_id: int, person_id: int | None, chat_id: int | None) -> Receipt | None:
    if chat_id is not None:
        return notice_record.latest(session, agency_id, chat_id=chat_id)
    return notice_record.latest(session, agency_id, person_id=person_id)


def _person(session: Session, ask: Ask) -> int | None:
    """Return who the asker is, also if they have no post (any more): a recipient stays one."""
    if ask.asker.member is not None:
        return ask.asker.member.person_id
    contact_id = ask.asker.contact_id
    if contact_id is None or people.agency_of_contact(session, contact_id) != ask.asker.agency_id:
        return None
    return people.of_contact(session, contact_id)


def _is_typed(ask: Ask) -> bool:
    """Whether it was said in words: a preview's button says nothing of which notice, and means none."""
    return ask.intent.slots.get("latest") is True


def acknowledge(ask: Ask) -> Reply:
    """Note that the asker has read a notice, and say so; a further time, since when."""
    found: Found = ask.found
    receipt, meant = found.receipt, found.meant
    number = slots.key(ask.intent, "notice")
    if meant is not None and meant.state not in notice_record.STILL:
        return _not(ask, "not_sent", meant.number)
    if receipt is None:
        return _nothing(ask, found, number)
    if found.person_id is None:
        return _not(ask, "stranger", receipt.number)
    return _signed(ask, found, receipt, _change(ask, found, receipt, found.person_id))


def _change(ask: Ask, found: Found, receipt: Receipt, person_id: int) -> NoticeAcknowledged | None:
    """Return what is to be noted; None if it was, for the person and for the group that they say it in."""
    rows = [found.own, *((found.group,) if found.group is not None else ())]
    if all(row is not None and row.acknowledged_at is not None for row in rows):
        return None
    return NoticeAcknowledged(
        notice_id=receipt.notice_id,
        person_id=person_id,
        at=ask.asker.now,
        chat_id=None if found.group is None else ask.asker.chat_id,
    )


def _signed(ask: Ask, found: Found, receipt: Receipt, change: NoticeAcknowledged | None) -> Reply:
    before = found.own.acknowledged_at if found.own is not None else None
    name = None
    if ask.asker.in_group and found.person_id is not None:
        called = ask.asker.member.name if ask.asker.member is not None else None
        name = NoticePerson(number=found.person_id, name=called)
    answer = NoticeSigned(
        number=receipt.number,
        at=local(ask, before or ask.asker.now),
        again=before is not None,
        name=name,
        count=found.count + (before is None) if found.group is not None else 0,
    )
    leads = () if ask.asker.in_group else (Intent("measure.mine"), Intent("help"))
    changes = () if change is None else (change,)
    return Reply(answer=answer, leads=leads, changes=changes, about=f"notice {receipt.number}")


def _nothing(ask: Ask, found: Found, number: int | None) -> Reply:
    """Say why there is nothing to acknowledge; typed without any notice it is a kind word."""
    if number is None and _is_typed(ask):
        return Reply(answer=SmallTalk(kind="thanks"), leads=talk.FIRST_STEPS)
    if number is None and "notice" not in ask.intent.slots:
        return _not(ask, "preview", None)
    if found.person_id is None:
        return _not(ask, "stranger", None)
    return _not(ask, "not_yours", number)


def _not(ask: Ask, why: str, number: int | None) -> Reply:
    answer = NoticeNotSigned(why=why, number=number)  # type: ignore[arg-type]  # words of the answer
    in_chat = (Intent("register"),) if why == "stranger" else (Intent("whoami"),)
    leads = () if ask.asker.in_group else (*in_chat, Intent("help"))
    return Reply(answer=answer, leads=leads)
