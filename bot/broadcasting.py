"""Notices on their way: begun when their time comes, sent row by row, paused, gone on with, ended.

A notice carries itself on: whoever settles a row of it (`bot.outbox`) makes the next ones in the same
transaction, so nothing waits for a poll and nothing dies with a process. Whatever that leaves lying (the
beginning, a month's messages that are there again, a transaction that failed) is found by who looks: durable
work when it was asked to, each minute, and `ita-bot tick`. Each transaction leaves nothing half done; to look
once more does no harm.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import structlog

from bot.aside import attempt
from bot.outbox import keep
from bot.outbox.narrowing import CONTENT, CREDENTIALS, FAILURES, QUOTA
from bot.render import render
from bot.render.limits import OverLimit
from bot.roles import Role
from bot.store import (
    channels,
    conversations,
    deployment,
    hearing,
    notice_delivery,
    notices,
    people,
    queries,
    quota,
    reminders,
)
from bot.store.notice_delivery import MANY, ONE
from bot.store.notices import CANCELLED, PAUSED, SCHEDULED, SENDING, SENT
from bot.store.reminders import NewReminder
from bot.store.tables import OutboxMessage
from bot.telling import tell
from bot.usecases import budgeting, foreseeing, pauses
from bot.usecases.notices import batching, pace, telling
from bot.usecases.notices.batching import Sender
from ita_core.keys import Name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from bot.answers import Reply
    from bot.line import Quota
    from bot.rounds import Change, Outside
    from bot.store.notices import Kept
    from bot.usecases.asker import Links
    from bot.usecases.notices.batching import Call

FRESH: Final = dt.timedelta(minutes=1)
"""How old LINE's figure of the month may be before a notice is gone on with."""


@dataclass(frozen=True, slots=True)
class Caster:
    """Looks after notices. ``links`` makes addresses of their files; None without a public address."""

    links: Links | None = None

    def onward(
        self, session: Session, notice_id: int, now: dt.datetime, *, trouble: str | None, failed: int
    ) -> None:
        """Follow up a settled row: pause, or go on. See `bot.outbox.batches.Onward`.

        What LINE did stays written down whatever becomes of this; the next look tries it again.
        """
        attempt(
            session,
            "going on with a notice",
            partial(self._onward, session, notice_id, now, trouble, failed),
            lambda: None,
            notice=notice_id,
        )

    def _onward(
        self, session: Session, notice_id: int, now: dt.datetime, trouble: str | None, failed: int
    ) -> None:
        trouble = trouble or (FAILURES if failed and _too_many(session, notice_id, failed) else None)
        if trouble is not None:
            pause(session, notice_id, trouble, now)
        else:
            self.go_on(session, notice_id, now)

    def attend(self, session: Session, notice_id: int, now: dt.datetime) -> bool:
        """Do what a notice needs now; return whether anything was done."""
        return attempt(
            session,
            "attending to a notice",
            partial(self._attend, session, notice_id, now),
            lambda: False,
            notice=notice_id,
        )

    def _attend(self, session: Session, notice_id: int, now: dt.datetime) -> bool:
        notice = notices.held(session, notice_id)
        if notice is None:
            return False  # thrown away since somebody asked to look after it
        if notice.state in {PAUSED, CANCELLED} and not self._may_resume(session, notice, now):
            return notice_delivery.take_back(session, notice_id, now) > 0
        if notice.state == SCHEDULED and notice.send_at <= now:
            notices.turn(session, notice_id, seen=(SCHEDULED,), state=SENDING, started_at=now)
        elif notice.state == PAUSED:
            notices.turn(session, notice_id, seen=(PAUSED,), state=SENDING)
        return self.go_on(session, notice_id, now)

    @staticmethod
    def _may_resume(session: Session, notice: Kept, now: dt.datetime) -> bool:
        return notice.state == PAUSED and notice.why == QUOTA and _has_room(session, notice, now)

    def go_on(self, session: Session, notice_id: int, now: dt.datetime) -> bool:
        """Put the next rows of a notice into the outbox, as many as may follow now, or end it."""
        notice = notices.bare(session, notice_id, alone=True)
        if notice.state != SENDING:
            return False
        room = _room(session, notice, now)
        done = False
        rows = 0
        while rows < pace.SIDE_BY_SIDE:
            waiting = notice_delivery.waiting(session, notice_id)
            tried = notice_delivery.tried(session, notice_id, pace.ENOUGH)
            size = pace.take(tried, waiting)
            if not size:
                return done
            # Who is gone costs nothing, so all of them that stand here are skipped at once.
            found = notice_delivery.queued(session, notice_id, notice.agency_id, pace.BATCH)
            if not found:
                return (not waiting.rows and _end(session, notice, now)) or done
            gone = {one.id: one.why for one in found if one.why is not None}
            notice_delivery.skip(session, gone, now)
            here = [one for one in found if one.why is None][:size]
            if not here:
                done = True
                continue
            made = batching.calls(here, pace.MOST_ROWS - waiting.rows, room)
            if not made:
                if room is not None and not waiting.rows:
                    pause(session, notice_id, QUOTA, now)
                return True
            try:
                self._put(session, notice, made, now)
            except OverLimit:
                structlog.get_logger("notices").exception("cannot be shown", notice=notice_id)
                pause(session, notice_id, CONTENT, now)
                return True
            room = None if room is None else room - sum(call.cost for call in made)
            done = True
            rows += 1
        return done

    def _put(self, session: Session, notice: Kept, calls: Iterable[Call], now: dt.datetime) -> None:
        sender = _sender(session, notice)
        rendered = [
            (
                call,
                render(
                    batching.said(notice, sender, call.to[0].filled if call.alone else None, self.links),
                    call.language,
                ),
            )
            for call in calls
        ]
        for call, messages in rendered:
            row = OutboxMessage(
                channel_id=call.channel_id,
                chat_id=_chat(session, call),
                recipient=ONE if call.alone else MANY,
                messages=messages,
                retry_key=str(uuid4()),
                created_at=now,
                not_before=now,
                in_flight=False,
                about=f"notice {notice.number}",
                notice_id=notice.id,
                cost=call.cost,
            )
            notice_delivery.put(session, row, [one.id for one in call.to])


