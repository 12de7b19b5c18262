"""Fetch evidence from LINE at once, for LINE deletes it; delete what was withdrawn.

1. The row notes where its content goes. So whatever dies from now on, whatever was put there can be found.
2. The content is fetched, checked and put there, in one step: done again, it puts the same to the same place.
3. The row notes what it is, in one transaction with what is told of it. Was it withdrawn meanwhile,
   the content is deleted.

Content that LINE is not ready to give, or a LINE that does not answer, is waited for by further work that is
enqueued for later, in the transaction that records the wait: nobody's thread sleeps.
"""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.content import Fetched
from bot.evidence import keeping, kinds
from bot.evidence.likeness import alike
from bot.store import evidence as rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import IO

    from sqlmodel import Session

    from bot.evidence.vault import Vault
    from bot.jobs.engine import Jobs
    from bot.jobs.run import Run
    from bot.store.tables import Evidence

FETCH: Final = "evidence"
WITHDRAW: Final = "evidence withdrawn"
PREPARED: Final = (2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 60.0, 60.0, 120.0, 120.0, 300.0)
"""Seconds between the tries while LINE converts a video or recording: twelve minutes."""
ANSWERED: Final = (5.0, 15.0, 60.0, 300.0, 900.0, *(3600.0,) * 24)
"""Seconds between the tries while LINE does not answer: a day."""
_WAITED: Final[Mapping[Fetched, str]] = {
    Fetched.PREPARING: kinds.NOT_PREPARED,
    Fetched.LATER: kinds.UNREACHABLE,
}
_ENDS: Final[Mapping[Fetched, tuple[str, str]]] = {
    Fetched.FAILED: (rows.REFUSED, kinds.NOT_PREPARED),
    Fetched.GONE: (rows.GONE, kinds.GONE),
    Fetched.TOO_LARGE: (rows.REFUSED, kinds.TOO_LARGE),
}


class Source(Protocol):
    """Where content comes from: `bot.content.ContentClient`."""

    def fetch(self, message_id: str, into: IO[bytes], most: int) -> Fetched:
        """Write a message's content into a file, so many bytes at most."""


def nobody(_session: Session, _row: Evidence) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Seconds between tries, one more try than there are waits."""

    prepared: Sequence[float] = PREPARED
    answered: Sequence[float] = ANSWERED

    def of(self, fetched: Fetched) -> Sequence[float]:
        """Return the waits for what stands in the way."""
        return self.prepared if fetched is Fetched.PREPARING else self.answered


def enqueue(jobs: Jobs) -> Callable[[Session, int], None]:
    """Return what has a row in state ``expected`` fetched, once the session's transaction commits."""

    def fetch(session: Session, evidence_id: int) -> None:
        jobs.enqueue(session, FETCH, rows.work_key(session, evidence_id), evidence_id)

    return fetch


def enqueue_withdrawn(jobs: Jobs) -> Callable[[Session, int], None]:
    """Return what has the content of a withdrawn row deleted, once the session's transaction commits."""

    def withdrawn(session: Session, evidence_id: int) -> None:
        jobs.enqueue(session, WITHDRAW, rows.work_key(session, evidence_id), evidence_id)

    return withdrawn


def define(
    jobs: Jobs,
    source: Source,
    vault: Vault,
    told: Callable[[Session, Evidence], None] = nobody,
    waits: Waits | None = None,
) -> None:
    """Make both known to ``jobs``.

    ``told`` is called with a row that ended refused or gone, in the transaction in which it does.
    """
    room = _Room(jobs, source, vault, told, waits or Waits())
    jobs.define(FETCH, room.fetch)
    jobs.define(WITHDRAW, room.withdraw)


