"""Everything but sending: profiles, groups, quota, content, loading, read marks, the webhook address."""

import re

from bot.simulator.gate import Context, Endpoint, RefusedError, one_error
from bot.simulator.menus import LinkToken
from bot.simulator.model import Answer, Group, Json
from bot.simulator.schema import Path
from bot.simulator.schema.core import MAY_NOT_BE_EMPTY

_LOADING_SECONDS = range(5, 61, 5)
_URL_LIMIT = 500
_FOLLOWERS_LIMIT = 1000


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    bot = "/v2/bot"
    content = f"{bot}/message/{{messageId}}/content"
    webhook = f"{bot}/channel/webhook/endpoint"
    both = [
        endpoint
        for kind in ("group", "room")
        for endpoint in (
            Endpoint("GET", f"{bot}/{kind}/{{chatId}}/members/count", _member_count),
            Endpoint("GET", f"{bot}/{kind}/{{chatId}}/members/ids", _verified_only),
            Endpoint("GET", f"{bot}/{kind}/{{chatId}}/member/{{userId}}", _member),
            Endpoint("POST", f"{bot}/{kind}/{{chatId}}/leave", _leave),
        )
    ]
    return (
        Endpoint("GET", f"{bot}/info", _info),
        Endpoint("GET", f"{bot}/profile/{{userId}}", _profile),
        Endpoint("GET", f"{bot}/followers/ids", _followers),
        Endpoint("POST", f"{bot}/user/{{userId}}/linkToken", _link_token),
        Endpoint("GET", f"{bot}/group/{{chatId}}/summary", _summary),
        *both,
        Endpoint("GET", f"{bot}/message/quota", _quota),
        Endpoint("GET", f"{bot}/message/quota/consumption", _consumption),
        *(
            Endpoint("GET", f"{bot}/message/delivery/{via}", _delivered)
            for via in ("reply", "push", "multicast", "broadcast")
        ),
        Endpoint("GET", content, _content),
        Endpoint("GET", f"{content}/preview", _content),
        Endpoint("GET", f"{content}/transcoding", _transcoding),
        Endpoint("POST", f"{bot}/chat/loading/start", _loading, rate=(100, 1)),
        Endpoint("POST", f"{bot}/chat/markAsRead", _mark_as_read),
        Endpoint("GET", webhook, _webhook, rate=(1000, 60)),
        Endpoint("PUT", webhook, _set_webhook, rate=(1000, 60)),
        Endpoint("POST", f"{bot}/channel/webhook/test", _test_webhook, rate=(60, 3600)),
    )


def _info(context: Context) -> Answer:
    world = context.world
    return Answer(
        body={
            "userId": world.bot_id,
            "basicId": "@simulator",
            "displayName": world.bot_name,
            "chatMode": "chat",
            "markAsReadMode": "manual",
        }
    )


def _profile(context: Context) -> Answer:
    person = context.world.people.get(context.params["userId"])
    if person is None or not person.reachable(context.now):
        raise RefusedError(404, "Not found")
    profile = {"userId": person.user_id, "displayName": person.name, "language": person.language}
    return Answer(body={**profile, **({"statusMessage": person.status} if person.status else {})})


def _followers(context: Context) -> Answer:
    limit, start = context.request.query.get("limit", "300"), context.request.query.get("start", "0")
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= _FOLLOWERS_LIMIT:
        raise one_error(Path(("limit",)), f"Must be between 1 and {_FOLLOWERS_LIMIT}")
    if not start.isascii() or not start.isdigit():
        raise one_error(Path(("start",)), "Invalid start")
    first, most = int(start), int(limit)
    friends = context.world.friends()
    body: Json = {"userIds": friends[first : first + most]}
    return Answer(body={**body, **({"next": str(first + most)} if first + most < len(friends) else {})})


def _link_token(context: Context) -> Answer:
    world, user = context.world, context.params["userId"]
    if user not in world.people:
        raise RefusedError(404, "Not found")
    token = world.ids.long_token()[:32]
    world.link_tokens[token] = LinkToken(user, context.now)
    return Answer(body={"linkToken": token})


def _group(context: Context) -> Group:
    group = context.world.groups.get(context.params["chatId"])
    kind = context.request.path.split("/")[3]
    if (
        group is None
        or not group.bot_present
        or not group.group_id.startswith("C" if kind == "group" else "R")
    ):
        raise RefusedError(404, "Not found")
    return group


