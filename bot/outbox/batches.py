"""Rows of notices: to whom each goes, looked up right before the call, and what became of them, written down.

Whom a row goes to is fixed before its first try, by recipients who name it. LINE's ids stand in no row: they
are looked up for each try, in the same order. Who cannot be reached by then is left out; a row of which some
try may have been accepted goes to whoever is still known, blocked or not, so that the call stays the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.failures import AlreadyAccepted
from bot.outbox.narrowing import judge
from bot.outbox.rows import settle
from bot.store import notice_delivery, notices, outbox
from bot.store.engine import reading, writing
from bot.store.notice_delivery import MANY, Addressee
from bot.store.outbox import QUEUED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from typing import Any, Protocol

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.failures import LineFailure
    from bot.outbox.deciding import Decision
    from bot.outbox.narrowing import Verdict
    from bot.store.notices import Kept
    from bot.store.tables import OutboxMessage

    class Onward(Protocol):
        """Looks after a notice of which a row was just settled, in the same transaction."""

        def __call__(
            self, session: Session, notice_id: int, now: dt.datetime, *, trouble: str | None, failed: int
        ) -> None:
            """``trouble``: why the notice has to pause; ``failed``: how many just were not reached."""


@dataclass(frozen=True, slots=True)
class To:
    """Whom a call goes to, by LINE's ids. ``absent``: recipients who are not among them, and why."""

    line_ids: tuple[str, ...]
    absent: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down of a try: the decision, and recipients by what became of them."""

    decision: Decision
    outcomes: Counter[str] = field(default_factory=Counter)


def to_whom(engine: Engine, row: OutboxMessage, now: dt.datetime, onward: Onward) -> tuple[To | None, int]:
    """Return whom to call for a claimed row, and how many were skipped. None: no call is to be made. Blocks.

    A notice that is not being sent any more is left alone from here on, right before the call.
    """
    with reading(engine) as session:
        notice = notices.bare(session, _notice(row))
        found = notice_delivery.of_row(session, row, notice.agency_id)
    away = _away(row, found)
    if away == {} and found and (row.uncertain or notice.state == notices.SENDING):
        return To(tuple(str(one.line_id) for one in found)), 0
    if row.uncertain and len(away) < len(found):
        here = tuple(one.line_id for one in found if one.line_id is not None)
        return To(here, away), 0
    with writing(engine) as session:
        return _fewer(session, row, now, onward)


def _fewer(
    session: Session, claimed: OutboxMessage, now: dt.datetime, onward: Onward
) -> tuple[To | None, int]:
    """Skip who cannot be reached any more, or drop the row."""
    notice = notices.bare(session, _notice(claimed), alone=True)
    row = outbox.get(session, claimed.id or 0, alone=True)
    if row.state != QUEUED or row.not_before != claimed.not_before:
        return None, 0  # the claim ran out, and others have taken the row
    found = notice_delivery.of_row(session, row, notice.agency_id)
    if row.uncertain:  # nobody of them is known any more, so LINE cannot be asked
        settle(row, "unknown", now)
        away: Mapping[int, str] = {}
        notice_delivery.end(session, row, "unknown", None, now)
    elif notice.state != notices.SENDING:
        settle(row, "dropped", now)
        away = {}
        notice_delivery.queue_again(session, row)
    else:
        away = _away(row, found)
        notice_delivery.skip(session, away, now)
        if len(away) == len(found):
            settle(row, "dropped", now)
        elif row.recipient == MANY:
            row.cost = len(found) - len(away)
    session.add(row)
    session.flush()
    if row.state == QUEUED:
        return To(tuple(str(one.line_id) for one in found if one.id not in away)), len(away)
    onward(session, notice.id, now, trouble=None, failed=0)
    return None, len(away)


def _away(row: OutboxMessage, found: Sequence[Addressee]) -> dict[int, str]:
    """Return who of a row is not to be called, and why."""
    if row.uncertain:
        return {one.id: one.why or notice_delivery.UNLINKED for one in found if one.line_id is None}
    return {one.id: one.why for one in found if one.why is not None}


def judged(notice: Kept, row: OutboxMessage, decision: Decision, failure: LineFailure | None) -> Verdict:
    """Judge a try for a row that is as it was before it."""
    heads = row.cost or 1 if row.recipient == MANY else 1
    return judge(decision, failure, row, heads=heads, wanted=notice.state == notices.SENDING)


def write(  # noqa: PLR0913 (what a try consisted of, by name)
    session: Session,
    row: OutboxMessage,
    verdict: Verdict,
    *,
    messages: Sequence[dict[str, Any]],
    failure: LineFailure | None,
    absent: Mapping[int, str],
    now: dt.datetime,
    onward: Onward,
) -> Counter[str]:
    """Write down what became of the recipients of a row whose own end is written; return how many by outcome.

    ``messages`` is what it said.
    """
    outcomes: Counter[str] = Counter()
    session.flush()
    if verdict.halve:
        notice_delivery.halve(session, row, messages, now)
    elif verdict.recipients == "queued":
        notice_delivery.queue_again(session, row)
    elif verdict.recipients != "sending":
        if absent and not isinstance(failure, AlreadyAccepted):
            notice_delivery.skip(session, absent, now)
            outcomes["skipped"] += len(absent)
        ended = notice_delivery.end(session, row, verdict.recipients, verdict.why, now)
        outcomes[verdict.recipients] += ended
    if row.state != QUEUED or verdict.trouble is not None:
        failed = outcomes["refused"] + outcomes["unknown"]
        onward(session, _notice(row), now, trouble=verdict.trouble, failed=failed)
    return outcomes


def _notice(row: OutboxMessage) -> int:
    assert row.notice_id is not None  # noqa: S101 (only rows of notices come here)
    return row.notice_id
