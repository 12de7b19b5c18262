"""Acts as data: what the page or a recorded conversation asks a person to do."""

import copy
from collections.abc import Callable, Mapping

from bot.simulator.events import Webhook
from bot.simulator.faults import flag, number, record, text, whole
from bot.simulator.line import Line
from bot.simulator.model import Content, Json


def _list(name: str, value: object) -> None:
    if not isinstance(value, list):
        raise ValueError(f"{name} must be a list")  # noqa: TRY004 (what is given is data, not code)


_NEEDED = {
    "text": ("text",),
    "message": ("content",),
    "location": ("latitude", "longitude"),
    "postback": ("data",),
    "tap": ("action",),
    "accountLink": ("token", "nonce"),
    "memberJoined": ("people",),
    "memberLeft": ("people",),
    "unsend": ("message",),
    "edit": ("message", "text"),
    "raw": ("kind",),
}
_WORDS = (
    "who",
    "to",
    "text",
    "data",
    "message",
    "quote",
    "title",
    "moment",
    "token",
    "nonce",
    "kind",
    "name",
)
_KINDS: Mapping[str, Callable[[str, object], object]] = {
    **dict.fromkeys(_WORDS, text),
    **dict.fromkeys(("content", "action", "source", "payload", "params"), record),
    "latitude": lambda name, value: number(name, value, 90),
    "longitude": lambda name, value: number(name, value, 180),
    "people": _list,
    "reply": flag,
}
_PHOTOS = frozenset({"image/jpeg", "image/png"})


def act(line: Line, deed: Json, content: Content | None = None) -> Webhook | None:
    """Do a deed: ``{"do": "text", "who": user id, "to": chat id, …}``; None when nothing reaches the bot.

    Raises `ValueError` for a deed that is incomplete or that nobody could do.
    """
    with line.changed:
        # Told after it was done, yet before the bot can hear of it: what nobody could do is not told.
        try:
            webhook = _act(line, _checked(line, deed), content)
        except KeyError as error:
            raise ValueError(f"there is no {error.args[0]}") from error
        except (TypeError, AttributeError) as error:
            # A deed is data from elsewhere: whatever is stumbled over, it is the deed that is wrong.
            raise ValueError(f"nobody can do that: {error}") from error
        line.tell("deed", copy.deepcopy(deed))
        return webhook


def _checked(line: Line, deed: Json) -> Json:
    """Refuse what is not of its kind, before anything is done."""
    does = text("do", deed.get("do"))
    for name in _NEEDED.get(does, ()):
        if name not in deed:
            raise ValueError(f"a deed needs {name}: {does}")
    for name, value in deed.items():
        if name in _KINDS and value is not None:
            _KINDS[name](name, value)
    if does == "unsend" and deed.get("who"):
        held = line.world.find(deed["message"])
        if held is not None and held.sender != deed["who"]:
            raise ValueError("that message is somebody else's")
    return deed


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
