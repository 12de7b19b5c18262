"""Throw away what is old: every hour, in small batches, each recorded with what it deleted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from bot.store import evidence, notice_recipients, reminded
from bot.store import retention as old
from bot.store.jobs import PARKED
from bot.usecases.retention import Kept, cutoff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlmodel import Session

    from bot.evidence.vault import Vault
    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run

NAME: Final = "retention"
HOURLY: Final = "17 * * * *"
MOST: Final = 200
"""Batches of one kind in one run: a backlog is worked off over some hours, not in one endless workflow."""
FORGET: Final[Mapping[Kept, Callable[[Session, dt.datetime, int], int]]] = {
    Kept.HANDLED_EVENTS: old.forget_handled_events,
    Kept.PARKED_CONTENT: old.erase_parked_events,
    Kept.PARKED_EVENTS: old.forget_parked_events,
    Kept.SETTLED_MESSAGES: old.forget_settled_messages,
    Kept.SENT_IDS: old.forget_sent_messages,
    Kept.REPORTS: old.forget_reports,
    Kept.EXTENSIONS: old.forget_extensions,
    Kept.AUDIT: old.forget_audit,
    Kept.DIALOGUES: old.erase_dialogues,
    Kept.INVITES: old.forget_invites,
    Kept.BLOCKED: old.erase_strangers,
    Kept.REMINDERS: reminded.forget_reminders,
    Kept.CARDS: reminded.forget_cards,
    Kept.HUSHES: reminded.forget_hushes,
    Kept.LEAVES: reminded.forget_leaves,
    Kept.NOTICES: notice_recipients.forget,
    Kept.CLOSURES: reminded.forget_closures,
}
EVIDENCE: Final[Mapping[Kept, Callable[[Session, dt.datetime, int], Sequence[evidence.Old]]]] = {
    Kept.LOOSE_EVIDENCE: evidence.take_loose,
    Kept.OLD_EVIDENCE: evidence.take_old,
}
DELETED_AT_ONCE: Final = 50
"""Pieces of content that one step deletes: a bucket takes some milliseconds for each."""
ENDED: Final[Mapping[Kept, Sequence[str]]] = {
    Kept.FINISHED_WORK: ("SUCCESS",),
    Kept.PARKED_WORK: PARKED,  # not CANCELLED: somebody may resume it
}


def define(jobs: Jobs, now: Callable[[], dt.datetime], vault: Vault, batch: int = old.BATCH) -> None:
    """Make retention known to ``jobs``; ``now`` decides what is old, not when it is run."""

    def retention(run: Run, *_: object) -> None:
        moment = dt.datetime.fromisoformat(run.look("now", lambda: now().isoformat()))
        for kept in FORGET:
            _forget(run, kept, cutoff(kept, moment), batch)
        for kept in EVIDENCE:
            _forget_evidence(run, vault, kept, cutoff(kept, moment), min(batch, DELETED_AT_ONCE))
        for kept in ENDED:
            _forget_work(run, jobs, kept, cutoff(kept, moment), batch)

    jobs.define(NAME, retention, cron=HOURLY)


def _forget(run: Run, kept: Kept, before: dt.datetime, batch: int) -> None:
    for _batch in range(MOST):
        if run.change(kept, lambda session: FORGET[kept](session, before, batch)) < batch:
            return


def _forget_evidence(run: Run, vault: Vault, kept: Kept, before: dt.datetime, batch: int) -> None:
    for _batch in range(MOST):
        if _forget_some(run, vault, kept, before, batch) < batch:
            return


def _forget_some(run: Run, vault: Vault, kept: Kept, before: dt.datetime, batch: int) -> int:
    """Withdraw rows, then delete their content, then the rows: whatever dies, the rest can still be found."""
    taken: list[tuple[int, str | None]] = run.change(
        kept, lambda session: [(one.id, one.place) for one in EVIDENCE[kept](session, before, batch)]
    )
    if taken:
        keys, places = [key for key, _ in taken], [place for _, place in taken if place]
        run.look(f"content of {kept}", lambda: _delete(vault, places))
        run.change(f"rows of {kept}", lambda session: evidence.forget(session, keys))
    return len(taken)


def _delete(vault: Vault, places: Sequence[str]) -> int:
    for place in places:
        vault.delete(place)
    return len(places)


def _forget_work(run: Run, jobs: Jobs, kept: Kept, before: dt.datetime, batch: int) -> None:
    for _batch in range(MOST):
        if run.look(kept, lambda: jobs.forget(ENDED[kept], before, batch)) < batch:
            return
