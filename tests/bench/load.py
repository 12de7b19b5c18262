"""The load generator and the LINE behind the bot, in a process of their own: `… -m tests.bench.load PORT`.

Orders come in as lines of JSON, what was seen goes out as lines of JSON: see `tests.bench.orders`. One loop
posts the webhooks and hears the replies, so both ends of a measured time are read from one clock.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import time
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import uvloop

from tests.bench.figures import hundredth
from tests.bench.orders import KINDS, PATIENCE, Drain, Flat, Order, Paced, Told
from tests.bench.posts import Posts
from tests.bench.wire import Called, Caller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.posts import Post
    from tests.bench.wire import Answered

AT_MOST = 15_000
"""Webhooks a second that are made beforehand: more than one process takes."""
DRAINERS = 32


class Load:
    """One order under way. ``used`` is LINE's: when which reply token came."""

    def __init__(self, port: int, used: dict[bytes, float]) -> None:
        self._port = port
        self._used = used
        self._idle: list[Caller] = []
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._under_way = 0
        self._quiet = asyncio.Event()
        self._next: Iterator[Post] = iter(())
        self._until = math.inf
        self._acks: list[float] = []
        self._last = 0.0
        self.posted: dict[bytes, float] = {}

    async def flat(self, posts: list[Post], connections: int, seconds: float) -> None:
        """Post what there is, each connection again once it has its answer, until the time is over."""
        callers = [await self._connected(self._flat_on) for _ in range(connections)]
        self._next, self._until = iter(posts), time.perf_counter() + seconds
        for caller in callers:
            self._flat_go(caller)
        await self._answered_all()
        self._close(callers)

    async def paced(self, posts: list[Post], rate: float) -> None:
        """Post one after another at times that do not depend on the bot."""
        began = time.perf_counter()
        for number, post in enumerate(posts):
            await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
            self._send(self._idle.pop() if self._idle else await self._connected(self._paced_on), post)
        await self._answered_all()
        self._close(self._idle)

    async def hear(self, until: float) -> None:
        """Wait until every reply is there, or the time is over."""
        while time.perf_counter() < until and not self.posted.keys() <= self._used.keys():  # noqa: ASYNC110 (a poll disturbs what is measured least)
            await asyncio.sleep(0.02)

    def told(self, *, replies: bool) -> Told:
        """Sum up."""
        began = min(self.posted.values())
        heard = self.posted.keys() & self._used.keys()
        waits = [self._used[token] - self.posted[token] for token in heard]
        return Told(
            acks=len(self._acks),
            ack_rate=len(self._acks) / (self._last - began),
            ack_p50=hundredth(self._acks, 50),
            ack_p99=hundredth(self._acks, 99),
            replies=len(heard),
            reply_rate=self._reply_rate([self._used[token] for token in heard], began),
            reply_p50=hundredth(waits, 50),
            reply_p99=hundredth(waits, 99),
            unanswered=len(self.posted) - len(heard) if replies else 0,
        )

    def _reply_rate(self, heard: list[float], began: float) -> float:
        later = [at for at in heard if at > self._last]
        if later:
            return len(later) / (max(later) - self._last)
        return len(heard) / (max(heard, default=math.inf) - began)

    async def _connected(self, answered: Answered) -> Caller:
        caller = Caller(answered, self._fail)
        await asyncio.get_running_loop().create_connection(lambda: caller, "127.0.0.1", self._port)
        return caller

    def _send(self, caller: Caller, post: Post) -> None:
        self._under_way += 1
        self.posted[post.token] = caller.post(post)

    def _note(self, took: float) -> None:
        self._acks.append(took)
        self._last = time.perf_counter()
        self._under_way -= 1
        if not self._under_way:
            self._quiet.set()

    def _flat_on(self, caller: Caller, _post: Post, took: float) -> None:
        self._flat_go(caller)
        self._note(took)

    def _flat_go(self, caller: Caller) -> None:
        if time.perf_counter() < self._until and (post := next(self._next, None)):
            self._send(caller, post)

    def _paced_on(self, caller: Caller, _post: Post, took: float) -> None:
        self._idle.append(caller)
        self._note(took)

    def _fail(self, caller: Caller, problem: str) -> None:
        if caller in self._idle:
            self._idle.remove(caller)
        if problem and not self._failure.done():
            self._failure.set_exception(ConnectionError(problem))

    async def _answered_all(self) -> None:
        quiet = asyncio.ensure_future(self._quiet_now())
        await asyncio.wait({quiet, self._failure}, return_when=asyncio.FIRST_COMPLETED)
        if self._failure.done():
            self._failure.result()

    async def _quiet_now(self) -> None:
        while self._under_way:
            self._quiet.clear()
            await self._quiet.wait()

    @staticmethod
    def _close(callers: list[Caller]) -> None:
        for caller in list(callers):
            if caller.transport is not None:
                caller.transport.close()


async def carry_out(order: Order, posts: Posts, used: dict[bytes, float]) -> Told:
    """Do what is ordered."""
    used.clear()
    load = Load(order.port, used)
    match order:
        case Flat():
            count = order.most or round(order.seconds * AT_MOST)
            await load.flat(posts.make(order.mix, count), order.connections, order.seconds)
            return load.told(replies=False)
        case Paced():
            await load.paced(posts.make("questions", round(order.rate * order.seconds)), order.rate)
            await load.hear(time.perf_counter() + PATIENCE)
        case Drain():
            backlog = posts.make("questions", order.count)
            await load.flat(backlog, DRAINERS, math.inf)
            await load.hear(time.perf_counter() + order.seconds)
    return load.told(replies=True)


async def main(port: int) -> None:
    """Take orders until there are no more."""
    used: dict[bytes, float] = {}
    posts = Posts()
    server = await asyncio.get_running_loop().create_server(partial(Called, used), "127.0.0.1", port)
    async with server:
        _tell({"ready": port})
        while line := await asyncio.to_thread(sys.stdin.readline):
            kind, values = json.loads(line)
            _tell(asdict(await carry_out(KINDS[kind](**values), posts, used)))


def _tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
