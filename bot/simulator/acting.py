"""Acts as data: what the page or a recorded conversation asks a person to do."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.simulator.events import Webhook
from bot.simulator.faults import whole
from bot.simulator.line import Line
from bot.simulator.model import Content, Json

if TYPE_CHECKING:
    from collections.abc import Callable

_PHOTOS = frozenset({"image/jpeg", "image/png"})


def act(line: Line, deed: Json, content: Content | None = None) -> Webhook | None:
    """Do a deed: ``{"do": "text", "who": user id, "to": chat id, …}``; None when nothing reaches the bot.

    Raises `KeyError` or `ValueError` for a deed that is incomplete or that nobody could do.
    """
    with line.changed:
        # Told after it was done, yet before the bot can hear of it: what nobody could do is not told.
        webhook = _act(line, deed, content)
        line.tell("deed", copy.deepcopy(deed))
        return webhook


def _act(line: Line, deed: Json, content: Content | None) -> Webhook | None:
    if content is not None:
        return _upload(line, deed, content)
    who, to = deed.get("who", ""), deed.get("to") or None
    group = to or ""
    deeds: dict[str, Callable[[], Webhook | None]] = {
        "text": lambda: line.text(who, deed["text"], to, quote=deed.get("quote")),
        "message": lambda: line.message(who, deed["content"], to),
        "sticker": lambda: line.sticker(who, to, **_sticker(deed)),
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


def _sticker(deed: Json) -> dict[str, str]:
    return {name: str(deed[name]) for name in ("package_id", "sticker_id") if name in deed}


def upload_of(query: Mapping[str, str], kind: str) -> Json:
    """Make the deed of an upload from its address and media type; raises `ValueError` for a wrong address.

    ``set``, ``index`` and ``total`` say that a photo is one of several sent at once, ``duration`` is in
    milliseconds.
    """
    missing = [name for name in ("who", "name") if not query.get(name)]
    if missing:
        raise ValueError(f"an upload needs {missing[0]}")
    family = kind.partition("/")[0]
    does = family if family in {"video", "audio"} else "image" if kind in _PHOTOS else "file"
    deed: Json = {"do": does, "who": query["who"], "to": query.get("to", ""), "name": query["name"]}
    if does == "image" and query.get("set"):
        total = whole("total", _number(query.get("total")), 1)
        deed |= {"set": query["set"], "index": whole("index", _number(query.get("index")), 1, total)}
        deed |= {"total": total}
    if does in {"video", "audio"}:
        deed |= {"duration": whole("duration", _number(query.get("duration", "1000")), 1)}
    return deed


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdecimal() else None


def _upload(line: Line, deed: Json, content: Content) -> Webhook:
    who, to, kind = deed["who"], deed.get("to") or None, content.media_type
    if deed["do"] == "image":
        one = line.ids.image_set(deed["set"], deed["index"], deed["total"]) if "set" in deed else None
        return line.image(who, content.data, to, media_type=kind, image_set=one)
    if deed["do"] in {"video", "audio"}:
        send = line.video if deed["do"] == "video" else line.audio
        return send(who, content.data, to, duration=deed.get("duration", 1000), media_type=kind)
    return line.file(who, deed["name"], content.data, to, media_type=kind)