def _chat(session: Session, call: Call) -> int:
    return call.to[0].chat_id or conversations.nobodys_chat(session, call.channel_id)


def _sender(session: Session, notice: Kept) -> Sender:
    agency = queries.agency(session, notice.agency_id)
    assert agency is not None  # noqa: S101 (a foreign key)
    return Sender(
        Name(agency.name_th, agency.name_en),
        agency.short_th,
        corrects=notices.number_of(session, notice.agency_id, notice.corrects_id),
        reminds=notices.number_of(session, notice.agency_id, notice.reminds_id),
    )


def _too_many(session: Session, notice_id: int, more: int) -> bool:
    failed = notice_delivery.failed(session, notice_id)
    tried = notice_delivery.tried(session, notice_id, pace.matters(failed))
    return pace.too_many(failed, more, tried)


def _room(session: Session, notice: Kept, now: dt.datetime) -> int | None:
    """Return how many messages a notice may cost now; None: there is no limit, or it is not known.

    Nobody else takes of them until the transaction ends.
    """
    channel_id = quota.channel_of(session, notice.agency_id)
    if channel_id is not None:
        quota.hold(session, channel_id)
    reading = None if channel_id is None else quota.of_channel(session, channel_id)
    if reading is None or reading.most is None or reading.month != budgeting.month_of(now):
        return None
    means = foreseeing.means_of(session, notice.agency_id, now)
    return means.left if notice.urgent else means.room


def _has_room(session: Session, notice: Kept, now: dt.datetime) -> bool:
    """Whether LINE has told that the month has messages for a notice."""
    channel_id = quota.channel_of(session, notice.agency_id)
    reading = None if channel_id is None else quota.of_channel(session, channel_id)
    if reading is None or reading.month != budgeting.month_of(now):
        return False  # to try is no way to find out: who is told of each pause would be told each minute
    found = notice_delivery.queued(session, notice.id, notice.agency_id, pace.BATCH)
    here = [one for one in found if one.why is None]
    return not here or bool(batching.calls(here, pace.MOST_ROWS, _room(session, notice, now)))


# --- pausing and ending ---------------------------------------------------------------------------------


def pause(session: Session, notice_id: int, why: str, now: dt.datetime) -> bool:
    """Pause a notice by itself, and tell who must know; return whether it was being sent.

    They are told by a push, unless LINE would not take it: then free, with their next answer.
    """
    if not notices.turn(session, notice_id, seen=(SENDING,), state=PAUSED, why=why):
        return False
    notice_delivery.take_back(session, notice_id, now)
    notice = _counted(session, notice_id)
    whom = _admins(session, notice) | _author(session, notice)
    if why == CREDENTIALS or not _affords(session, notice, len(whom), now):
        _let_hear(session, notice, whom, now)
    else:
        _tell(session, notice, telling.paused(notice, why), whom, now)
    return True


