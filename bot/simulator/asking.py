"""Everything but sending: profiles, groups, quota, content, loading, read marks, the webhook address."""

import re

from bot.simulator.gate import Context, Endpoint, RefusedError, bad_parameter, one_error, page
from bot.simulator.menus import LINK_TOKEN_MS, LinkToken
from bot.simulator.model import Answer, Content, Group
from bot.simulator.schema import Path, Problem, error_body
from bot.simulator.schema.core import MAY_NOT_BE_EMPTY
from bot.simulator.world import drop_old

_LOADING_SECONDS = range(5, 61, 5)
_URL_LIMIT = 500
_FOLLOWERS_LIMIT = 1000
_FOLLOWERS_PAGE = 300
_MEMBERS_PAGE = 100
_ENDPOINT = ("endpoint",)
_ONLY_USERS = "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."


def endpoints() -> tuple[Endpoint, ...]:
    """List the endpoints of this module."""
    bot = "/v2/bot"
    content = f"{bot}/message/{{messageId}}/content"
    webhook = f"{bot}/channel/webhook/endpoint"
    both = [
        endpoint
        for kind in ("group", "room")
        for endpoint in (
            Endpoint("GET", f"{bot}/{kind}/{{{kind}Id}}/members/count", _member_count),
            Endpoint("GET", f"{bot}/{kind}/{{{kind}Id}}/members/ids", _member_ids, query=("start",)),
            Endpoint("GET", f"{bot}/{kind}/{{{kind}Id}}/member/{{userId}}", _member),
            Endpoint("POST", f"{bot}/{kind}/{{{kind}Id}}/leave", _leave),
        )
    ]
    return (
        Endpoint("GET", f"{bot}/info", _info),
        Endpoint("GET", f"{bot}/profile/{{userId}}", _profile),
        Endpoint("GET", f"{bot}/followers/ids", _followers, query=("limit", "start")),
        Endpoint("POST", f"{bot}/user/{{userId}}/linkToken", _link_token),
        Endpoint("GET", f"{bot}/group/{{groupId}}/summary", _summary),
        *both,
        Endpoint("GET", f"{bot}/message/quota", _quota),
        Endpoint("GET", f"{bot}/message/quota/consumption", _consumption),
        Endpoint("GET", content, _content),
        Endpoint("GET", f"{content}/preview", _preview),
        Endpoint("GET", f"{content}/transcoding", _transcoding),
        Endpoint(
            "POST", f"{bot}/chat/loading/start", _loading, rate=(100, 1), fields=("chatId", "loadingSeconds")
        ),
        Endpoint("POST", f"{bot}/chat/markAsRead", _mark_as_read, fields=("markAsReadToken",)),
        Endpoint("GET", webhook, _webhook, rate=(1000, 60)),
        Endpoint("PUT", webhook, _set_webhook, rate=(1000, 60), fields=_ENDPOINT),
        Endpoint("POST", f"{bot}/channel/webhook/test", _test_webhook, rate=(60, 3600), fields=_ENDPOINT),
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
    person = context.world.people.get(_id(context, "userId", "U"))
    if person is None or not person.known:
        raise RefusedError(404, "Not found")
    profile = {"userId": person.user_id, "displayName": person.name, "language": person.language}
    return Answer(body={**profile, **({"statusMessage": person.status} if person.status else {})})


def _followers(context: Context) -> Answer:
    _need_verified(context)
    return Answer(body=page(context, "userIds", context.world.friends(), _FOLLOWERS_LIMIT, _FOLLOWERS_PAGE))


def _need_verified(context: Context) -> None:
    if not context.world.verified:
        raise RefusedError(403, "Access to this API is not available for your account")


def _link_token(context: Context) -> Answer:
    world, user = context.world, context.params["userId"]
    if user not in world.people:
        raise RefusedError(404, "Not found")
    token = world.ids.long_token()[:32]
    drop_old(world.link_tokens, lambda held: context.now - held.at > LINK_TOKEN_MS)
    world.link_tokens[token] = LinkToken(user, context.now)
    return Answer(body={"linkToken": token})


def _id(context: Context, name: str, letter: str) -> str:
    """Give an id of the path; one of a wrong form is refused before it is looked for."""
    value = context.params[name]
    if not re.fullmatch(f"{letter}[0-9a-f]{{32}}", value):
        raise bad_parameter(name)
    return value


def _group(context: Context) -> Group:
    name, letter = ("groupId", "C") if "groupId" in context.params else ("roomId", "R")
    group = context.world.groups.get(_id(context, name, letter))
    if group is None or not group.bot_present:
        raise RefusedError(404, "Not found")
    return group


def _summary(context: Context) -> Answer:
    group = _group(context)
    return Answer(body={"groupId": group.group_id, "groupName": group.name})


def _member_count(context: Context) -> Answer:
    return Answer(body={"count": len(_group(context).members)})


def _member_ids(context: Context) -> Answer:
    _need_verified(context)
    members = _group(context).members
    return Answer(body=page(context, "memberIds", members, _MEMBERS_PAGE, _MEMBERS_PAGE))


def _member(context: Context) -> Answer:
    group, user_id = _group(context), _id(context, "userId", "U")
    if user_id not in group.members:
        raise RefusedError(404, "Not found")
    return Answer(body={"userId": user_id, "displayName": context.world.people[user_id].name})


def _leave(context: Context) -> Answer:
    group = _group(context)
    group.bot_present = False
    context.world.notify("people", {})
    return Answer(left=group.group_id)


def _quota(context: Context) -> Answer:
    quota = context.world.quota
    return Answer(body={"type": "none"} if quota is None else {"type": "limited", "value": quota})


def _consumption(context: Context) -> Answer:
    return Answer(body={"totalUsage": context.world.counts.usage(context.now)})


def _content(context: Context) -> Answer:
    content = _held(context)
    if content.broken or context.now < content.ready_at:
        return Answer(202, notes=("LINE is still preparing it: ask for /transcoding",))
    return Answer(body=content.data, media_type=content.media_type, size=content.size, told=content.told)


def _preview(context: Context) -> Answer:
    content = _held(context)
    if not content.media_type.startswith(("image/", "video/")):
        raise RefusedError(400, "The content can not be previewed")
    return Answer(body=content.data, media_type=content.media_type)


def _transcoding(context: Context) -> Answer:
    content = _held(context)
    if not content.media_type.startswith(("video/", "audio/")):
        raise RefusedError(400, "Transcoding status doesn't support this type of content")
    if content.broken:
        return Answer(body={"status": "failed"})
    return Answer(body={"status": "processing" if context.now < content.ready_at else "succeeded"})


def _held(context: Context) -> Content:
    world, message_id = context.world, context.params["messageId"]
    message, content = world.find(message_id), world.contents.get(message_id)
    if message is not None and message.unsent:
        raise RefusedError(410, "The content is gone")
    if content is None:
        raise RefusedError(404, "not found")
    return content


def _loading(context: Context) -> Answer:
    chat, seconds = context.body.get("chatId"), context.body.get("loadingSeconds", 20)
    found = []
    if not isinstance(chat, str) or not re.fullmatch(r"U[0-9a-f]{32}", chat):
        found.append(Problem(Path(("chatId",)), _ONLY_USERS if chat else MAY_NOT_BE_EMPTY))
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        found.append(Problem(Path(("loadingSeconds",)), "Must be an integer"))
    else:
        if not _LOADING_SECONDS.start <= seconds < _LOADING_SECONDS.stop:
            found.append(Problem(Path(("loadingSeconds",)), "Must be between 5 and 60"))
        if seconds % _LOADING_SECONDS.step:
            found.append(Problem(Path(("loadingSeconds",)), "must be a multiple of five"))
    if found:
        raise RefusedError(400, error_body(found))
    person = context.world.people.get(str(chat))
    if person is None or not person.listed:
        return Answer(202, notes=("accepted, but shown to nobody: not a friend",))
    context.world.notify("loading", {"chat": chat, "seconds": seconds})
    return Answer(202)


def _mark_as_read(context: Context) -> Answer:
    token = context.body.get("markAsReadToken")
    if token is not None and not isinstance(token, str):
        raise one_error(Path(("markAsReadToken",)), "Must be a string")
    if not token:
        raise one_error(Path(("markAsReadToken",)), MAY_NOT_BE_EMPTY)
    held = context.world.read_tokens.get(token)
    if held is None:
        said = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
        raise RefusedError(400, said)
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
        raise RefusedError(400, "Invalid webhook endpoint URL")
    return endpoint
