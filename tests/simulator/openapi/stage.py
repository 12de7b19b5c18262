"""A platform in the state that a call needs: its people, groups, menus and tokens are there."""

import re
from collections.abc import Mapping, Sequence

from bot.simulator import Clock, Line
from bot.simulator.model import Answer, Content, Json
from tests.simulator.calls import START, Bot, say
from tests.simulator.openapi.build import Builder
from tests.simulator.openapi.reference import ABSENT
from tests.simulator.openapi.spec import Operation, Spec
from tests.simulator.pictures import png

# What the double answers with 501, and says so: it has no audiences and no demographics (so a narrowcast
# goes to all friends), no coupons, no memberships, no count of taps on rich menus, and nothing of what is
# for LINE's partners only.
NOT_HERE = {
    "closeCoupon",
    "createCoupon",
    "getCouponDetail",
    "getJoinedMembershipUsers",
    "getMembershipList",
    "getMembershipSubscription",
    "getPNPMessageStatistics",
    "getRichMenuInsightDaily",
    "getRichMenuInsightSummary",
    "listCoupon",
    "markMessagesAsRead",
    "pushMessagesByPhone",
}
NOT_HERE_IN = ("NarrowcastRequest.recipient", "NarrowcastRequest.filter")
_TO_MANY = {"multicast", "narrowcast", "broadcast"}
_PICTURE = png(800, 250)
_DAY = 24 * 3600
# Nobody listens on the port for discarded packets: a webhook is tried there, and fails at once.
_NOWHERE = "http://127.0.0.1:9/callback"