def arm(session: Session, now: dt.datetime, who: str, *, send_waiting: bool) -> bool:
    """Let a copy act, as `deployment.arm` does; whoever must know will hear of the notices that this paused.

    They hear with their next answer: a push could be one more than the original sends.
    """
    armed = deployment.arm(session, now, who, send_waiting=send_waiting)
    if armed and not send_waiting:
        for notice in notices.under_way(session):
            if notice.state == PAUSED and notice.why == deployment.COPIED:
                _let_hear(session, notice, _admins(session, notice) | _author(session, notice), now)
    return armed


def _affords(session: Session, notice: Kept, cost: int, now: dt.datetime) -> bool:
    """Whether the month has so many messages, the reserve included, as far as LINE has told."""
    left = foreseeing.means_of(session, notice.agency_id, now).left
    return left is None or left >= cost


def _end(session: Session, notice: Kept, now: dt.datetime) -> bool:
    if notice_delivery.any_left(session, notice.id):
        return False
    ended = notices.turn(session, notice.id, seen=(SENDING,), state=SENT, ended_at=now)
    counted = _counted(session, notice.id)
    if telling.worth_a_message(counted, now):
        _tell(session, counted, telling.done(counted), _author(session, notice), now)
    return ended


def _counted(session: Session, notice_id: int) -> Kept:
    bare = notices.bare(session, notice_id)
    return notices.get(session, bare.agency_id, notice_id) or bare


def _admins(session: Session, notice: Kept) -> set[int]:
    return {one.person_id for one in hearing.with_role(session, [notice.agency_id], Role.ADMIN)}


def _author(session: Session, notice: Kept) -> set[int]:
    """Return who wrote a notice, if they belong to its agency still."""
    if notice.author_id is None:
        return set()
    posts = hearing.of_people(session, [notice.author_id])
    return {one.person_id for one in posts if one.agency_id == notice.agency_id}


def _tell(session: Session, notice: Kept, reply: Reply, whom: Iterable[int], now: dt.datetime) -> None:
    """Tell people by a push. That this fails is no reason to go on or to stay."""

    def each() -> None:
        for to in people.recipients(session, sorted(whom)):
            tell(session, to, reply, now)

    attempt(session, "telling of a notice", each, lambda: None, notice=notice.id)


def _let_hear(session: Session, notice: Kept, whom: Iterable[int], now: dt.datetime) -> None:
    """Let people hear with their next answer, or card, that a notice is paused."""
    today = now.date()
    new = [
        NewReminder(
            agency_id=notice.agency_id,
            person_id=person,
            duty_id=None,
            kind=pauses.PAUSED,
            rung=pauses.rung_of(notice.number, now),
            due=today,
            day=today,
            show_on=today,
            push_at=None,
        )
        for person in sorted(whom)
    ]
    attempt(
        session,
        "telling of a notice",
        partial(reminders.add, session, new),
        lambda: None,
        notice=notice.id,
    )


# --- looking --------------------------------------------------------------------------------------------


def needs(session: Session, now: dt.datetime, only: int | None = None) -> dict[str, Any]:
    """Return what is to be looked after, as JSON: ``notices``, and whether to ``ask`` LINE of the month.

    A look costs next to nothing where nothing is under way. With ``only`` one notice, as it was asked for.
    """
    found = [one.id for one in notices.under_way(session) if _wants(one, now)] if only is None else [only]
    return {"notices": found, "ask": bool(found) and _is_old(session, now)}


def _wants(notice: Kept, now: dt.datetime) -> bool:
    if notice.state == SCHEDULED:
        return notice.send_at <= now
    return notice.state == SENDING or notice.why == QUOTA


def _is_old(session: Session, now: dt.datetime) -> bool:
    channel_id = channels.first(session)
    reading = None if channel_id is None else quota.of_channel(session, channel_id)
    if reading is None:
        return channel_id is not None
    return reading.month != budgeting.month_of(now) or not dt.timedelta() <= now - reading.read_at < FRESH


def look(change: Change, outside: Outside, caster: Caster, now: dt.datetime, only: int | None = None) -> int:
    """Look after all notices that need it, or one; return how many something was done for."""
    found: dict[str, Any] = outside.look("which notices", partial(needs, now=now, only=only))
    if found["ask"]:
        told: Quota | None = outside.ask()
        if told is not None:
            change("note quota", partial(keep, told=told, now=now))
    return sum(
        change("attend to notice", partial(caster.attend, notice_id=key, now=now)) for key in found["notices"]
    )
