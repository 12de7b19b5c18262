"""What people do on their phones beside writing: every act makes the webhook LINE would send for it."""

from collections.abc import Sequence

from bot.simulator import events
from bot.simulator.events import Webhook
from bot.simulator.model import Group, Json, Message
from bot.simulator.people import People, Where, Who, chat_id
from bot.simulator.schema.actions import pickable


class Acts(People):
    """Taps, friendship, coming and going, and taking back what was said."""

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
            chosen = moment or action.get("initial", "")
            if not pickable(action, chosen):
                raise ValueError(f"the picker gives a {action['mode']} within its bounds, not {chosen!r}")
            return self.postback(who, action["data"], to, params={action["mode"]: chosen})
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
            unblocked, new = person.blocked, not person.friend
            person.blocked, person.friend = False, True
            if unblocked:
                self.world.counts.block(self.clock.now(), -1)
            if new:
                self.world.counts.follow(self.clock.now())
            self.world.notify("people", {})
            made = events.follow(person.user_id, self.ids, self.clock.now(), is_unblocked=unblocked)
            return self.webhook([made])

    def unfollow(self, who: Who) -> Webhook:
        """Block the bot."""
        with self.changed:
            person = self.world.people[chat_id(who)]
            if not person.blocked:
                self.world.counts.block(self.clock.now())
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
            held, ids = self._crowd(group, people)
            held.members.extend(user for user in ids if user not in held.members)
            self.world.notify("people", {})
            return self.webhook([events.member_joined(held.group_id, ids, self.ids, self.clock.now())])

    def member_left(self, group: Group | str, people: Sequence[Who]) -> Webhook:
        """Let people leave a group."""
        with self.changed:
            held, ids = self._crowd(group, people)
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
            content = events.text(text, self._mentions(text, held.chat))
            made = events.message_edited(held.id, content, source, self.ids, self.clock.now())
            self.world.quote_tokens[made["message"]["quoteToken"]] = held.chat
            return self.webhook([made])

    def _crowd(self, group: Group | str, people: Sequence[Who]) -> tuple[Group, list[str]]:
        """Find the people who come or go; the bot hears of them only where it is."""
        held, ids = self.world.groups[chat_id(group)], [chat_id(person) for person in people]
        unknown = [user for user in ids if user not in self.world.people]
        if unknown:
            raise ValueError(f"there is no {unknown[0]}")
        if not held.bot_present:
            raise ValueError("the bot is not in that group")
        return held, ids

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
        if held.unsent:
            raise ValueError("that message was taken back")
        if held.chat in self.world.groups and not self.world.member(held.chat, held.sender):
            raise ValueError("its sender is not in that group, or the bot is not")
        return held