class Stage:
    """One bot with a friend, a group, a room, a quoted message, two rich menus, an alias, and a history."""

    def __init__(self, api: Spec) -> None:
        self.api = api
        self.line = Line(clock=Clock(START, running=False), seed="openapi", bot_url=_NOWHERE)
        self.bot = Bot(self.line)
        self.user = self.line.person("Somchai").user_id
        self.group = self.line.group("Team", [self.user]).group_id
        self.room = self.line.group("Old team", [self.user], room=True).group_id
        self._history()
        self.menus = [self._menu(), self._menu()]
        self.bot.post("richmenu/alias", {"richMenuAliasId": "menu-1", "richMenuId": self.menus[0]})
        self.bot.post(f"user/all/richmenu/{self.menus[0]}")
        self.bot.post(f"user/{self.user}/richmenu/{self.menus[0]}")
        operations = [{"type": "link", "from": self.menus[0], "to": self.menus[1]}]
        batch = self.bot.post("richmenu/batch", {"operations": operations})
        self.batch = str(batch.headers["x-line-request-id"])
        photo = self.line.image(self.user, _PICTURE, media_type="image/png")
        self.photo, self.film = photo.message_id, self.line.video(self.user, b"film").message_id
        self.said = {chat: self.line.text(self.user, "hi", chat) for chat in (self.user, self.group)}

    def _history(self) -> None:
        self.bot.post(
            "message/push", {"to": self.user, "messages": say(), "customAggregationUnits": ["unit"]}
        )
        sent = self.bot.post("message/narrowcast", {"messages": say()})
        self.narrowcast = str(sent.headers["x-line-request-id"])
        self.line.clock.advance(2 * _DAY)

    def _menu(self) -> str:
        menu: Json = {"selected": False, "name": "x", "chatBarText": "x", "areas": []}
        made = self.bot.post("richmenu", {"size": {"width": 800, "height": 250}, **menu})
        menu_id = str(made.json["richMenuId"])
        # The picture is laid on the menu itself: what is sent as bytes is tried elsewhere.
        self.line.world.rich_menus.images[menu_id] = Content(_PICTURE, "image/png")
        return menu_id

    def chat(self, message: Json) -> str:
        """Give the chat that takes a message: only groups take mentions."""
        return self.group if message["type"] == "textV2" else self.user

    def values(self, messages: Sequence[Json] = ()) -> dict[str, Sequence[object]]:
        """Give what the builder must write into requests: ids that there are, and tokens that still work."""
        chat = self.chat(messages[0]) if messages else self.user
        said = self.line.text(self.user, "hello", chat)
        alias = f"menu-{len(self.line.calls)}"
        return {
            "messages": [[self._placed(message, chat) for message in messages] or say()],
            "userId": [self.user],
            "userIds": [[self.user]],
            "chatId": [self.user],
            "replyToken": [said.reply_token],
            "PushMessageRequest.to": [chat],
            "MulticastRequest.to": [[self.user]],
            "markAsReadToken": [said.events[0]["message"]["markAsReadToken"]],
            "endpoint": [_NOWHERE],
            "richMenuId": [self.menus[0]],
            "CreateRichMenuAliasRequest.richMenuAliasId": [alias],
            "RichMenuBatchLinkOperation.from": [self.menus[0]],
            "RichMenuBatchLinkOperation.to": [self.menus[1]],
            "RichMenuBatchUnlinkOperation.from": [self.menus[1]],
            **{unknown: [ABSENT] for unknown in NOT_HERE_IN},
            "Limit.forbidPartialDelivery": [False, True],
            "Limit.upToRemainingQuota": [True],
        }

    def _placed(self, message: Json, chat: str) -> Json:
        """Let a message quote what was said in the chat it goes to, and mention who is there."""
        placed = {**message}
        if "quoteToken" in message:
            placed["quoteToken"] = self.said[chat].events[0]["message"]["quoteToken"]
        if "substitution" in message:
            mention = {"type": "mention", "mentionee": {"type": "user", "userId": self.user}}
            placed["substitution"] = {
                key: mention if part["type"] == "mention" and "userId" in part["mentionee"] else part
                for key, part in message["substitution"].items()
            }
        return placed

    def with_fresh_token(self, body: Json) -> Json:
        """Write a reply token into a body that needs one, for the same chat."""
        if "replyToken" not in body:
            return body
        said = self.line.text(self.user, "hello", self.chat(body["messages"][0]))
        return {**body, "replyToken": said.reply_token}

    def path(self, operation: Operation) -> str:
        """Fill in what a path and its query need."""
        of_a_film = operation.id == "getMessageContentTranscodingByMessageId"
        params: Mapping[str, str] = {
            "userId": self.user,
            "groupId": self.group,
            "roomId": self.room,
            "messageId": self.film if of_a_film else self.photo,
            "richMenuId": self.menus[0],
            "richMenuAliasId": "menu-1",
            "date": "20240401",
            "requestId": self.batch if operation.id == "getRichMenuBatchProgress" else self.narrowcast,
            "customAggregationUnit": "unit",
            "from": "20240401",
            "to": "20240402",
        }
        query = "&".join(
            f"{named['name']}={params[named['name']]}"
            for named in operation.node.get("parameters", [])
            if named["in"] == "query" and named["name"] in params
        )
        return operation.path.format_map({**params, "couponId": "x", "membershipId": "1"}) + f"?{query}"

    def call(self, operation: Operation, body: object = None) -> Answer:
        """Make a call, and let an hour pass, so that no rate limit stands in the way of the next."""
        headers: Json = {}
        if operation.id == "setRichMenuImage":
            body, headers = _PICTURE, {"content-type": "image/png"}
            self.line.world.rich_menus.images.clear()
        answer = self.bot.call(operation.method, self.path(operation), body, headers)
        self.line.clock.advance(3600)
        return answer

    def request(
        self, operation: Operation, messages: Sequence[Json] = (), turn: int = 0, *, full: bool = True
    ) -> Json | None:
        """Make the body of a call; None for a call that has none."""
        if operation.request is None:
            return None
        if operation.id in _TO_MANY:
            messages = [_for_many(message) for message in messages]
        return Builder(self.api, self.values(messages)).build(operation.request, turn, full=full)


def _for_many(message: Json) -> Json:
    """Leave out what is for one chat only: quotes, and mentions."""
    if "substitution" in message:
        emoji = next(part for part in message["substitution"].values() if part["type"] == "emoji")
        message = {**message, "substitution": dict.fromkeys(message["substitution"], emoji)}
    return {name: value for name, value in message.items() if name != "quoteToken"}


def named(answer: Answer) -> set[str]:
    """Give the properties and parameters that an error speaks of, as LINE writes places outside of Flex."""
    said = str(answer.json.get("message", ""))
    inside = re.match(r"A message \((.*)\) in the request body is invalid", said)
    places = [detail["property"] for detail in answer.json.get("details", [])]
    if inside:
        return {f"{inside[1]}{_dotted(place)}" for place in places}
    one = re.match(r"The property, '?(.*?)'?, in the request body|The value for the '(.*)' parameter", said)
    return {one[1] or one[2]} if one else set(places)


def _dotted(pointer: str) -> str:
    """Write a place inside of a message as LINE writes those outside: Flex begins at the container."""
    whole = f"contents{pointer}" if pointer.startswith("/") else pointer
    return "." + re.sub(r"/(\d+)", r"[\1]", whole).replace("/", ".").rstrip(".")
