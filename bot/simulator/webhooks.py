"""Webhooks on their way to the bot: posted, lost, held back, sent again."""

import logging
import threading
import weakref
from collections import deque
from dataclasses import replace
from time import monotonic

import httpx

from bot.simulator import events
from bot.simulator.acts import Acts
from bot.simulator.clock import Clock
from bot.simulator.events import Webhook
from bot.simulator.gate import moment
from bot.simulator.ids import Ids
from bot.simulator.model import Delivery, Json, keep_last
from bot.simulator.world import World

# LINE gives a webhook two seconds.
WEBHOOK_SECONDS = 2.0
# LINE tells neither how often nor when it sends a webhook again; these are this double's own.
REDELIVERIES = 3
REDELIVERY_SECONDS = 10.0
# Shorter than servers keep an idle connection, so that none is used just as the bot ends it.
_LIMITS = httpx.Limits(keepalive_expiry=2.0)
_OK = range(200, 300)
_HELD = Delivery((), 0, "held", "", 0, 0)
_LOST = Delivery((), 0, "lost", "", 0, 0)

_log = logging.getLogger(__name__)


class Webhooks(Acts):
    """Posts the webhooks of what people do.

    With `redeliver`, as with LINE's switch of that name, a webhook that got no 2xx waits to be sent again, up
    to `REDELIVERIES` times: the same events, ids and reply tokens, with ``isRedelivery`` true. Each call of
    `redeliver_failed` sends what waits once more; a test calls it when it likes. Where `redeliver_after` is
    set, as it is while the double is served, that happens by itself so many real seconds after a failure.
    """

    def __init__(self, world: World, clock: Clock, ids: Ids, secret: str, keep: int) -> None:
        """Remember the last `keep` deliveries."""
        super().__init__(world, clock, ids, secret)
        self.keep = keep
        self.deliveries: list[Delivery] = []
        self.lose_webhooks = 0
        self.hold_webhooks = 0
        self.redeliver = False
        self.redeliver_after: float | None = None
        self.closed = False
        self._late: list[Webhook] = []
        self._failed: deque[tuple[Webhook, int]] = deque()
        self._timer: threading.Timer | None = None
        self._client: httpx.Client | None = None

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

    def deliver_later(self, webhook: Webhook) -> None:
        """Post a webhook from a thread of its own: for what the bot itself brought about by a call."""
        threading.Thread(target=self.deliver, args=(webhook,), name="line-webhook", daemon=True).start()

    def redeliver_failed(self) -> int:
        """Send again what got no 2xx, if redelivery is on; say how many webhooks still wait after that."""
        with self.changed:
            self._timer = None
            waiting, self._failed = self._failed, deque()
        for webhook, tries in waiting:
            if self.redeliver and not self.closed:
                self._deliver(self.redelivery(webhook), tries)
        with self.changed:
            return len(self._failed)

    def webhook_of(self, event_id: str, *, redelivery: bool = False) -> Webhook | None:
        """Make a webhook that was delivered once more: the same bytes, or as LINE redelivers it."""
        with self.changed:
            for delivery in reversed(self.deliveries):
                if event_id and event_id in {event["webhookEventId"] for event in delivery.events}:
                    made = [events.redelivered(event) for event in delivery.events]
                    return self.webhook(made if redelivery else delivery.events)
        return None

    def check(self) -> Json:
        """Send the bot a webhook without events, as LINE's "Verify" does; answer as LINE's API does."""
        return self.probe(self.world.endpoint)

    def probe(self, url: str) -> Json:
        """Send a webhook without events to an address; answer as LINE's API does."""
        webhook = events.signed(self.secret, self.world.bot_id, [])
        result = self._post(url, webhook, self.clock.now())
        return {
            "success": result.ok,
            "timestamp": moment(result.at),
            "statusCode": result.status,
            "reason": result.reason.upper(),
            "detail": result.detail or str(result.status),
        }

    def close(self) -> None:
        """End the streams of the page and what is on its way to the bot; calls are still answered."""
        self.closed = True
        with self.changed:
            timer, self._timer = self._timer, None
            client, self._client = self._client, None
        if timer is not None:
            timer.cancel()
        if client is not None:
            client.close()
        self.wake()

    def _deliver(self, webhook: Webhook, tries: int = 0) -> Delivery:
        with self.changed:
            url, at = self.world.endpoint, self.clock.now()
            kept = self._kept_back(webhook)
            for event in webhook.events:
                if event.get("replyToken") in self.world.reply_tokens:
                    self.world.grant(event["replyToken"], "", event["timestamp"], at)
        delivery = replace(kept, at=at) if kept else self._post(url, webhook, at)
        delivery = replace(delivery, events=webhook.events)
        with self.changed:
            keep_last(self.deliveries, delivery, self.keep)
            sent = {"body": webhook.body.decode(), "signature": webhook.signature}
            self.tell("webhook", {**vars(delivery), **sent})
            if url and not delivery.ok and delivery.reason != _HELD.reason:
                self._fail(webhook, tries)
        if not delivery.ok:
            _log.warning("webhook: %s %s (%s)", delivery.reason, delivery.detail, url or "no webhook address")
        return delivery

    def _kept_back(self, webhook: Webhook) -> Delivery | None:
        if self.lose_webhooks > 0:
            self.lose_webhooks -= 1
            return _LOST
        if self.hold_webhooks > 0:
            self.hold_webhooks -= 1
            self._late.append(webhook)
            return _HELD
        return None

    def _fail(self, webhook: Webhook, tries: int) -> None:
        if not self.redeliver or tries >= REDELIVERIES or self.closed:
            return
        self._failed.append((webhook, tries + 1))
        if self.redeliver_after is not None and self._timer is None:
            self._timer = threading.Timer(self.redeliver_after, self.redeliver_failed)
            self._timer.daemon = True
            self._timer.start()

    def _post(self, url: str, webhook: Webhook, at: int) -> Delivery:
        """Post a webhook and judge the answer as LINE's error statistics do."""
        began = monotonic()
        status, reason, detail = 0, "ok", ""
        try:
            status = self._status(url, webhook, began + WEBHOOK_SECONDS)
        except httpx.TimeoutException:
            reason, detail = "request_timeout", "Request timeout"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason, detail = "could_not_connect", str(error)
        if status and status not in _OK:
            reason, detail = "error_status_code", str(status)
        return Delivery(webhook.events, status, reason, detail, at, round((monotonic() - began) * 1000))

    def _status(self, url: str, webhook: Webhook, until: float) -> int:
        """Post, and hear the answer out: LINE's seconds are for all of it, those of httpx for each wait."""
        with self._http().stream("POST", url, content=webhook.body, headers=webhook.headers) as answer:
            for _ in answer.iter_raw():
                if monotonic() > until:
                    break
            if monotonic() > until:
                raise httpx.ReadTimeout("too slow", request=answer.request)
            return answer.status_code

    def _http(self) -> httpx.Client:
        """Give the one client: making one costs more than a webhook does."""
        with self.changed:
            if self._client is None:
                # The bot is near: a proxy of the environment would only be in the way.
                self._client = httpx.Client(timeout=WEBHOOK_SECONDS, limits=_LIMITS, trust_env=False)
                # Whoever only hands webhooks out may never call `close`.
                weakref.finalize(self, self._client.close)
            return self._client
