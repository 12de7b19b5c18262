"""LINE in a box: one bot, its people, the calls it makes, the webhooks it gets, and faults on purpose."""

import copy
import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import TypeVar

from bot.simulator import asking, events, gate, insight, menu_batch, menu_calls, narrowcast, sending
from bot.simulator.clock import Clock
from bot.simulator.faults import excuse, flag, number, told_of, whole
from bot.simulator.ids import Ids
from bot.simulator.model import Answer, Call, Delivery, Fault, Json, Message, Request, keep_last
from bot.simulator.people import Where, Who, chat_id
from bot.simulator.reading import parsed
from bot.simulator.webhooks import REDELIVERY_SECONDS, Webhooks
from bot.simulator.world import World

# So many calls, webhooks and messages of a chat are remembered: far more than a test makes.
KEEP = 10_000
PATIENCE = 20.0
"""Seconds that a test waits for the bot before it fails: a busy machine may be slow."""
# So much is shown of a body that is no JSON.
_SHOWN = 200
_ROOMS = (sending, narrowcast, asking, insight, menu_calls, menu_batch)

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Line(Webhooks):
    """The whole platform around one bot. Safe to use from several threads."""

    def __init__(  # noqa: PLR0913 (all by name, none needed)
        self,
        *,
        secret: str = "simulator-channel-secret",  # noqa: S107 (of the simulator, not of a channel)
        token: str = "simulator-access-token",  # noqa: S107 (as above)
        bot_url: str = "",
        bot_name: str = "ITA",
        quota: int | None = None,
        verified: bool = True,
        clock: Clock | None = None,
        seed: str | None = None,
        keep: int = KEEP,
    ) -> None:
        """Make an empty platform.

        `bot_url` is the webhook address; a `seed` makes all ids repeatable; an account that is not `verified`
        may not list its friends; of calls, deliveries and each chat the last `keep` are remembered.
        """
        ids = Ids(seed)
        world = World(ids, name=bot_name, quota=quota, verified=verified, keep=keep, notify=self.tell)
        super().__init__(world, clock or Clock(), ids, secret, keep)
        self.token = token
        self.world.bot_id = ids.user(f"bot/{bot_name}")
        self.world.endpoint = bot_url
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.recorded_from = 0
        # Where the page fetches what messages call by the bot's public address: {"from", "to"}.
        self.public_address: Json | None = None
        self._routes = gate.Routes(endpoint for room in _ROOMS for endpoint in room.endpoints())
        self._answered = 0

    @property
    def bot_id(self) -> str:
        """Give the user id of the bot: the `destination` of its webhooks."""
        return self.world.bot_id

    @property
    def bot_url(self) -> str:
        """Give the address that webhooks are posted to."""
        return self.world.endpoint

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.world.endpoint = url

    def call(self, request: Request) -> tuple[Answer, Fault | None]:
        """Answer an API call and write it down; the fault says what is still to happen to the answer."""
        with self.changed:
            now, request_id = self.clock.now(), self.ids.request()
            fault = self._take_fault(request.path)
            if fault and (fault.status or fault.hang) and not fault.accept:
                answer = Answer()
            else:
                answer = gate.Gate(self.world, self._routes, self.token).answer(request, now, request_id)
            if answer.left:
                self.deliver_later(self.webhook([events.leave(answer.left, self.ids, now)]))
            if not answer.probe:  # whoever sees what a call did finds the call written down
                return self._written_down(request, fault, answer, now, request_id)
        answer = replace(answer, body=self.probe(answer.probe))
        return self._written_down(request, fault, answer, now, request_id)

    def _written_down(
        self, request: Request, fault: Fault | None, answer: Answer, now: int, request_id: str
    ) -> tuple[Answer, Fault | None]:
        if fault and fault.status:
            answer = gate.with_status(answer, fault.status, fault.message or "Injected fault")
        status = 0 if fault and fault.hang else answer.status
        if status == 501:  # noqa: PLR2004 (an HTTP status)
            _log.warning("not in the simulator: %s %s", request.method, request.path)
        answer = replace(answer, headers={**answer.headers, "x-line-request-id": request_id})
        with self.changed:
            self._answered += 1
            call = Call(
                number=self._answered,
                method=request.method,
                path=request.path,
                status=status,
                at=now,
                request_id=request_id,
                request=_shown(request.body),
                response=copy.deepcopy(answer.body) if isinstance(answer.body, dict) else {},
                retry_key=request.headers.get(gate.RETRY_KEY_HEADER, ""),
                fault=fault.describe() if fault else "",
                notes=answer.notes,
            )
            keep_last(self.calls, call, self.keep)
            self.tell("call", {**vars(call), "problems": call.problems})
        return answer, fault

    def fail(
        self, status: int = 500, path: str = "", *, accept: bool = False, times: int = 1, message: str = ""
    ) -> None:
        """Fail the next `times` calls whose path holds `path`; with `accept` LINE does the work first."""
        self.add_fault(Fault(path, status, accept, times=times, message=message or excuse(status)))

    def slow(self, seconds: float, path: str = "", *, times: int = 1) -> None:
        """Do the work of the next calls, but answer late."""
        self.add_fault(Fault(path, accept=True, delay=seconds, times=times))

    def hang(self, path: str = "", *, accept: bool = False, times: int = 1) -> None:
        """Never answer the next calls: the bot has to give up by itself."""
        self.add_fault(Fault(path, accept=accept, hang=True, times=times))

    def add_fault(self, fault: Fault) -> None:
        """Add something that goes wrong."""
        with self.changed:
            self.faults.append(fault)
            self.tell("order", {"fault": told_of(fault)})
            self._tell_faults()

    def remove_fault(self, place: int) -> None:
        """Take one fault away, counted from 0; raises `IndexError` when there is none."""
        with self.changed:
            del self.faults[place]
            self.tell("order", {"remove": place})
            self._tell_faults()

    def clear_faults(self) -> None:
        """Let everything work again."""
        with self.changed:
            self.faults.clear()
            self.tell("order", {"clear": True})
            self._tell_faults()

    def set_quota(self, quota: int | None, used: int | None = None) -> None:
        """Set the monthly limit (none: unlimited), and what is used of it."""
        with self.changed:
            self.world.quota = quota
            if used is not None:
                now = self.clock.now()
                self.world.counts.use_up(now, used - self.world.counts.usage(now))

    def turn_clock(self, change: Json) -> None:
        """Set (``now``, milliseconds), push forward (``advance``, seconds), stop or start (``running``).

        Does all or nothing; raises `ValueError` saying what is wrong.
        """
        unknown = [name for name in change if name not in {"now", "advance", "running"}]
        if unknown:
            raise ValueError(f"a clock has no {unknown[0]}: it has now, advance, running")
        with self.changed:
            at = whole("now", change.get("now", self.clock.now()), 0)
            seconds = number("advance", change.get("advance", 0))
            running = flag("running", change.get("running", self.clock.running))
            if "now" in change or "advance" in change:
                self.clock.set(at + round(seconds * 1000))
            if running != self.clock.running:
                (self.clock.run if running else self.clock.stop)()
            self.tell("clock", dict(change))

    def say(
        self, who: Who, text: str, to: Where | None = None, *, quote: str | Message | None = None
    ) -> Delivery:
        """Write a text and deliver it."""
        return self.deliver(self.text(who, text, to, quote=quote))

    def ask(
        self, who: Who, text: str, to: Where | None = None, *, timeout: float = PATIENCE
    ) -> list[Message]:
        """Write a text, deliver it, and wait for what the bot says in that chat."""
        before = len(self.sent(to or who))
        self.say(who, text, to)
        return self.wait_sent(to or who, before + 1, timeout=timeout)[before:]

    def sent(self, where: Where) -> list[Message]:
        """Give what the bot sent to a chat, oldest first, whether or not it was received."""
        with self.changed:
            chat = self.world.chats.get(chat_id(where), [])
            return [message for message in chat if message.sender == self.world.bot_id]

    def wait_sent(self, where: Where, count: int = 1, *, timeout: float = PATIENCE) -> list[Message]:
        """Wait until the bot has sent `count` messages to a chat; give all that it sent."""

        def ready() -> list[Message]:
            found = self.sent(where)
            return found if len(found) >= count else []

        return self._wait(
            ready, timeout, lambda: f"{count} messages to {chat_id(where)}, have {len(self.sent(where))}"
        )

    def wait_calls(self, count: int = 1, path: str = "", *, timeout: float = PATIENCE) -> list[Call]:
        """Wait until `count` calls whose path holds `path` have been made; give all of them."""

        def ready() -> list[Call]:
            found = [call for call in self.calls if path in call.path]
            return found if len(found) >= count else []

        return self._wait(ready, timeout, lambda: f"{count} calls to {path or 'any path'}")

    def refused(self) -> list[Call]:
        """Give the calls LINE would have refused (injected faults left out): none for a bot that is right."""
        with self.changed:
            return [call for call in self.calls if call.problems and not call.fault]

    def _wait(self, ready: Callable[[], list[_T]], timeout: float, wanted: Callable[[], str]) -> list[_T]:
        with self.changed:
            if not self.changed.wait_for(ready, timeout):
                refused = [
                    f"{call.path}: {call.status} {'; '.join(call.problems)}" for call in self.refused()
                ]
                said = f"no {wanted()} within {timeout:g} s; refused: {refused}"
                raise TimeoutError(said)
            return ready()

    def open(self) -> None:
        """Be served: streams run, and what failed is sent again by itself where redelivery is on."""
        self.closed, self.redeliver_after = False, REDELIVERY_SECONDS

    def _take_fault(self, path: str) -> Fault | None:
        for index, fault in enumerate(self.faults):
            if fault.path in path:
                if fault.times:
                    left = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                    self.faults[index : index + 1] = left
                    self._tell_faults()
                return fault
        return None

    def _tell_faults(self) -> None:
        self.tell("faults", {"faults": [asdict(fault) for fault in self.faults]})


def _shown(raw: bytes) -> Json:
    try:
        value = parsed(raw) if raw else {}
    except ValueError:
        return {"raw": raw[:_SHOWN].decode(errors="replace"), "bytes": len(raw)}
    return value if isinstance(value, dict) else {"raw": value}


def texts(messages: Iterable[Message]) -> list[str]:
    """Give the texts (or altTexts) of messages."""
    return [message.text for message in messages]
