"""People and groups around one bot, and the messages that they send.

A webhook is only made here: `Line.deliver` posts it, or a test hands its bytes to the bot itself.
"""

import re
from collections.abc import Sequence

from bot.simulator import events
from bot.simulator.clock import Clock
from bot.simulator.events import Event, Webhook
from bot.simulator.feed import Feed
from bot.simulator.ids import Ids
from bot.simulator.model import Content, Group, Json, Message, Person
from bot.simulator.world import World

Who = Person | str
Where = Person | Group | str


class People(Feed):
    """Everyone who can write to the bot."""

    def __init__(self, world: World, clock: Clock, ids: Ids, secret: str) -> None:
        """Work on a world; `changed` guards it and tells of every change."""
        super().__init__()
        self.world = world
        self.clock = clock
        self.ids = ids
        self.secret = secret

    def person(self, name: str, *, key: str = "", friend: bool = True, language: str = "th") -> Person:
        """Bring in a person; one with a `key` has the same user id in every run."""
        with self.changed:
            person = Person(self.ids.user(key or None), name, key, language, friend=friend)
            self.world.people[person.user_id] = person
            if friend:
                self.world.counts.follow(self.clock.now())
            self.world.notify("people", {})
            return person

    def crowd(self, those: Sequence[Person]) -> list[Person]:
        """Bring in many at once, told of once; whoever of their keys is there already stays as they are."""
        with self.changed:
            for one in those:
                if self.world.people.setdefault(one.user_id, one) is one and one.friend:
                    self.world.counts.follow(self.clock.now())
            self.world.notify("people", {})
            return [self.world.people[one.user_id] for one in those]

    def group(
        self,
        name: str,
        members: Sequence[Who],
        *,
        key: str = "",
        bot_present: bool = True,
        room: bool = False,
    ) -> Group:
        """Bring in a group of people; the bot is in it unless told otherwise (then `join` brings it in)."""
        with self.changed:
            group_id = self.ids.room(key or None) if room else self.ids.group(key or None)
            group = Group(group_id, name, [chat_id(member) for member in members], key, bot_present)
            self.world.groups[group_id] = group
            self.world.notify("people", {})
            return group

    def webhook(self, made: Sequence[Event], *, escaped: bool = False) -> Webhook:
        """Sign events as one webhook and hand out their reply tokens."""
        with self.changed:
            for event in made:
                source = event.get("source", {})
                chat = source.get("groupId") or source.get("roomId") or source.get("userId", "")
                if event.get("replyToken"):
                    self.world.grant(event["replyToken"], chat, event["timestamp"], self.clock.now())
            return events.signed(self.secret, self.world.bot_id, made, escaped=escaped)

    def bundle(self, *webhooks: Webhook) -> Webhook:
        """Put the events of several webhooks into one, in the order given."""
        return self.webhook([event for webhook in webhooks for event in webhook.events])

    def redelivery(self, webhook: Webhook) -> Webhook:
        """Make the webhook again as LINE redelivers it."""
        return self.webhook([events.redelivered(event) for event in webhook.events])

    def raw(
        self, kind: str, source: Event | None = None, *, reply: bool = True, **payload: object
    ) -> Webhook:
        """Make an event of any type, also one that nobody knows yet."""
        with self.changed:
            now = self.clock.now()
            return self.webhook([events.event(kind, source, self.ids, now, reply=reply, **payload)])

    def text(
        self, who: Who, text: str, to: Where | None = None, *, quote: str | Message | None = None
    ) -> Webhook:
        """Write a text; ``@`` with the name of the bot or of a member mentions them, in groups."""
        quoted = quote.id if isinstance(quote, Message) else quote
        mentions = self._mentions(text, chat_id(to)) if to is not None else []
        return self.message(who, events.text(text, mentions, quoted), to)

    def image(
        self,
        who: Who,
        data: bytes,
        to: Where | None = None,
        *,
        media_type: str = "image/jpeg",
        image_set: Event | None = None,
    ) -> Webhook:
        """Send a photo; `image_set` says which of several sent at once it is."""
        return self.message(who, events.image(image_set), to, Content(data, media_type))

    def file(
        self,
        who: Who,
        name: str,
        data: bytes,
        to: Where | None = None,
        *,
        media_type: str = "application/octet-stream",
    ) -> Webhook:
        """Send a file."""
        return self.message(who, events.file(name, len(data)), to, Content(data, media_type))

    def images(
        self, who: Who, photos: Sequence[bytes], to: Where | None = None, *, media_type: str = "image/jpeg"
    ) -> list[Webhook]:
        """Send several photos at once: a webhook for each, which LINE may deliver in any order."""
        with self.changed:
            name = self.ids.long_token()
            sets = [self.ids.image_set(name, index, len(photos)) for index in range(1, len(photos) + 1)]
            return [
                self.image(who, photo, to, media_type=media_type, image_set=one)
                for photo, one in zip(photos, sets, strict=True)
            ]

    def video(
        self,
        who: Who,
        data: bytes,
        to: Where | None = None,
        *,
        duration: int = 1000,
        media_type: str = "video/mp4",
    ) -> Webhook:
        """Send a video of so many milliseconds."""
        return self.message(who, events.video(duration), to, self._transcoded(data, media_type))

    def audio(
        self,
        who: Who,
        data: bytes,
        to: Where | None = None,
        *,
        duration: int = 1000,
        media_type: str = "audio/x-m4a",
    ) -> Webhook:
        """Send a voice message of so many milliseconds."""
        return self.message(who, events.audio(duration), to, self._transcoded(data, media_type))

    def sticker(
        self, who: Who, to: Where | None = None, *, package_id: str = "446", sticker_id: str = "1988"
    ) -> Webhook:
        """Send a sticker."""
        return self.message(who, events.sticker(package_id, sticker_id), to)

    def location(
        self, who: Who, latitude: float, longitude: float, title: str = "", to: Where | None = None
    ) -> Webhook:
        """Send a place."""
        return self.message(who, events.location(latitude, longitude, title), to)

    def message(
        self, who: Who, content: Json, to: Where | None = None, data: Content | None = None
    ) -> Webhook:
        """Send a message of any content object (`events` makes them)."""
        with self.changed:
            person, source, now = self._speaks(who, to), self._source(who, to), self.clock.now()
            event = events.message(content, source, self.ids, now)
            sent = event["message"]
            chat = chat_id(to or who)
            if data is not None:
                self.world.contents[sent["id"]] = data
            self.world.add(
                Message(
                    id=sent["id"],
                    chat=chat,
                    sender=person.user_id,
                    content=sent,
                    via="webhook",
                    at=now,
                    quote_token=sent.get("quoteToken", ""),
                    read_token=sent["markAsReadToken"],
                )
            )
            return self.webhook([event])

    def _transcoded(self, data: bytes, media_type: str) -> Content:
        return Content(data, media_type, self.clock.now() + self.world.transcoding_ms)

    def _speaks(self, who: Who, to: Where | None) -> Person:
        """Refuse what nobody could do on a phone, so that no test rests on it."""
        person = self.world.people[chat_id(who)]
        if to is None or chat_id(to) == person.user_id:
            if person.blocked:
                said = f"{person.name} has blocked the bot: follow first"
                raise ValueError(said)
            person.spoke_at = self.clock.now()
        elif not self.world.member(chat_id(to), person.user_id):
            said = f"{person.name} is not in that group, or the bot is not"
            raise ValueError(said)
        return person

    def _source(self, who: Who, to: Where | None) -> Event:
        if to is None or chat_id(to) == chat_id(who):
            return events.user_source(chat_id(who))
        return events.group_source(chat_id(to), chat_id(who))

    def _mentions(self, text: str, chat: str) -> list[Event]:
        group = self.world.groups.get(chat)
        names = {self.world.people[member].name: member for member in (group.members if group else [])}
        names[self.world.bot_name] = self.world.bot_id
        if not group or "@" not in text:
            return []
        # The longest name first: "@Somchai J." is not "@Somchai".
        pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return [
            events.mentionee(
                text,
                found[1],
                names[found[1]],
                is_self=names[found[1]] == self.world.bot_id,
                start=found.start(),
            )
            for found in re.finditer(f"@({pattern})", text)
        ]


def chat_id(where: Where) -> str:
    """Give the id of a chat or a person."""
    if isinstance(where, Person):
        return where.user_id
    return where.group_id if isinstance(where, Group) else where
