"""LINE's way of delivering webhooks: to any of the bot's web nodes, and again until one says 200."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from bot.simulator import Line, Webhook

TIMEOUT = aiohttp.ClientTimeout(total=2.0)
"""LINE gives a webhook so long. How often it sends one again it does not say; here: until it is taken."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
OK = 200


@dataclass
class Letter:
    """One event on its way. Times are seconds of the monotonic clock."""

    event_id: str
    token: str
    chat: str
    occurred_ms: int
    posted_at: float = 0.0
    taken_at: float | None = None


@dataclass
class Postman:
    """Carries webhooks in a thread of its own."""

    line: Line
    addresses: Sequence[str]
    letters: dict[str, Letter] = field(default_factory=dict)
    posts: int = 0
    again: int = 0
    copies: int = 0

    def __post_init__(self) -> None:
        self._turn = itertools.cycle(self.addresses)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="postman", daemon=True)
        self._thread.start()
        self._under_way: list[Future[None]] = []

    def send(self, webhook: Webhook, *, held: float = 0.0, copies: int = 1) -> None:
        """Take a webhook, to be delivered after so many seconds; a copy comes as much later again."""
        for event in webhook.events:
            source = event["source"]
            chat = source.get("groupId") or source["userId"]
            key = event["webhookEventId"]
            self.letters[key] = Letter(key, event.get("replyToken", ""), chat, event["timestamp"])
        self.copies += copies - 1
        for number in range(1, copies + 1):
            carried = self._carry(webhook, held * number)
            self._under_way.append(asyncio.run_coroutine_threadsafe(carried, self._loop))

    def waiting(self) -> int:
        """Count what nobody has taken yet. Raises what went wrong on the way."""
        ended = [one for one in self._under_way if one.done()]
        for one in ended:
            one.result()
        self._under_way = [one for one in self._under_way if one not in ended]
        return len(self._under_way)

    def close(self) -> None:
        """Go home."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _carry(self, webhook: Webhook, held: float) -> None:
        await asyncio.sleep(held)
        self._begin(webhook)
        pause = FIRST_PAUSE
        while not await self._post(webhook):
            self.again += 1
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            webhook = self.line.redelivery(webhook)
        for event in webhook.events:
            letter = self.letters[event["webhookEventId"]]
            letter.taken_at = letter.taken_at or time.monotonic()

    def _begin(self, webhook: Webhook) -> None:
        for event in webhook.events:
            letter = self.letters[event["webhookEventId"]]
            letter.posted_at = letter.posted_at or time.monotonic()

    async def _post(self, webhook: Webhook) -> bool:
        """Post once, on a connection of its own: to a proxy of LINE's, every node is a stranger."""
        self.posts += 1
        connector = aiohttp.TCPConnector(force_close=True)
        try:
            async with (
                aiohttp.ClientSession(connector=connector, timeout=TIMEOUT) as session,
                session.post(next(self._turn), data=webhook.body, headers=webhook.headers) as answer,
            ):
                return answer.status == OK
        except (aiohttp.ClientError, TimeoutError):
            return False
