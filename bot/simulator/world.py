"""The platform's state, and what changes it. Time is an argument; nothing here waits or talks to anyone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.simulator.ids import Ids
from bot.simulator.menus import LinkToken, RichMenus
from bot.simulator.model import Content, Group, Json, Message, Person, Progress

REPLY_TOKEN_MS = 60_000
REDELIVERY_MS = 20 * 60_000
RETRY_KEY_MS = 24 * 3600 * 1000
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
# LINE's statistics are in UTC+9; when its month ends is not documented, so the same is taken.
_LINE_TIME = timezone(timedelta(hours=9))


@dataclass
class ReplyToken:
    """The right to answer one event once."""

    chat: str
    event_at: int
    received_at: int
    used: bool = False

    def valid(self, now: int) -> bool:
        """Say whether a reply is still taken."""
        return not self.used and now - self.received_at <= REPLY_TOKEN_MS


@dataclass(frozen=True)
class Accepted:
    """What a retry key was first answered with."""

    request_id: str
    body: Json
    at: int


class World:
    """One LINE Official Account and the people and groups around it."""

    def __init__(
        self, ids: Ids, *, name: str, quota: int | None, notify: Callable[[str, Json], None]
    ) -> None:
        """Begin empty; `notify` hears of everything that a screen would show."""
        self.ids = ids
        self.notify = notify
        self.bot_id = ids.user()
        self.bot_name = name
        self.quota = quota
        self.endpoint = ""
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.chats: dict[str, list[Message]] = {}
        self.contents: dict[str, Content] = {}
        self.reply_tokens: dict[str, ReplyToken] = {}
        self.quote_tokens: dict[str, str] = {}
        self.read_tokens: dict[str, tuple[str, str]] = {}
        self.retry_keys: dict[str, Accepted] = {}
        self.buckets: dict[str, tuple[float, int]] = {}
        self.rich_menus = RichMenus(lambda: notify("menus", {}))
        self.link_tokens: dict[str, LinkToken] = {}
        self.narrowcasts: dict[str, Progress] = {}
        self._used: dict[str, int] = {}
        self._sent: dict[tuple[str, str], int] = {}

    def receivers(self, chat: str, now: int) -> int:
        """Count who gets a message sent to a chat, as LINE counts it against the quota."""
        if chat in self.groups:
            return len(self.groups[chat].members) if self.groups[chat].bot_present else 0
        person = self.people.get(chat)
        return 1 if person and person.reachable(now) else 0

    def friends(self) -> list[str]:
        """Name the people who get a broadcast."""
        return [person.user_id for person in self.people.values() if person.friend and not person.blocked]

    def usage(self, now: int) -> int:
        """Count the messages of this month."""
        return self._used.get(_day(now)[:6], 0)

    def use_up(self, now: int, count: int) -> None:
        """Count messages against this month's quota."""
        month = _day(now)[:6]
        self._used[month] = self._used.get(month, 0) + count

    def tally(self, via: str, now: int, count: int) -> None:
        """Count messages for the daily statistics."""
        key = (via, _day(now))
        self._sent[key] = self._sent.get(key, 0) + count

    def tallied(self, via: str, day: str, now: int) -> int | None:
        """Give the count of a day (``yyyyMMdd``); none while the day is not over."""
        return None if day >= _day(now) else self._sent.get((via, day), 0)

    def grant(self, token: str, chat: str, event_at: int, now: int) -> None:
        """Hand out a reply token with an event, or renew it with a redelivered one."""
        held = self.reply_tokens.get(token)
        if held is None:
            self.reply_tokens[token] = ReplyToken(chat, event_at, now)
        elif not held.used and now - held.event_at <= REDELIVERY_MS:
            held.received_at = now

    def bot_sends(
        self, chat: str, contents: Sequence[Json], via: str, now: int, request_id: str
    ) -> list[Json]:
        """Put messages of the bot into a chat; return LINE's ``sentMessages``."""
        delivered = self.receivers(chat, now) > 0
        sent = []
        for content in contents:
            token = self.ids.long_token() if content["type"] in _QUOTABLE else ""
            message = Message(
                id=self.ids.message(),
                chat=chat,
                sender=self.bot_id,
                content=content,
                via=via,
                at=now,
                quote_token=token,
                request_id=request_id,
                delivered=delivered,
            )
            self.add(message)
            sent.append({"id": message.id, **({"quoteToken": token} if token else {})})
        return sent

    def add(self, message: Message) -> None:
        """Put a message into its chat."""
        self.chats.setdefault(message.chat, []).append(message)
        if message.quote_token:
            self.quote_tokens[message.quote_token] = message.chat
        self.notify("message", vars(message))

    def find(self, message_id: str) -> Message | None:
        """Look a message up by its id."""
        for messages in self.chats.values():
            for message in messages:
                if message.id == message_id:
                    return message
        return None

    def member(self, chat: str, user_id: str) -> bool:
        """Say whether a person is in a group that the bot is in."""
        group = self.groups.get(chat)
        return group is not None and group.bot_present and user_id in group.members


def _day(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(_LINE_TIME).strftime("%Y%m%d")
