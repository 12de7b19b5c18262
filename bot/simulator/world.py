"""The platform's state, and what changes it. Time is an argument; nothing here waits or talks to anyone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.simulator.counts import Counts
from bot.simulator.ids import Ids
from bot.simulator.menus import LinkToken, RichMenus
from bot.simulator.model import Content, Group, Json, Message, Person, keep_last

REPLY_TOKEN_MS = 60_000
REDELIVERY_MS = 20 * 60_000
RETRY_KEY_MS = 24 * 3600 * 1000
_T = TypeVar("_T")
# LINE keeps the progress of what it does in the background for 14 days, and no link token for longer.
PROGRESS_MS = 14 * 24 * 3600 * 1000
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
# A call that goes to many is not told the messages' ids and tokens.
_TOLD = frozenset({"reply", "push"})
# So many tokens are let be before those that have run out are looked for.
_FEW = 100


@dataclass
class ReplyToken:
    """The right to answer one event once."""

    chat: str
    event_at: int
    received_at: int
    used: bool = False

    def valid(self, now: int) -> bool:
        """Say whether a reply is still taken."""
        in_time = now - self.received_at <= REPLY_TOKEN_MS and now - self.event_at <= REDELIVERY_MS
        return in_time and not self.used


@dataclass(frozen=True)
class Accepted:
    """What a retry key was first answered with."""

    request_id: str
    body: Json
    at: int


@dataclass(frozen=True)
class Job:
    """Something that LINE does in the background: `outcome` is what is told of it when it is done."""

    at: int
    outcome: Json


class World:
    """One LINE Official Account and the people and groups around it."""

    def __init__(  # noqa: PLR0913 (all by name)
        self,
        ids: Ids,
        *,
        name: str,
        quota: int | None,
        verified: bool,
        keep: int,
        notify: Callable[[str, Json], None],
    ) -> None:
        """Begin empty; `notify` hears of all that a screen would show; a chat keeps `keep` messages."""
        self.ids = ids
        self.notify = notify
        self.keep = keep
        self.bot_id = ids.user()
        self.bot_name = name
        self.quota = quota
        self.verified = verified
        self.endpoint = ""
        self.transcoding_ms = 0
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
        self.narrowcasts: dict[str, Job] = {}
        self.menu_batches: dict[str, Job] = {}
        self.resume_keys: dict[str, Job] = {}
        self.counts = Counts()
        self._messages: dict[str, Message] = {}

    def receivers(self, chat: str, now: int) -> int:
        """Count who gets a message sent to a chat, as LINE counts it against the quota."""
        if chat in self.groups:
            return len(self.groups[chat].members) if self.groups[chat].bot_present else 0
        person = self.people.get(chat)
        return 1 if person and person.reachable(now) else 0

    def friends(self) -> list[str]:
        """Name the people who get a broadcast."""
        return [person.user_id for person in self.people.values() if person.listed]

    def grant(self, token: str, chat: str, event_at: int, now: int) -> None:
        """Hand out a reply token with an event, or renew it with a redelivered one."""
        held = self.reply_tokens.get(token)
        if held is None:
            drop_old(self.reply_tokens, lambda other: now - other.event_at > REDELIVERY_MS + REPLY_TOKEN_MS)
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
            quotable = via in _TOLD and content["type"] in _QUOTABLE
            token = self.ids.long_token() if quotable else ""
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
        """Put a message into its chat; a full chat forgets its oldest."""
        chat = self.chats.setdefault(message.chat, [])
        for old in keep_last(chat, message, self.keep):
            self._forget(old)
        self._messages[message.id] = message
        if message.quote_token:
            self.quote_tokens[message.quote_token] = message.chat
        if message.read_token:
            self.read_tokens[message.read_token] = (message.chat, message.id)
        # A copy of the outermost object will do: what it holds is replaced, never altered.
        self.notify("message", dict(vars(message)))

    def find(self, message_id: str) -> Message | None:
        """Look a message up by its id."""
        return self._messages.get(message_id)

    def member(self, chat: str, user_id: str) -> bool:
        """Say whether a person is in a group that the bot is in."""
        group = self.groups.get(chat)
        return group is not None and group.bot_present and user_id in group.members

    def _forget(self, message: Message) -> None:
        self._messages.pop(message.id, None)
        self.contents.pop(message.id, None)
        self.quote_tokens.pop(message.quote_token, None)
        self.read_tokens.pop(message.read_token, None)


def drop_old(held: dict[str, _T], old: Callable[[_T], bool]) -> None:
    """Take away what has run out, oldest first: nobody can use it, and it would pile up."""
    while len(held) > _FEW and old(held[next(iter(held))]):
        del held[next(iter(held))]
