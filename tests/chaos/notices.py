"""Notices go out while people talk and things break: each recipient has each once, and it is on record."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from bot.jobs import Jobs
from bot.jobs.notices import NAME, enqueue
from bot.store import engine as engines
from bot.store.engine import reading, writing
from bot.usecases.notices import content
from tests.flows import broadcast
from tests.flows.killing import kept

if TYPE_CHECKING:
    from bot.simulator import Line
    from tests.chaos.clock import TurnedClock
    from tests.chaos.plan import Scale

SHOWN = 5
"""Of recipients with whom something is wrong; the rest is counted."""


class Notices:
    """The notices of a round, to people who say nothing. They are confirmed; when each begins is chance."""

    def __init__(self, line: Line, url: str, scale: Scale, seed: int) -> None:
        self._line = line
        self._scale = scale
        self._chance = random.Random(f"notices/{seed}")  # noqa: S311 (to be had again, not to be secret)
        self._engine = engines.create(url)
        self._those = broadcast.Crowd(0, (), ())
        self._texts: dict[int, str] = {}

    def begin(self, clock: TurnedClock) -> None:
        """Store them, to be looked at by the bot in the course of the round."""
        now, engine = clock(), self._engine
        self._those = broadcast.crowd(engine, self._line, self._scale.recipients, at=now)
        to = broadcast.recipients(engine, self._those)
        jobs = Jobs(engine, "asking")
        jobs.define(NAME, lambda *_: None)
        for number in range(self._scale.notices):
            text = f"ประกาศเรื่องที่ {number}"
            stored = content.dump(content.Content(text=text))
            key = broadcast.make(engine, self._those, to, at=now, stored=stored)
            self._texts[key] = text
            with writing(engine) as session:
                enqueue(jobs)(session, key, self._chance.uniform(0, self._scale.seconds * 0.7))

    def wrong(self) -> list[str]:
        """Hold LINE's side against the record, person by person."""
        there = self._there()
        return [one for key in self._texts for one in self._wrong(key, there[self._texts[key]])]

    def counts(self) -> Counter[str]:
        """Count what LINE took."""
        calls = broadcast.multicasts(self._line)
        return Counter({"notices": len(self._texts), "notices' calls": len(calls)})

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _there(self) -> dict[str, Counter[str]]:
        """Count, by notice, how often each has it at LINE's side."""
        found: dict[str, Counter[str]] = {text: Counter() for text in self._texts.values()}
        with self._line.changed:
            for chat, messages in self._line.world.chats.items():
                for message in messages:
                    text = str(message.content.get("text"))
                    if message.sender == self._line.world.bot_id and text in found:
                        found[text][chat] += 1
        return found

    def _wrong(self, key: int, there: Counter[str]) -> list[str]:
        name = f"notice {key}"
        odd = [f"{one} has it {there[one]} times" for one in self._those.line_ids if there[one] != 1]
        strangers = there.keys() - set(self._those.line_ids)
        notice = kept(self._engine, self._those.agency_id, key)
        with reading(self._engine) as session:
            record = broadcast.became(session, key)
        missed = [f"{one} is {record.get(one)}" for one in self._those.line_ids if record.get(one) != "sent"]
        found = [f"{name}: {len(some)}: {'; '.join(some[:SHOWN])}" for some in (odd, missed) if some]
        if strangers:
            found.append(f"{name}: {len(strangers)} have it who are not its recipients")
        if notice.state != "sent":
            found.append(f"{name} is {notice.state} ({notice.why})")
        return found
