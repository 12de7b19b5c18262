"""What people do on their phones: every act changes the chat and makes the webhook LINE would send for it.

A webhook is only made here: `Line.deliver` posts it, or a test hands its bytes to the bot itself.
"""

import re
import threading
from collections.abc import Sequence

from bot.simulator import events
from bot.simulator.clock import Clock
from bot.simulator.events import Event, Webhook
from bot.simulator.ids import Ids
from bot.simulator.model import Content, Group, Json, Message, Person
from bot.simulator.world import World

Who = Person | str
Where = Person | Group | str


class Acts:
    """People and groups around one bot."""

    def __init__(self, world: World, clock: Clock, ids: Ids, secret: str) -> None:
        """Work on a world; `changed` guards it and tells of every change."""
        self.world = world
        self.clock = clock
        self.ids = ids
        self.secret = secret
        self.changed = threading.Condition(threading.RLock())

    def person(self, name: str, *, key: str = "", friend: bool = True, language: str = "th") -> Person:
        """Bring in a person; one with a `key` has the same user id in every run."""
        with self.changed:
            person = Person(self.ids.user(key or None), name, key, language, friend=friend)
            self.world.people[person.user_id] = person
            self.world.notify("people", {})
            return person

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
        return self.webhook([events.event(kind, source, self.ids, self.clock.now(), reply=reply, **payload)])

    def text(
        self, who: Who, text: str, to: Where | None = None, *, quote: str | Message | None = None
    ) -> Webhook:
        """Write a text; ``@`` with the name of the bot or of a member mentions them, in groups."""
        quoted = quote.id if isinstance(quote, Message) else quote
        mentions = self._mentions(text, chat_id(to)) if to is not None else []
        return self.message(who, events.text(text, mentions, quoted), to)

    def image(
        self, who: Who, data: bytes, to: Where | None = None, *, media_type: str = "image/jpeg"
    ) -> Webhook:
        """Send a photo."""
        return self.message(who, events.image(), to, Content(data, media_type))

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

    def video(self, who: Who, data: bytes, to: Where | None = None, *, duration: int = 1000) -> Webhook:
        """Send a video of so many milliseconds."""
        return self.message(who, events.video(duration), to, Content(data, "video/mp4"))

    def audio(self, who: Who, data: bytes, to: Where | None = None, *, duration: int = 1000) -> Webhook:
        """Send a voice message of so many milliseconds."""
        return self.message(who, events.audio(duration), to, Content(data, "audio/x-m4a"))

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
            self.world.read_tokens[sent["markAsReadToken"]] = (chat, sent["id"])
            token = sent.get("quoteToken", "")
            self.world.add(Message(sent["id"], chat, person.user_id, sent, "webhook", now, token))
            return self.webhook([event])

    def postback(
        self,
        who: Who,
        data: str,
        to: Where | None = None,
        *,
        params: Json | None = None,
        display_text: str = "",
    ) -> Webhook:
        """Tap a button; `params` is what a date picker adds, `display_text` appears in the chat."""
        with self.changed:
            self._speaks(who, to)
            now = self.clock.now()
            if display_text:
                said = {"type": "text", "text": display_text}
                self.world.add(
                    Message(self.ids.message(), chat_id(to or who), chat_id(who), said, "display", now)
                )
            return self.webhook([events.postback(data, self._source(who, to), self.ids, now, params)])

    def tap(self, who: Who, action: Json, to: Where | None = None, *, moment: str = "") -> Webhook | None:
        """Do what an action does, `moment` being chosen in a date picker; None if nothing reaches the bot."""
        kind = action["type"]
        if kind == "message":
            return self.text(who, action["text"], to)
        if kind == "postback":
            said = action.get("displayText") or action.get("text") or ""
            return self.postback(who, action["data"], to, display_text=said)
        if kind == "datetimepicker":
            return self.postback(
                who, action["data"], to, params={action["mode"]: moment or action.get("initial", "")}
            )
        if kind == "richmenuswitch":
            with self.changed:
                params = self.world.rich_menus.switch(chat_id(who), action["richMenuAliasId"])
                return self.postback(who, action["data"], to, params=params)
        return None

    def account_link(self, token: str, nonce: str) -> Webhook | None:
        """Open LINE's page with a link token and a nonce; None when the token is unknown, used or too old."""
        with self.changed:
            held, now = self.world.link_tokens.pop(token, None), self.clock.now()
            if held is None or not held.valid(now):
                return None
            return self.webhook([events.account_link(held.user_id, nonce, self.ids, now)])

    def follow(self, who: Who) -> Webhook:
        """Add the bot as a friend, or unblock it."""
        with self.changed:
            person = self.world.people[chat_id(who)]
            unblocked, person.blocked, person.friend = person.blocked, False, True
            self.world.notify("people", {})
            made = events.follow(person.user_id, self.ids, self.clock.now(), is_unblocked=unblocked)
            return self.webhook([made])

    def unfollow(self, who: Who) -> Webhook:
        """Block the bot."""
        with self.changed:
            person = self.world.people[chat_id(who)]
            person.blocked = True
            self.world.notify("people", {})
            return self.webhook([events.unfollow(person.user_id, self.ids, self.clock.now())])

    def join(self, group: Group | str) -> Webhook:
        """Invite the bot into a group."""
        return self._presence(group, present=True)

    def leave(self, group: Group | str) -> Webhook:
        """Remove the bot from a group."""
        return self._presence(group, present=False)

    def member_joined(self, group: Group | str, people: Sequence[Who]) -> Webhook:
        """Let people come into a group."""
        with self.changed:
            held, ids = self.world.groups[chat_id(group)], [chat_id(person) for person in people]
            held.members.extend(user for user in ids if user not in held.members)
            self.world.notify("people", {})
            return self.webhook([events.member_joined(held.group_id, ids, self.ids, self.clock.now())])

    def member_left(self, group: Group | str, people: Sequence[Who]) -> Webhook:
        """Let people leave a group."""
        with self.changed:
            held, ids = self.world.groups[chat_id(group)], [chat_id(person) for person in people]
            held.members[:] = [user for user in held.members if user not in ids]
            self.world.notify("people", {})
            return self.webhook([events.member_left(held.group_id, ids, self.ids, self.clock.now())])

    def unsend(self, message: Message | Webhook | str) -> Webhook:
        """Take a message back: its content is gone from the platform too."""
        with self.changed:
            held = self._held(message)
            held.unsent = True
            held.content = {"type": held.type}
            self.world.contents.pop(held.id, None)
            self.world.notify("unsend", {"chat": held.chat, "id": held.id})
            source = self._source(held.sender, held.chat if held.chat in self.world.groups else None)
            return self.webhook([events.unsend(held.id, source, self.ids, self.clock.now())])

    def edit(self, message: Message | Webhook | str, text: str) -> Webhook:
        """Edit a text; LINE has this in groups only."""
        with self.changed:
            held = self._held(message)
            if not held.chat.startswith("C") or held.type != "text":
                said = "only a text in a group can be edited"
                raise ValueError(said)
            held.content, held.edited = {**held.content, "text": text}, True
            self.world.notify("edit", {"chat": held.chat, "id": held.id, "text": text})
            source = events.group_source(held.chat, held.sender)
            return self.webhook([events.message_edited(held.id, text, source, self.ids, self.clock.now())])

    def _presence(self, group: Group | str, *, present: bool) -> Webhook:
        with self.changed:
            held = self.world.groups[chat_id(group)]
            held.bot_present = present
            self.world.notify("people", {})
            make = events.join if present else events.leave
            return self.webhook([make(held.group_id, self.ids, self.clock.now())])

    def _held(self, message: Message | Webhook | str) -> Message:
        wanted = message.message_id if isinstance(message, Webhook) else getattr(message, "id", message)
        held = self.world.find(str(wanted))
        if held is None or held.sender == self.world.bot_id:
            said = f"no message {wanted} of a person"
            raise ValueError(said)
        return held

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
