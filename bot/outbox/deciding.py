"""What follows from a failed try. Pure: time, chance and what is known of LINE's limits are arguments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.failures import AlreadyAccepted, LineFailure, Permanent, TokenSpent, TooMany, Uncertain

if TYPE_CHECKING:
    from bot.store.tables import OutboxMessage

GIVE_UP = dt.timedelta(hours=23)
"""LINE knows a retry key for 24 hours; after that the same call would be a second message.

An answer that LINE never took ends then too: who asked has asked again, and what waited for the month's
messages to come back would use up those of the next month with answers to questions long forgotten.
"""
FIRST_WAIT = 1.0
FLOOD_WAIT = 30.0
LONGEST_WAIT = 300.0
QUOTA_WAIT = 3600.0
"""Seconds. A bigger plan, the end of a reservation and that of the month come unheard: each hour is a try."""
DEAREST = 500
"""The most messages that one call can cost: LINE counts heads, and a group has at most so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of LINE's limits. ``left``: messages of the month, None if unlimited.

    ``asked``: whether LINE has told that at all. ``pressed``: whether our own calls to this endpoint, of all
    nodes together, came so thick lately that they had to wait for each other.
    """

    asked: bool = False
    left: int | None = None
    pressed: bool = False


NOTHING: Final = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a row after a try. ``wait`` (seconds) is for state queued only.

    ``flood``: what else is to be pushed to the same recipient shall wait as long. ``quota``: the month has no
    messages for it. Only rows of notices are dropped.
    """

    state: Literal["queued", "sent", "refused", "unknown", "dropped"]
    wait: float = 0.0
    drop_token: bool = False
    uncertain: bool = False
    flood: bool = False
    quota: bool = False


def decide(  # noqa: PLR0913 (all by name; each a thing that the decision depends on)
    failure: LineFailure,
    row: OutboxMessage,
    *,
    as_reply: bool,
    now: dt.datetime,
    known: Known,
    chance: float,
) -> Decision:
    """Decide what follows from a failed try of ``row`` (``attempts`` counts the try). ``chance``: 0 to 1."""
    match failure:
        case AlreadyAccepted():
            return Decision(state="sent")
        case TokenSpent() if row.uncertain:
            # The try that nobody heard back from may be what spent it: never a second message.
            return Decision(state="unknown", uncertain=True)
        case TokenSpent():
            return Decision(state="queued", drop_token=True)
        case Permanent():
            return Decision(state="refused", uncertain=row.uncertain)
    kind = _kind(failure, row, as_reply=as_reply, known=known)
    patience = LONGEST_WAIT
    if as_reply and row.reply_until is not None:  # rather a little early than when the token is over
        patience = (row.reply_until - now).total_seconds() / 2
    wait = max(_backoff(kind, row.attempts, chance), min(failure.wait, patience))
    again = Decision(
        state="queued",
        wait=wait,
        uncertain=row.uncertain or isinstance(failure, Uncertain),
        flood=kind == "flood",
        quota=kind == "quota",
    )
    return _in_time(again, row, now + dt.timedelta(seconds=wait), as_reply=as_reply)


def _in_time(again: Decision, row: OutboxMessage, next_try: dt.datetime, *, as_reply: bool) -> Decision:
    """Return ``again``, or what becomes of the row if its token, or its key, ends before the next try."""
    if as_reply and row.reply_until is not None and next_try >= row.reply_until:
        if again.uncertain:
            return Decision(state="unknown", uncertain=True)
        return Decision(state="queued", drop_token=True)
    if too_late(row, next_try):
        return Decision(state="unknown" if again.uncertain else "refused", uncertain=again.uncertain)
    return again


def too_late(row: OutboxMessage, now: dt.datetime) -> bool:
    """Whether LINE may have forgotten the retry key of the first try; never for what was never tried."""
    return row.first_attempt_at is not None and now >= row.first_attempt_at + GIVE_UP


def is_over(row: OutboxMessage, now: dt.datetime) -> bool:
    """Whether a row is not to be sent any more: what it says was for a time that is over."""
    return row.send_by is not None and now >= row.send_by


def asks_from(row: OutboxMessage, now: dt.datetime) -> dt.datetime | None:
    """Return until when a row waits that is over and that LINE may have taken; None: it is tried at once.

    It is tried while LINE knows its key: else nobody would ever know whether it was told.
    """
    if row.ask_from is None or now >= row.ask_from or too_late(row, row.ask_from):
        return None
    return row.ask_from


Kind = Literal["passing", "quota", "flood"]


def _kind(failure: LineFailure, row: OutboxMessage, *, as_reply: bool, known: Known) -> Kind:
    """Tell what a 429 means; anything else passes by itself.

    A reply is free, so neither the quota nor the flood of pushes concerns it. Of a push that costs more than
    is left it is the quota. Else it is the rate if our nodes, which keep to half of LINE's, were held to that
    lately; if they were not, LINE minds how much this one person is sent. A notice is no flood: each gets it
    once.
    """
    if as_reply or not isinstance(failure, TooMany) or not known.asked:
        return "passing"
    dearest = row.cost or (1 if row.recipient.startswith("U") else DEAREST)
    if known.left is not None and known.left < dearest:
        return "quota"
    return "passing" if known.pressed or row.notice_id is not None else "flood"


def _backoff(kind: Kind, attempts: int, chance: float) -> float:
    """Seconds to wait: doubled with each try, and spread so that rows which failed together part."""
    if kind == "quota":
        longest = QUOTA_WAIT
    else:
        first = FIRST_WAIT if kind == "passing" else FLOOD_WAIT
        longest = min(first * 2.0 ** min(attempts - 1, 16), LONGEST_WAIT)
    return longest * (0.5 + chance / 2)
