"""LINE in a box: one bot, its people, the calls it makes, the webhooks it gets, and faults on purpose."""

import asyncio
import copy
import json
import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TypeVar

import httpx

from bot.simulator import asking, events, gate, menu_calls, narrowcast, sending
from bot.simulator.acts import Acts, Where, Who, chat_id
from bot.simulator.clock import Clock
from bot.simulator.events import Webhook
from bot.simulator.ids import Ids
from bot.simulator.model import Answer, Call, Delivery, Fault, Json, Message, Request
from bot.simulator.world import World

# LINE gives a webhook two seconds.
WEBHOOK_SECONDS = 2.0
_FEED = 2000
_OK = range(200, 300)
_HELD = Delivery((), 0, "held", "", 0, 0)
_LOST = Delivery((), 0, "lost", "", 0, 0)

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Line(Acts):
    """The whole platform around one bot. Safe to use from several threads."""

    def __init__(  # noqa: PLR0913 (all by name, none needed)
        self,
        *,
        secret: str = "simulator-channel-secret",  # noqa: S107 (of the simulator, not of a channel)
        token: str = "simulator-access-token",  # noqa: S107 (as above)
        bot_url: str = "",
        bot_name: str = "ITA",
        quota: int | None = None,
        clock: Clock | None = None,
        seed: str | None = None,
    ) -> None:
        """Make an empty platform; `bot_url` is the webhook address; a `seed` makes all ids repeatable."""
        ids = Ids(seed)
        super().__init__(
            World(ids, name=bot_name, quota=quota, notify=self.tell), clock or Clock(), ids, secret
        )
        self.token = token
        self.world.bot_id = ids.user(f"bot/{bot_name}")
        self.world.endpoint = bot_url
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.faults: list[Fault] = []
        self.lose_webhooks = 0
        self.hold_webhooks = 0
        self._late: list[Webhook] = []
        self.feed: deque[Json] = deque(maxlen=_FEED)
        self.closed = False
        self.recorded_from = 0
        self._sequence = 0
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
        self._endpoints = tuple(
            endpoint for room in (sending, narrowcast, asking, menu_calls) for endpoint in room.endpoints()
        )

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
                answer = gate.Gate(self.world, self._endpoints, self.token).answer(request, now, request_id)
        if answer.probe:
            answer = replace(answer, body=self._probe(answer.probe))
        if fault and fault.status:
            answer = gate.with_status(answer, fault.status, fault.message or "Injected fault")
        status = 0 if fault and fault.hang else answer.status
        if status == 501:  # noqa: PLR2004 (an HTTP status)
            _log.warning("not in the simulator: %s %s", request.method, request.path)
        answer = replace(answer, headers={**answer.headers, "x-line-request-id": request_id})
        with self.changed:
            call = Call(
                number=len(self.calls) + 1,
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
            self.calls.append(call)
            self.tell("call", {**asdict(call), "problems": call.problems})
        return answer, fault

    def fail(
        self, status: int = 500, path: str = "", *, accept: bool = False, times: int = 1, message: str = ""
    ) -> None:
        """Fail the next `times` calls whose path holds `path`; with `accept` LINE does the work first."""
        self.add_fault(Fault(path, status, accept, times=times, message=message or _excuse(status)))

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
            self.tell("faults", {"faults": [asdict(item) for item in self.faults]})

    def clear_faults(self) -> None:
        """Let everything work again."""
        with self.changed:
            self.faults.clear()
            self.tell("faults", {"faults": []})

    def set_quota(self, quota: int | None, used: int | None = None) -> None:
        """Set the monthly limit (none: unlimited), and what is used of it."""
        with self.changed:
            self.world.quota = quota
            if used is not None:
                now = self.clock.now()
                self.world.use_up(now, used - self.world.usage(now))

    def turn_clock(self, change: Json) -> None:
        """Set (``now``, milliseconds), push forward (``advance``, seconds), stop or start (``running``)."""
        with self.changed:
            if "now" in change:
                self.clock.set(int(change["now"]))
            if "advance" in change:
                self.clock.advance(float(change["advance"]))
            if "running" in change:
                (self.clock.run if change["running"] else self.clock.stop)()
            self.tell("clock", change)

    def deliver(self, webhook: Webhook, *, times: int = 1) -> Delivery:
        """Post a webhook to the bot, also several times; say how the bot took the last one."""
        delivery = _LOST
        for _ in range(times):
            delivery = self._deliver(webhook)
        if delivery.reason != _HELD.reason:
            with self.changed:
                late, self._late = self._late, []
            for other in late:
                self._deliver(other)
        return delivery

    def webhook_of(self, event_id: str, *, redelivery: bool = False) -> Webhook | None:
        """Make a webhook that was delivered once more: the same bytes, or as LINE redelivers it."""
        with self.changed:
            for delivery in reversed(self.deliveries):
                if event_id and event_id in {event["webhookEventId"] for event in delivery.events}:
                    made = [events.redelivered(event) for event in delivery.events]
                    return self.webhook(made if redelivery else delivery.events)
        return None

    def say(
        self, who: Who, text: str, to: Where | None = None, *, quote: str | Message | None = None
    ) -> Delivery:
        """Write a text and deliver it."""
        return self.deliver(self.text(who, text, to, quote=quote))

    def ask(self, who: Who, text: str, to: Where | None = None, *, timeout: float = 5.0) -> list[Message]:
        """Write a text, deliver it, and wait for what the bot says in that chat."""
        before = len(self.sent(to or who))
        self.say(who, text, to)
        return self.wait_sent(to or who, before + 1, timeout=timeout)[before:]

    def check(self) -> Json:
        """Send the bot a webhook without events, as LINE's "Verify" does; answer as LINE's API does."""
        return self._probe(self.world.endpoint)

    def _deliver(self, webhook: Webhook) -> Delivery:
        with self.changed:
            url, at = self.world.endpoint, self.clock.now()
            lost = self.lose_webhooks > 0
            self.lose_webhooks -= lost
            held = not lost and self.hold_webhooks > 0
            self.hold_webhooks -= held
            if held:
                self._late.append(webhook)
            for event in webhook.events:
                if event.get("replyToken") in self.world.reply_tokens:
                    self.world.grant(event["replyToken"], "", event["timestamp"], at)
        kept = _LOST if lost else _HELD if held else None
        delivery = replace(kept, at=at) if kept else post(url, webhook, at)
        delivery = replace(delivery, events=webhook.events)
        with self.changed:
            self.deliveries.append(delivery)
            shown = asdict(delivery)
            self.tell("webhook", {**shown, "body": webhook.body.decode(), "signature": webhook.signature})
        if not delivery.ok:
            _log.warning("webhook: %s %s (%s)", delivery.reason, delivery.detail, url or "no webhook address")
        return delivery

    def _probe(self, url: str) -> Json:
        webhook = events.signed(self.secret, self.world.bot_id, [])
        result = post(url, webhook, self.clock.now())
        return {
            "success": result.ok,
            "timestamp": datetime.fromtimestamp(result.at / 1000, UTC).isoformat(timespec="milliseconds")[:-6]
            + "Z",
            "statusCode": result.status,
            "reason": result.reason.upper(),
            "detail": result.detail or str(result.status),
        }

    def sent(self, where: Where) -> list[Message]:
        """Give what the bot sent to a chat, oldest first, whether or not it was received."""
        with self.changed:
            chat = self.world.chats.get(chat_id(where), [])
            return [message for message in chat if message.sender == self.world.bot_id]

    def wait_sent(self, where: Where, count: int = 1, *, timeout: float = 5.0) -> list[Message]:
        """Wait until the bot has sent `count` messages to a chat; give all that it sent."""

        def ready() -> list[Message]:
            found = self.sent(where)
            return found if len(found) >= count else []

        return self._wait(
            ready, timeout, lambda: f"{count} messages to {chat_id(where)}, have {len(self.sent(where))}"
        )

    def wait_calls(self, count: int = 1, path: str = "", *, timeout: float = 5.0) -> list[Call]:
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

    def since(self, sequence: int) -> list[Json]:
        """Give what happened after a sequence number."""
        with self.changed:
            return [item for item in self.feed if item["seq"] > sequence]

    @property
    def sequence(self) -> int:
        """Give the number of the last thing that happened."""
        return self._sequence

    def listen(self) -> tuple[asyncio.AbstractEventLoop, asyncio.Event]:
        """Give an event of the running loop that is set whenever something happens; end with `unlisten`."""
        listener = (asyncio.get_running_loop(), asyncio.Event())
        with self.changed:
            self._listeners.append(listener)
        return listener

    def unlisten(self, listener: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        """Stop listening."""
        with self.changed:
            self._listeners.remove(listener)

    def close(self) -> None:
        """End the streams of the page; calls are still answered."""
        self.closed = True
        self.wake()

    def wake(self) -> None:
        """Wake everyone who listens or waits."""
        with self.changed:
            self.changed.notify_all()
            for loop, event in self._listeners:
                loop.call_soon_threadsafe(event.set)

    def tell(self, kind: str, data: Json) -> None:
        """Put something into the feed that pages and recordings follow."""
        with self.changed:
            self._sequence += 1
            self.feed.append({"seq": self._sequence, "kind": kind, "data": copy.deepcopy(data)})
            self.wake()

    def _take_fault(self, path: str) -> Fault | None:
        for index, fault in enumerate(self.faults):
            if fault.path in path:
                left = replace(fault, times=fault.times - 1)
                self.faults[index : index + 1] = [left] if left.times > 0 else []
                return fault
        return None


def post(url: str, webhook: Webhook, at: int) -> Delivery:
    """Post a webhook and judge the answer as LINE's error statistics do."""
    began = datetime.now(UTC)
    status, reason, detail = 0, "ok", ""
    try:
        # The bot is near: a proxy of the environment would only be in the way.
        with httpx.Client(timeout=WEBHOOK_SECONDS, trust_env=False) as client:
            status = client.post(url, content=webhook.body, headers=webhook.headers).status_code
    except httpx.TimeoutException:
        reason = "request_timeout"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason, detail = "could_not_connect", str(error)
    if status and status not in _OK:
        reason, detail = "error_status_code", str(status)
    took = datetime.now(UTC) - began
    return Delivery(webhook.events, status, reason, detail, at, round(took.total_seconds() * 1000))


def _shown(raw: bytes) -> Json:
    try:
        value = json.loads(raw) if raw else {}
    except ValueError:
        return {"raw": raw.decode(errors="replace")}
    return value if isinstance(value, dict) else {"raw": value}


def _excuse(status: int) -> str:
    too_many = 429
    return (
        "The API rate limit has been exceeded. Try again later."
        if status == too_many
        else "Internal server error"
    )


def texts(messages: Iterable[Message]) -> list[str]:
    """Give the texts (or altTexts) of messages."""
    return [message.text for message in messages]
