"""Everything that happened, in its order: what pages, recordings and waiting tests follow."""

import asyncio
import threading
from collections import deque
from itertools import takewhile

from bot.simulator.model import Json

# What a page that comes back after a while may have missed; the state itself is never lost. A notice to some
# thousand people, two messages and a call for each, is recorded whole.
FEED_LIMIT = 10_000


class Listener:
    """One stream of the page: woken once for however much happened since it last looked."""

    def __init__(self) -> None:
        """Listen within the running loop."""
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()
        self._woken = False

    def wake(self) -> None:
        """Wake it, from any thread; the caller holds the lock of the feed."""
        if not self._woken:
            self._woken = True
            self._loop.call_soon_threadsafe(self._event.set)

    def clear(self) -> None:
        """Be ready to be woken again; look at the feed after this, not before."""
        self._woken = False
        self._event.clear()

    async def wait(self) -> None:
        """Wait until something happened."""
        await self._event.wait()


class Feed:
    """The last things that happened; `changed` guards them and everything that they tell of."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.changed = threading.Condition(threading.RLock())
        self.feed: deque[Json] = deque(maxlen=FEED_LIMIT)
        self.sequence = 0
        self._listeners: list[Listener] = []

    def tell(self, kind: str, data: Json) -> None:
        """Put something into the feed.

        Nothing is copied: `data` is a new object, and what it holds is replaced when it changes, not altered.
        """
        with self.changed:
            self.sequence += 1
            self.feed.append({"seq": self.sequence, "kind": kind, "data": data})
            self.wake()

    def since(self, sequence: int) -> list[Json]:
        """Give what happened after a sequence number."""
        with self.changed:
            # From the end: whoever follows asks often, and for little.
            found = list(takewhile(lambda item: item["seq"] > sequence, reversed(self.feed)))
        return found[::-1]

    def listen(self) -> Listener:
        """Begin to listen; end with `unlisten`."""
        listener = Listener()
        with self.changed:
            self._listeners.append(listener)
        return listener

    def unlisten(self, listener: Listener) -> None:
        """Stop listening."""
        with self.changed:
            self._listeners.remove(listener)

    def wake(self) -> None:
        """Wake everyone who listens or waits."""
        with self.changed:
            self.changed.notify_all()
            for listener in self._listeners:
                listener.wake()
