"""Narrowcast: accepted at once, told of by its progress. There are no audiences and no demographics here.

People have the messages as soon as the call is accepted; only the progress takes its time.
"""

from collections.abc import Iterator

from bot.simulator import sending
from bot.simulator.gate import Context, Endpoint, RefusedError, job_asked_for, moment
from bot.simulator.model import Answer, Json
from bot.simulator.schema import Path, Problem
from bot.simulator.schema.core import boolean, number, shape
from bot.simulator.world import PROGRESS_MS, Job, drop_old

# LINE does not document how long it takes; these are short enough to wait for and long enough to be seen.
WAITING_MS = 1000
SENDING_MS = 2000
# LINE sends by attributes only where they reach this many people.
LEAST_REACH = 100
_CANCELLED = "Message delivery has been canceled"


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    root = "/v2/bot/message"
    return (
        Endpoint("POST", f"{root}/narrowcast", _narrowcast, rate=(60, 3600), retry_key=True, fields=None),
        Endpoint("GET", f"{root}/progress/narrowcast", _progress, query=("requestId",)),
    )


def _narrowcast(context: Context) -> Answer:
    anything = shape({}, {"max": number(1), "upToRemainingQuota": boolean, "forbidPartialDelivery": boolean})
    messages = sending.checked(context, {}, {"limit": anything, "recipient": _object, "filter": _object})
    sending.check_places(context, messages, "")
    world, limit = context.world, context.body.get("limit") or {}
    if limit.get("forbidPartialDelivery") and not limit.get("upToRemainingQuota"):
        said = "The option forbidPartialDelivery must be used with upToRemainingQuota."
        raise RefusedError(400, said)
    if context.body.get("recipient") is not None:
        raise RefusedError(501, "The simulator does not know audiences")
    reach = world.friends()
    if context.body.get("filter") is not None:
        if len(reach) < LEAST_REACH:
            raise RefusedError(403, "Your account does not have enough friends")
        raise RefusedError(501, "The simulator does not know demographics")
    chosen = reach[: limit.get("max", len(reach))]
    left = len(chosen) if world.quota is None else max(0, world.quota - world.counts.usage(context.now))
    target = len(chosen)
    if limit.get("upToRemainingQuota"):
        chosen = chosen[:left]
    cancelled = bool(limit.get("forbidPartialDelivery")) and len(chosen) < target
    if not cancelled:
        sending.to_many(context, "narrowcast", chosen, messages)
    outcome: Json = {"phase": "failed", "errorCode": 5, "failedDescription": _CANCELLED}
    if not cancelled:
        outcome = {"phase": "succeeded"}
    done = 0 if cancelled else len(chosen)
    counts = {"successCount": done, "failureCount": 0, "targetCount": target}
    drop_old(world.narrowcasts, lambda job: context.now - job.at > PROGRESS_MS)
    world.narrowcasts[context.request_id] = Job(context.now, {**outcome, **counts})
    return Answer(202, notes=(f"received by {done}",))


def _object(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, "Must be an object")


def _progress(context: Context) -> Answer:
    job = job_asked_for(context, context.world.narrowcasts)
    times = {"acceptedTime": moment(job.at)}
    passed, done_at = context.now - job.at, job.at + WAITING_MS + SENDING_MS
    if passed < WAITING_MS:
        return Answer(body={"phase": "waiting", **times})
    if context.now < done_at:
        sent = {"successCount": 0, "failureCount": 0, "targetCount": job.outcome["targetCount"]}
        return Answer(body={"phase": "sending", **sent, **times})
    return Answer(body={**job.outcome, **times, "completedTime": moment(done_at)})