def _summary(context: Context) -> Answer:
    group = _group(context)
    return Answer(body={"groupId": group.group_id, "groupName": group.name})


def _member_count(context: Context) -> Answer:
    return Answer(body={"count": len(_group(context).members)})


def _verified_only(_context: Context) -> Answer:
    raise RefusedError(403, "Access to this API is not available for your account")


def _member(context: Context) -> Answer:
    user_id = context.params["userId"]
    if user_id not in _group(context).members:
        raise RefusedError(404, "Not found")
    return Answer(body={"userId": user_id, "displayName": context.world.people[user_id].name})


def _leave(context: Context) -> Answer:
    _group(context).bot_present = False
    context.world.notify("people", {})
    return Answer()


def _quota(context: Context) -> Answer:
    quota = context.world.quota
    return Answer(body={"type": "none"} if quota is None else {"type": "limited", "value": quota})


def _consumption(context: Context) -> Answer:
    return Answer(body={"totalUsage": context.world.usage(context.now)})


def _delivered(context: Context) -> Answer:
    day = context.request.query.get("date", "")
    if not re.fullmatch(r"\d{8}", day, re.ASCII):
        raise one_error(Path(("date",)), "Must be yyyyMMdd")
    via = context.request.path.rsplit("/", 1)[1]
    count = context.world.tallied(via, day, context.now)
    return Answer(body={"status": "unready"} if count is None else {"status": "ready", "success": count})


def _content(context: Context) -> Answer:
    world, message_id = context.world, context.params["messageId"]
    message, content = world.find(message_id), world.contents.get(message_id)
    if message is not None and message.unsent:
        raise RefusedError(410, "Gone")
    if content is None or (
        context.request.path.endswith("/preview") and not _has_preview(content.media_type)
    ):
        raise RefusedError(404, "Not found")
    return Answer(body=content.data, media_type=content.media_type)


def _has_preview(media_type: str) -> bool:
    return media_type.startswith(("image/", "video/"))


def _transcoding(context: Context) -> Answer:
    content = context.world.contents.get(context.params["messageId"])
    if content is None or not content.media_type.startswith(("video/", "audio/")):
        raise RefusedError(404, "Not found")
    return Answer(body={"status": "succeeded"})


def _loading(context: Context) -> Answer:
    chat, seconds = context.body.get("chatId"), context.body.get("loadingSeconds", 20)
    if not isinstance(chat, str) or not re.fullmatch(r"U[0-9a-f]{32}", chat):
        raise one_error(Path(("chatId",)), "Must be a user ID" if chat else MAY_NOT_BE_EMPTY)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds not in _LOADING_SECONDS:
        raise one_error(Path(("loadingSeconds",)), "Must be a multiple of 5 between 5 and 60")
    context.world.notify("loading", {"chat": chat, "seconds": seconds})
    return Answer(202)


def _mark_as_read(context: Context) -> Answer:
    token = context.body.get("markAsReadToken")
    held = context.world.read_tokens.get(token) if isinstance(token, str) else None
    if held is None:
        raise one_error(Path(("markAsReadToken",)), "Invalid markAsReadToken")
    chat, message_id = held
    for message in context.world.chats[chat]:
        message.read = message.read or message.sender != context.world.bot_id
        if message.id == message_id:
            break
    context.world.notify("read", {"chat": chat, "id": message_id})
    return Answer()


def _webhook(context: Context) -> Answer:
    if not context.world.endpoint:
        raise RefusedError(404, "Webhook endpoint not found")
    return Answer(body={"endpoint": context.world.endpoint, "active": True})


def _set_webhook(context: Context) -> Answer:
    context.world.endpoint = _address(context)
    return Answer()


def _test_webhook(context: Context) -> Answer:
    address = _address(context) if context.body.get("endpoint") else context.world.endpoint
    if not address:
        raise RefusedError(404, "Webhook endpoint not found")
    return Answer(probe=address)


def _address(context: Context) -> str:
    endpoint = context.body.get("endpoint")
    # LINE takes https only; plain http is for a bot on this machine.
    near = ("https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:")
    if not isinstance(endpoint, str) or not endpoint.startswith(near) or len(endpoint) > _URL_LIMIT:
        raise one_error(Path(("endpoint",)), "Invalid webhook endpoint URL")
    return endpoint
