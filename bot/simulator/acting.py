"""Acts as data: what the page or a recorded conversation asks a person to do."""

from typing import TYPE_CHECKING

from bot.simulator.events import Webhook
from bot.simulator.line import Line
from bot.simulator.model import Content, Json

if TYPE_CHECKING:
    from collections.abc import Callable


def act(line: Line, deed: Json, content: Content | None = None) -> Webhook | None:
    """Do a deed: ``{"do": "text", "who": user id, "to": chat id, …}``; None when nothing reaches the bot.

    Raises `KeyError` or `ValueError` for a deed that is incomplete or that nobody could do.
    """
    with line.changed:
        # Told after it was done, yet before the bot can hear of it: what nobody could do is not told.
        webhook = _act(line, deed, content)
        line.tell("deed", deed)
        return webhook


def _act(line: Line, deed: Json, content: Content | None) -> Webhook | None:
    if content is not None:
        return _upload(line, deed, content)
    who, to = deed.get("who", ""), deed.get("to") or None
    group = to or ""
    deeds: dict[str, Callable[[], Webhook | None]] = {
        "text": lambda: line.text(who, deed["text"], to, quote=deed.get("quote")),
        "message": lambda: line.message(who, deed["content"], to),
        "sticker": lambda: line.sticker(who, to),
        "location": lambda: line.location(
            who, deed["latitude"], deed["longitude"], deed.get("title", ""), to
        ),
        "postback": lambda: line.postback(who, deed["data"], to, params=deed.get("params")),
        "tap": lambda: line.tap(who, deed["action"], to, moment=deed.get("moment", "")),
        "accountLink": lambda: line.account_link(deed["token"], deed["nonce"]),
        "follow": lambda: line.follow(who),
        "unfollow": lambda: line.unfollow(who),
        "join": lambda: line.join(group),
        "leave": lambda: line.leave(group),
        "memberJoined": lambda: line.member_joined(group, deed["people"]),
        "memberLeft": lambda: line.member_left(group, deed["people"]),
        "unsend": lambda: line.unsend(deed["message"]),
        "edit": lambda: line.edit(deed["message"], deed["text"]),
        "raw": lambda: line.raw(
            deed["kind"], deed.get("source"), reply=deed.get("reply", True), **deed.get("payload", {})
        ),
    }
    if deed["do"] not in deeds:
        raise ValueError(f"nobody can do {deed['do']}")
    return deeds[deed["do"]]()


def _upload(line: Line, deed: Json, content: Content) -> Webhook:
    who, to = deed["who"], deed.get("to") or None
    if deed["do"] == "image":
        return line.image(who, content.data, to, media_type=content.media_type)
    return line.file(who, deed["name"], content.data, to, media_type=content.media_type)
