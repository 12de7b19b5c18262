"""A load generator and the LINE behind it, in a process of their own: `python -m tests.bench.load PORT`.

The bot's calls go to a LINE that takes everything at once, because what is measured is the bot. One loop
posts the webhooks and hears the replies, so both ends of a measured time are read from one clock. The result
is a line of JSON: seconds from each post to its 200, and from each post to its reply call.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.simulator import events
from bot.simulator.ids import Ids

ANSWERED = b'{"sentMessages":[{"id":"%d"}]}'
PATIENCE = 60
CHATS = 50
DESTINATION = "U" + "0" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to post. ``rate`` is webhooks a second, 0: as many as go; ``together`` are in the air at once."""

    url: str
    secret: str
    texts: tuple[str, ...]
    seconds: float
    rate: float
    together: int
    replies: bool


@dataclass(slots=True)
class Result:
    """Seconds, a figure for each webhook. ``told``: how many a second went in, how many were not answered."""

    acknowledged: list[float] = field(default_factory=list)
    replied: list[float] = field(default_factory=list)
    told: dict[str, float] = field(default_factory=dict)


class FakeLine:
    """Takes every call, and notes when each reply token was used."""

    def __init__(self) -> None:
        self.used: dict[str, float] = {}
        self._count = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the calls of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                at = time.perf_counter()
                body = await reader.readexactly(_length(head))
                self.used[str(json.loads(body).get("replyToken"))] = at
                self._count += 1
                answer = ANSWERED % (10**17 + self._count)
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
                    % (len(answer), answer)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


class Connection:
    """One kept-alive connection to the bot."""

    def __init__(self, url: str) -> None:
        self._where = urlsplit(url)
        self._pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, webhook: events.Webhook) -> float:
        """Post a webhook; return the seconds until its 200. Raises AssertionError for any other answer."""
        reader, writer = self._pipe or await self._open()
        lines = [f"POST {self._where.path} HTTP/1.1", f"host: {self._where.netloc}"]
        lines += [f"{name}: {value}" for name, value in webhook.headers.items()]
        head = "\r\n".join([*lines, f"content-length: {len(webhook.body)}", "", ""]).encode()
        began = time.perf_counter()
        writer.write(head + webhook.body)
        answer = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(answer))
        took = time.perf_counter() - began
        assert answer.split()[1] == b"200", answer
        return took

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._pipe = await asyncio.open_connection(self._where.hostname, self._where.port)
        return self._pipe


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


class Load:
    """One job under way."""

    def __init__(self, job: Job, line: FakeLine) -> None:
        self._job = job
        self._line = line
        self._ids = Ids(f"load{time.time_ns()}")
        self._connections = [Connection(job.url) for _ in range(job.together)]
        self._posted: dict[str, float] = {}
        self._number = 0
        self.result = Result()

    async def run(self) -> Result:
        """Post for so long, then wait for the replies."""
        began = time.perf_counter()
        if self._job.rate:
            await self._paced(began)
        else:
            await asyncio.gather(*(self._flat_out(one, began) for one in self._connections))
        self.result.told["a_second"] = len(self._posted) / (time.perf_counter() - began)
        if self._job.replies:
            await self._hear_all()
        return self.result

    async def _paced(self, began: float) -> None:
        """So many together at a time, at times that do not depend on the bot."""
        rounds = round(self._job.seconds * self._job.rate / self._job.together)
        for number in range(rounds):
            due = began + number * self._job.together / self._job.rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            await asyncio.gather(*(self._one(one) for one in self._connections))

    async def _flat_out(self, connection: Connection, began: float) -> None:
        while time.perf_counter() < began + self._job.seconds:
            await self._one(connection)

    async def _one(self, connection: Connection) -> None:
        webhook = self._webhook()
        self._posted[webhook.reply_token] = time.perf_counter()
        self.result.acknowledged.append(await connection.post(webhook))

    def _webhook(self) -> events.Webhook:
        self._number += 1
        who = f"U{self._number % CHATS:032x}"
        text = self._job.texts[self._number % len(self._job.texts)]
        at = int(time.time() * 1000)
        said = events.message(events.text(text), events.user_source(who), self._ids, at)
        return events.signed(self._job.secret, DESTINATION, [said])

    async def _hear_all(self) -> None:
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and not self._posted.keys() <= self._line.used.keys():  # noqa: ASYNC110 (a poll disturbs what is measured least)
            await asyncio.sleep(0.05)
        heard = self._posted.keys() & self._line.used.keys()
        self.result.told["unanswered"] = len(self._posted) - len(heard)
        self.result.replied += [self._line.used[token] - self._posted[token] for token in heard]


async def main(port: int) -> None:
    """Run the jobs that stand on standard input, one after another, and tell their results."""
    line = FakeLine()
    server = await asyncio.start_server(line.serve, "127.0.0.1", port)
    async with server:
        _tell("ready")
        for row in sys.stdin:
            result = await Load(Job(**json.loads(row)), line).run()
            _tell({"acknowledged": result.acknowledged, "replied": result.replied, **result.told})


def _tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
