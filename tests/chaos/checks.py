"""What LINE saw, held against what people did: nothing lost, nothing twice, nothing out of order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from tests.chaos.beds import LEASES, PARKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator import Call
    from tests.chaos.beds import AnswerRow
    from tests.chaos.plan import Deed
    from tests.chaos.postman import Letter
    from tests.chaos.stage import Stage

SILENT = frozenset({"chatter"})
MAY_BE_SILENT = frozenset({"ask and unsend"})
SENDING = ("/reply", "/push")
UNCERTAIN = ("500", "no answer", "delay")


@dataclass
class Verdict:
    """What was found. ``wrong`` is empty if all is well."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


@dataclass
class Told:
    """What LINE saw for one event: the calls for it, and those that put something into the chat."""

    calls: list[Call] = field(default_factory=list)
    accepted: list[Call] = field(default_factory=list)


class Judge:
    """Looks at a round that has ended."""

    def __init__(self, stage: Stage, deeds: Mapping[str, Deed]) -> None:
        self._stage = stage
        self._deeds = deeds
        self._letters = stage.postman.letters
        self._rows: dict[str, AnswerRow] = {}
        self._told: dict[str, Told] = defaultdict(Told)
        self.verdict = Verdict()

    def judge(self) -> Verdict:
        """Check everything."""
        self._read()
        for event_id, deed in self._deeds.items():
            self._answered_once(event_id, deed)
        self._in_order()
        self._database()
        self.verdict.wrong += self._stage.notices.wrong()
        self.verdict.counts += self._stage.notices.counts()
        return self.verdict

    def _wrong(self, what: str) -> None:
        self.verdict.wrong.append(what)

    # --- what LINE saw -----------------------------------------------------------------------------------

    def _read(self) -> None:
        """Tell for each call, by its token or retry key, which event it answers."""
        for row in self._stage.rows.answers():
            if row.event_id in self._rows:
                self._wrong(f"event {row.event_id} has two answers in the outbox")
            self._rows[row.event_id] = row
        by_key = {row.retry_key: row.event_id for row in self._rows.values()}
        by_token = {letter.token: key for key, letter in self._letters.items() if letter.token}
        in_chats = {
            message.request_id
            for chat in self._stage.line.world.chats.values()
            for message in chat
            if message.request_id
        }
        for call in self._stage.line.calls:
            if not call.path.endswith(SENDING):
                continue  # a question, such as what is left of the quota
            token = call.request.get("replyToken")
            event_id = by_token.get(token) if token else by_key.get(call.retry_key)
            if event_id is None:
                self._wrong(f"call {call.number} answers nothing: {call.path} {call.status}")
                continue
            told = self._told[event_id]
            told.calls.append(call)
            if call.request_id in in_chats:
                told.accepted.append(call)
        self._count()

    def _count(self) -> None:
        counts = self.verdict.counts
        for told in self._told.values():
            counts["retries"] += max(0, len(told.calls) - 1)
            for call in told.accepted:
                counts["replies" if call.path.endswith("reply") else "pushes"] += 1
            for call in told.calls:
                if call.fault:
                    counts[f"LINE: {call.fault}"] += 1
                if call.status not in {0, 200, 409} and not call.fault and call.response.get("details"):
                    self._wrong(f"LINE refused call {call.number}: {call.problems}")

    # --- once --------------------------------------------------------------------------------------------

    def _answered_once(self, event_id: str, deed: Deed) -> None:
        letter, told = self._letters[event_id], self._told[event_id]
        if letter.taken_at is None:
            return self._wrong(f"event {event_id} was never taken")
        name = f"event {event_id} ({deed.kind} {deed.code})"
        if len(told.accepted) > 1:
            self._wrong(f"{name} was answered {len(told.accepted)} times")
        elif told.accepted:
            self._fitting(name, letter, deed, told.accepted[0])
        else:
            self._unanswered(name, event_id, deed)
        return None

    def _fitting(self, name: str, letter: Letter, deed: Deed, call: Call) -> None:
        said = next(
            message
            for message in self._stage.line.world.chats[letter.chat]
            if message.request_id == call.request_id
        )
        if deed.kind in SILENT:
            self._wrong(f"{name} was answered, but was not meant for the bot")
        elif deed.kind != "stale button" and f" {deed.code} " not in f"{said.text} ":
            self._wrong(f"{name} was answered with something else")
        taken = letter.taken_at or 0.0
        self.verdict.slowest = max(self.verdict.slowest, self._stage.said_at[call.request_id] - taken)
        self.verdict.counts["answered"] += 1

    def _unanswered(self, name: str, event_id: str, deed: Deed) -> None:
        if deed.kind in SILENT:
            self.verdict.counts["rightly silent"] += 1
            return
        row = self._rows.get(event_id)
        if row is None and deed.kind in MAY_BE_SILENT:
            self.verdict.counts["unsent before it was read"] += 1
        elif row is not None and row.state == "unknown" and self._excused(row, event_id):
            self.verdict.counts["unknown and not seen"] += 1
        else:
            state = "no row" if row is None else f"row {row.id} {row.state} {row.problem}"
            self._wrong(f"{name} was not answered: {state}")

    def _excused(self, row: AnswerRow, event_id: str) -> bool:
        """Whether the round made it impossible to know: by a fault of this very call, or cutting it off.

        A try that LINE never saw is one whose node was killed between taking the row and calling.
        """
        calls = self._told[event_id].calls
        killed = any(node.killed for node in self._stage.nodes)
        cut_off = row.id in self._stage.in_hand or (killed and len(calls) < row.attempts)
        return cut_off or any(word in call.fault for call in calls for word in UNCERTAIN)

    # --- in order ----------------------------------------------------------------------------------------

    def _in_order(self) -> None:
        """In each chat, the answers whose first try went well come in the order of their events.

        Not held to it: what LINE made wait, for the next answer does not wait for a second try; and what was
        taken by the bot only after the other was posted.
        """
        for chat in self._stage.line.world.chats.values():
            calls = dict.fromkeys(message.request_id for message in chat)
            steady = [self._steady[call] for call in calls if call in self._steady]
            for first, second in combinations(steady, 2):
                if self._before(second, first):
                    self._wrong(f"the answer to {first} came before that to {second}, in one chat")

    def _before(self, one: str, other: str) -> bool:
        """Whether ``one`` must be answered before ``other``."""
        a, b = self._letters[one], self._letters[other]
        return a.taken_at is not None and a.taken_at < b.posted_at and a.occurred_ms <= b.occurred_ms

    @cached_property
    def _steady(self) -> dict[str, str]:
        """The calls that were the only try of an answer, each with its event."""
        return {
            told.accepted[0].request_id: event_id
            for event_id, told in self._told.items()
            if len(told.accepted) == len(told.calls) == 1
            and event_id in self._rows
            and self._rows[event_id].attempts == 1
        }

    # --- the database ------------------------------------------------------------------------------------

    def _database(self) -> None:
        stage, counts = self._stage, self.verdict.counts
        for row in self._rows.values():
            counts[f"state {row.state}"] += 1
            if row.state == "refused":
                self._wrong(f"row {row.id} was refused: {row.problem}")
        parked = stage.rows.number(PARKED)
        if parked:
            self._wrong(f"{parked} events are parked")
        killed = {str(pid) for node in stage.nodes for pid in node.killed}
        left = [holder for (holder,) in stage.rows.all(LEASES) if holder.split(":")[-2] not in killed]
        if left:
            self._wrong(f"{len(left)} chats are still held by programs that ended in order")
        self.verdict.wrong += stage.bed.damage()
        for node in stage.nodes:
            self.verdict.wrong += node.problems
