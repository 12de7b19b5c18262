"""Narrowcast: accepted at once, told of by its progress. There are no audiences and no demographics here."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.simulator import sending
from bot.simulator.gate import Context, Endpoint, RefusedError, one_error
from bot.simulator.model import Answer, Json, Progress
from bot.simulator.schema import Path, Problem
from bot.simulator.schema.core import boolean, number, shape

PROGRESS_MS = 14 * 24 * 3600 * 1000
# LINE sends by attributes only where they reach this many people.
LEAST_REACH = 100


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    root = "/v2/bot/message"
    return (
        Endpoint("POST", f"{root}/narrowcast", _narrowcast, rate=(60, 3600), retry_key=True),
        Endpoint("GET", f"{root}/progress/narrowcast", _progress),
    )


def _narrowcast(context: Context) -> Answer:
    anything = shape({}, {"max": number(1), "upToRemainingQuota": boolean, "forbidPartialDelivery": boolean})
    messages = sending.checked(context, {}, {"limit": anything, "recipient": _object, "filter": _object})
    sending.check_places(context, messages, "")
    world, limit = context.world, context.body.get("limit") or {}
    if limit.get("forbidPartialDelivery") and not limit.get("upToRemainingQuota"):
        path = Path(("limit", "forbidPartialDelivery"))
        raise one_error(path, "can be true only if upToRemainingQuota is true")
    if context.body.get("recipient") is not None:
        raise RefusedError(501, "The simulator does not know audiences")
    reach = world.friends()
    if context.body.get("filter") is not None:
        if len(reach) < LEAST_REACH:
            raise RefusedError(403, "The target reach is too small")
        raise RefusedError(501, "The simulator does not know demographics")
    chosen = reach[: limit.get("max", len(reach))]
    left = len(chosen) if world.quota is None else max(0, world.quota - world.usage(context.now))
    target = len(chosen)
    if limit.get("upToRemainingQuota"):
        chosen = chosen[:left]
    cancelled = bool(limit.get("forbidPartialDelivery")) and len(chosen) < target
    if not cancelled:
        sending.to_many(context, "narrowcast", chosen, messages)
    done = 0 if cancelled else len(chosen)
    world.narrowcasts[context.request_id] = Progress(target, done, context.now, cancelled)
    return Answer(202, notes=(f"received by {done}",))


def _object(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, "Must be an object")


def _progress(context: Context) -> Answer:
    held = context.world.narrowcasts.get(context.request.query.get("requestId", ""))
    if held is None or context.now - held.at > PROGRESS_MS:
        raise RefusedError(404, "Not found")
    when = datetime.fromtimestamp(held.at / 1000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    times = {"acceptedTime": when, "completedTime": when}
    if held.cancelled:
        why: Json = {"errorCode": 5, "failedDescription": "Message delivery has been canceled"}
        return Answer(body={"phase": "failed", **why, **times})
    counts = {"successCount": held.success, "failureCount": 0, "targetCount": held.target}
    return Answer(body={"phase": "succeeded", **counts, **times})
