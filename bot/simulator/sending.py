"""Sending: reply, push, multicast, broadcast, and their validation without sending."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from bot.simulator.counts import Sending
from bot.simulator.gate import Context, Endpoint, RefusedError
from bot.simulator.model import Answer, Json
from bot.simulator.schema import Path, Problem, error_body, problems
from bot.simulator.schema.core import MAY_NOT_BE_EMPTY, Check, array, boolean, matching, string

MULTICAST_LIMIT = 500
_USER = r"U[0-9a-f]{32}"
_CHAT = r"[UCR][0-9a-f]{32}"


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    root = "/v2/bot/message"
    validated = tuple(
        Endpoint("POST", f"{root}/validate/{kind}", _validate, fields=None)
        for kind in ("reply", "push", "multicast", "narrowcast", "broadcast")
    )
    return (
        Endpoint("POST", f"{root}/reply", _reply, fields=None),
        Endpoint("POST", f"{root}/push", _push, retry_key=True, fields=None),
        Endpoint("POST", f"{root}/multicast", _multicast, rate=(200, 1), retry_key=True, fields=None),
        Endpoint("POST", f"{root}/broadcast", _broadcast, rate=(60, 3600), retry_key=True, fields=None),
        *validated,
    )


def _reply(context: Context) -> Answer:
    messages = checked(context, {"replyToken": string()})
    world, body = context.world, context.body
    held = world.reply_tokens.get(body["replyToken"])
    if held is None or not held.valid(context.now):
        raise RefusedError(400, "Invalid reply token")
    check_places(context, messages, held.chat)
    held.used = True
    sent = world.bot_sends(held.chat, messages, "reply", context.now, context.request_id)
    world.counts.tally("reply", context.now, world.receivers(held.chat, context.now))
    return Answer(body={"sentMessages": sent})


def _push(context: Context) -> Answer:
    messages = checked(context, {"to": matching(_CHAT, say="invalid to")}, {"customAggregationUnits": _units})
    world, chat = context.world, context.body["to"]
    # Someone who blocked the bot is known all the same: the push is accepted, and nobody receives it.
    if chat not in world.people and not (chat in world.groups and world.groups[chat].bot_present):
        raise RefusedError(400, "Failed to send messages")
    check_places(context, messages, chat)
    cost = world.receivers(chat, context.now)
    _spend(context, "push", cost)
    _remember(context, cost, messages)
    sent = world.bot_sends(chat, messages, "push", context.now, context.request_id)
    return Answer(body={"sentMessages": sent}, notes=() if cost else ("accepted, but nobody receives it",))


def _multicast(context: Context) -> Answer:
    to = array(matching(_USER, say="invalid user id"), 1, MULTICAST_LIMIT)
    messages = checked(context, {"to": to}, {"customAggregationUnits": _units})
    check_places(context, messages, "")
    people = context.world.people
    friends = [user for user in dict.fromkeys(context.body["to"]) if user in people and people[user].listed]
    return to_many(context, "multicast", friends, messages)


def _broadcast(context: Context) -> Answer:
    messages = checked(context, {})
    check_places(context, messages, "")
    return to_many(context, "broadcast", context.world.friends(), messages)


def to_many(context: Context, via: str, friends: list[str], messages: list[Json]) -> Answer:
    """Send to each of many friends, and count it."""
    _spend(context, via, len(friends))
    for user in friends:
        context.world.bot_sends(user, messages, via, context.now, context.request_id)
    _remember(context, len(friends), messages, by_request=via != "multicast")
    return Answer(notes=(f"received by {len(friends)}",))


def _remember(context: Context, count: int, messages: list[Json], *, by_request: bool = False) -> None:
    """Keep for the statistics what can be asked for: by its request id, or by the name of its unit."""
    counts, units = context.world.counts, context.body.get("customAggregationUnits") or [""]
    assigned = units[0] if units[0] and counts.assign(units[0], context.now) else ""
    if by_request or assigned:
        counts.remember(Sending(context.request_id, context.now, count, messages, assigned))


def _validate(context: Context) -> Answer:
    checked(context, {}, common=False)
    return Answer()


def _units(value: object, path: Path) -> Iterator[Problem]:
    yield from array(matching(r"[A-Za-z0-9_]{1,30}", say="invalid unit name"), 0, 1)(value, path)


def checked(
    context: Context,
    needed: Mapping[str, Check],
    allowed: Mapping[str, Check] | None = None,
    *,
    common: bool = True,
) -> list[Json]:
    """Refuse a malformed request; return its messages."""
    known = {**needed, **(allowed or {}), **({"notificationDisabled": boolean} if common else {})}
    missing = [name for name in (*needed, "messages") if context.body.get(name) is None]
    found = [Problem(Path((name,)), MAY_NOT_BE_EMPTY) for name in missing]
    for name, value in context.body.items():
        if name in known and value is not None:
            found.extend(known[name](value, Path((name,))))
        elif name not in known and name != "messages":
            found.append(Problem(Path((name,)), "unknown field"))
    if "messages" not in missing:
        found.extend(problems(context.body["messages"]))
    if found:
        raise RefusedError(400, error_body(found))
    return cast("list[Json]", context.body["messages"])


def check_places(context: Context, messages: list[Json], chat: str) -> None:
    """Refuse what depends on the chat: quotes of another chat, mentions of people who are not there."""
    world = context.world
    found: list[Problem] = []
    for index, message in enumerate(messages):
        path = Path(("messages", index))
        token = message.get("quoteToken")
        if token is not None and (not chat or world.quote_tokens.get(token) != chat):
            found.append(Problem(path / "quoteToken", "Invalid quoteToken"))
        for key, item in (message.get("substitution") or {}).items():
            if item["type"] != "mention":
                continue
            mentionee = item["mentionee"]
            if chat not in world.groups:
                found.append(Problem(path / "substitution" / key, "mentions can be sent to groups only"))
            elif mentionee["type"] == "user" and not world.member(chat, mentionee["userId"]):
                found.append(Problem(path / "substitution" / key, "the mentioned user is not in the group"))
        if message["type"] == "video" and message.get("trackingId") and re.match("[CR]", chat):
            found.append(Problem(path / "trackingId", "trackingId can't be used in groups"))
    if found:
        raise RefusedError(400, error_body(found))


def _spend(context: Context, via: str, count: int) -> None:
    world = context.world
    if world.quota is not None and count and world.counts.usage(context.now) + count > world.quota:
        raise RefusedError(429, "You have reached your monthly limit.")
    world.counts.use_up(context.now, count)
    world.counts.tally(via, context.now, count)
