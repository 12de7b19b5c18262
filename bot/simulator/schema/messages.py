"""Message objects: what the ``messages`` of a request may hold, and LINE's words for what it may not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.simulator.schema.actions import QUICK_REPLY, action
from bot.simulator.schema.core import (
    Check,
    Path,
    Problem,
    Rule,
    array,
    by_type,
    matching,
    number,
    one_of,
    shape,
    string,
    url,
)
from bot.simulator.schema.flex import container
from bot.simulator.schema.templates import imagemap, imagemap_video, template

MESSAGES = 5
TEXT_LIMIT = 5000
ALT_TEXT_LIMIT = 1500
QUICK_REPLIES = 13
_MENTIONS = 20
_POINTED = ("contents", "template")

_quick_action = action(20, label_needed=True, only=QUICK_REPLY)
_alt_text = string(ALT_TEXT_LIMIT, blank=False)


def problems(messages: object) -> list[Problem]:
    """Return everything wrong with the ``messages`` of a request."""
    return list(array(by_type(_kinds), 1, MESSAGES)(messages, Path(("messages",))))


def error_body(found: Sequence[Problem]) -> dict[str, Any]:
    """Write problems as LINE does: those inside a template or a Flex container are told for one message."""
    plain = [problem for problem in found if _inside(problem.path) is None]
    if plain:
        details = [{"message": problem.message, "property": problem.path.dotted()} for problem in plain]
        return {"message": f"The request body has {len(plain)} error(s)", "details": details}
    first = min(index for problem in found if (index := _inside(problem.path)) is not None)
    details = [
        {"message": problem.message, "property": _pointer(problem.path)}
        for problem in found
        if _inside(problem.path) == first
    ]
    return {"message": f"A message (messages[{first}]) in the request body is invalid", "details": details}


def _inside(path: Path) -> int | None:
    """Find the number of the message whose template or Flex container the path goes into."""
    depth = 3
    if len(path.parts) >= depth and path.parts[2] in _POINTED and isinstance(path.parts[1], int):
        return path.parts[1]
    return None


def _pointer(path: Path) -> str:
    """Name a place as LINE does: from the container of a Flex message, or from the message on."""
    if path.parts[2] == "contents":
        return Path(path.parts[3:]).pointer() or "/"
    return Path(path.parts[2:]).pointer().removeprefix("/")


def _kinds() -> dict[str, Check]:
    quote: dict[str, Check] = {"quoteToken": string()}
    media: dict[str, Check] = {"originalContentUrl": url(), "previewImageUrl": url()}
    return {
        "text": _message(
            {"text": string(TEXT_LIMIT, blank=False)},
            {"emojis": array(_emoji, 0, 20), **quote},
            _emoji_places,
        ),
        "textV2": _message(
            {"text": string(TEXT_LIMIT, blank=False)}, {"substitution": _substitution, **quote}, _placeholders
        ),
        "sticker": _message({"packageId": string(), "stickerId": string()}, quote),
        "image": _message(media),
        "video": _message(media, {"trackingId": matching(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")}),
        "audio": _message({"originalContentUrl": url(), "duration": number(1)}),
        "location": _message(
            {
                "title": string(100),
                "address": string(100),
                "latitude": number(-90, 90, whole=False),
                "longitude": number(-180, 180, whole=False),
            }
        ),
        "imagemap": _message({"altText": _alt_text, **imagemap}, {"video": imagemap_video}),
        "template": _message({"altText": _alt_text, "template": template}),
        "flex": _message({"altText": _alt_text, "contents": container}),
        "coupon": _message({"couponId": string()}, {"deliveryTag": string(30)}),
    }


def _message(needed: Mapping[str, Check], allowed: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
    item = shape({"action": _quick_action}, {"type": one_of("action"), "imageUrl": url()})
    common: dict[str, Check] = {
        "quickReply": shape({"items": array(item, 1, QUICK_REPLIES)}),
        "sender": shape({}, {"name": string(20), "iconUrl": url()}, _sender),
    }
    return shape(needed, {**(allowed or {}), **common}, *rules)


def _sender(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    name = value.get("name")
    if isinstance(name, str) and "line" in name.lower():
        yield Problem(path / "name", "must not contain a reserved word")


_emoji = shape({"index": number(0), "productId": string(), "emojiId": string()})


def _emoji_places(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    text, emojis = value.get("text"), value.get("emojis")
    if not isinstance(text, str) or not isinstance(emojis, list):
        return
    units = text.encode("utf-16-le", "surrogatepass")
    for place, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(index, int) and units[2 * index : 2 * index + 2] != "$".encode("utf-16-le"):
            yield Problem(path / "emojis" / place / "index", "must point at a $ in the text")


def _substitution(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, "Must be an object")
        return
    mentionee = by_type(lambda: {"user": shape({"userId": matching(r"U[0-9a-f]{32}")}), "all": shape({})})
    part = by_type(
        lambda: {
            "mention": shape({"mentionee": mentionee}),
            "emoji": shape({"productId": string(), "emojiId": string()}),
        }
    )
    most = 100
    if len(value) > most:
        yield Problem(path, f"Size must be between 0 and {most}")
    for key, item in value.items():
        if not re.fullmatch(r"[0-9A-Za-z_]{1,20}", str(key)):
            yield Problem(path / str(key), "invalid key")
        yield from part(item, path / str(key))
    for kind in ("mention", "emoji"):
        if (
            sum(1 for item in value.values() if isinstance(item, dict) and item.get("type") == kind)
            > _MENTIONS
        ):
            yield Problem(path, f"at most {_MENTIONS} {kind}s can be specified")


def _placeholders(value: Mapping[str, object], path: Path) -> Iterator[Problem]:
    text, given = value.get("text"), value.get("substitution")
    if not isinstance(text, str) or not isinstance(given, dict | None):
        return
    known = set(given or ())
    rest = text.replace("{{", "").replace("}}", "")
    for key in re.findall(r"\{([^{}]*)\}", rest):
        if key not in known:
            yield Problem(path / "text", f"placeholder {{{key}}} has no substitution")
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", rest)):
        yield Problem(path / "text", "unbalanced brace: write {{ or }}")