@dataclass(frozen=True, slots=True)
class _Room:
    jobs: Jobs
    source: Source
    vault: Vault
    told: Callable[[Session, Evidence], None]
    waits: Waits

    def fetch(self, run: Run, *arguments: object) -> None:
        """Fetch what a row expects. Arguments: its id; how often it was waited for LINE, by what for."""
        evidence_id = int(str(arguments[0]))
        waited = {str(name): int(times) for name, times in _mapping(arguments[1:]).items()}
        task = run.change("take up", lambda session: self._take_up(session, evidence_id))
        if task is None:
            return
        found = run.look("fetch", lambda: self._take_in(task))
        fetched = Fetched(found["fetched"])
        if fetched in _WAITED:
            times = waited.get(fetched, 0)
            waits = self.waits.of(fetched)
            if times < len(waits):
                again = {**waited, fetched.value: times + 1}
                run.change("wait", lambda session: self._later(session, evidence_id, again, waits[times]))
                return
        if not run.change("settle", lambda session: self._settle(session, evidence_id, found)):
            run.look("discard", lambda: self.vault.delete(task["place"]))  # an earlier try may have put it

    def withdraw(self, run: Run, *arguments: object) -> None:
        """Delete what is kept of a withdrawn row, and what the record of its fetching says of the content."""
        evidence_id = int(str(arguments[0]))
        place = run.change("place", lambda session: rows.withdrawn_place(session, evidence_id))
        if place is not None:
            run.look("delete", lambda: self.vault.delete(place))
            key = run.change("work", lambda session: rows.work_key(session, evidence_id))
            run.look("forget", lambda: self.jobs.forget_done(FETCH, key))

    def _take_up(self, session: Session, evidence_id: int) -> dict[str, Any] | None:
        task = rows.take_up(session, evidence_id, secrets.token_hex(20))
        return None if task is None else asdict(task)

    def _take_in(self, task: Mapping[str, Any]) -> dict[str, Any]:
        """Fetch, check and keep. A file on its way has no name, so that nothing is left of it, ever."""
        for_notice = bool(task.get("for_notice"))  # a task noted by an earlier version does not say
        most = kinds.most_bytes(task["kind"], for_notice=for_notice)
        with tempfile.TemporaryFile(dir=self.vault.workshop) as file:
            fetched = self.source.fetch(task["message_id"], file, most)
            if fetched is not Fetched.WHOLE:
                return {"fetched": fetched.value}
            kept = keeping.keep(self.vault, task["place"], file, for_notice=for_notice)
            return {"fetched": fetched.value, **asdict(kept)}

    def _later(self, session: Session, evidence_id: int, waited: Mapping[str, int], seconds: float) -> None:
        key = f"{rows.work_key(session, evidence_id)}.{sum(waited.values()):02}"
        self.jobs.enqueue(session, FETCH, key, evidence_id, waited, delay=seconds)

    def _settle(self, session: Session, evidence_id: int, found: Mapping[str, Any]) -> bool:
        """Note what became of it. Returns whether it is kept; it may have been withdrawn meanwhile."""
        state, values = _outcome(found)
        row = rows.settle(session, evidence_id, state, **values)
        if row is not None and state != rows.KEPT:
            self.told(session, row)
        if row is not None and state == rows.KEPT and _repeats(session, row):
            row.problem = kinds.ALIKE
            session.add(row)
        return row is not None and state == rows.KEPT


def _repeats(session: Session, row: Evidence) -> bool:
    """Whether the agency has this already, or a picture that shows the same."""
    session.flush()
    earlier = rows.alike_candidates(session, row.id or 0)
    return any(one.sha256 == row.sha256 or alike(one.likeness, row.likeness) for one in earlier)


def _outcome(found: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the state that a row ends in, and what else is noted."""
    fetched = Fetched(found["fetched"])
    if fetched in _WAITED:
        return rows.REFUSED, {"problem": _WAITED[fetched]}
    if fetched in _ENDS:
        state, problem = _ENDS[fetched]
        return state, {"problem": problem}
    values = {name: value for name, value in found.items() if name != "fetched"}
    return (rows.REFUSED if values["problem"] else rows.KEPT), values


def _mapping(rest: Sequence[object]) -> Mapping[str, Any]:
    return rest[0] if rest and isinstance(rest[0], dict) else {}
