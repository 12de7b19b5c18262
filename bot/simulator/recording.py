"""A conversation that happened, written down as a script."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from bot.simulator import script
from bot.simulator.line import Line
from bot.simulator.model import Json

BANGKOK = timezone(timedelta(hours=7))
_UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))
_WITH_PEOPLE = ("memberJoined", "memberLeft")
_ACTS = ("deed", "clock", "order")
_PLAIN = ("follow", "unfollow", "join", "leave")


def record(line: Line, after: int = 0) -> str:
    """Write down what was done through `act` after a sequence number, and what the bot said to it."""
    items = line.since(after)
    gone = bool(items) and items[0]["seq"] > after + 1
    writer = _Writer(line, items)
    for item in items:
        writer.add(item)
    writer.end()
    return "\n".join([*(["# the beginning is no longer known"] if gone else []), *writer.lines, ""])


def said(line: Line, items: list[Json], chat: str) -> list[str]:
    """Write down what the bot said in a part of the feed, after an act in a chat.

    What very many got stands last, once, with their number: the order of calls to so many is by chance.
    """
    names = script.Names(line.world)
    many = _to_many(line, items, chat)
    lines = []
    for item in items:
        data = item["data"]
        if item["kind"] == "message" and data["sender"] == line.bot_id:
            if item["seq"] not in many:
                other = "" if data["chat"] == chat else names.of(data["chat"])
                lines.extend(_answer(data, other))
        elif item["kind"] == "webhook" and data["reason"] != "ok":
            lines.append(f"  webhook {data['reason']} {data['detail']}".rstrip())
    return [*lines, *(row for _, block in sorted(set(many.values())) for row in block)]


def _to_many(line: Line, items: list[Json], chat: str) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Find messages that came to very many people alike: by number, the block that stands for all of them.

    The second of the same to somebody counts with the seconds of others, never with the firsts.
    """
    alike: dict[tuple[tuple[str, ...], int], list[int]] = {}
    times: Counter[tuple[tuple[str, ...], str]] = Counter()
    for item in items:
        data = item["data"]
        if item["kind"] != "message" or data["sender"] != line.bot_id:
            continue
        if data["chat"] != chat and data["chat"] in line.world.people:
            said_so = tuple(_answer(data, script.SOMEBODY))
            times[said_so, data["chat"]] += 1
            alike.setdefault((said_so, times[said_so, data["chat"]]), []).append(item["seq"])
    return {
        number: (-len(numbers), _counted(said_so, len(numbers)))
        for (said_so, _), numbers in alike.items()
        if len(numbers) > script.MANY
        for number in numbers
    }


def _answer(data: Json, other: str) -> list[str]:
    return script.answer_lines(data["content"], other, delivered=data["delivered"])


def _counted(block: tuple[str, ...], count: int) -> tuple[str, ...]:
    head, *rest = block
    return head.replace(f" to {script.SOMEBODY}", f" to {count} people", 1), *rest


class _Writer:
    """Goes through the feed once, remembering what can be tapped and quoted."""

    def __init__(self, line: Line, items: list[Json]) -> None:
        self.line = line
        self.sets = _photo_sets(items)
        self.names = script.Names(line.world)
        self.chats: dict[str, list[Json]] = {}
        self.chat = ""
        self.begun = False
        self.heard: list[Json] = []
        self.lines: list[str] = []

    def add(self, item: Json) -> None:
        """Take the next thing that happened; what the bot says is written down when somebody acts again."""
        kind, data = item["kind"], item["data"]
        self.heard.append(item)
        if kind in _ACTS:
            self.end()
        if kind == "message":
            self.chats.setdefault(data["chat"], []).append(data)
        self.begun = (
            self.begun
            or (kind in {"clock", "order"} and bool(data))
            or (kind == "deed" and bool(data.get("who")))
        )
        if kind in {"clock", "order"}:
            self.chat = ""  # what follows from it has nobody's chat for its own
        if kind == "order":
            self.lines.append(f"{script.LINE}: {_ordered(data)}")
        elif kind == "clock":
            self.lines.extend(f"{script.CLOCK}: {turned}" for turned in _turned(data))
        elif kind == "deed" and not data.get("who"):
            self.lines.append(f"# not for a script: {json.dumps(data, ensure_ascii=False)}")
        elif kind == "deed" and not ("set" in data and self.sets[data["set"]][0] is not data):
            group = data["to"] if data.get("to") in self.line.world.groups else ""
            self.chat = group or data["who"]
            verb, value = self._told(data)
            who = self.names.of(data["who"])
            self.lines.extend(script.act_lines(who, self.names.of(group) if group else "", verb, value))

    def end(self) -> None:
        """Write down what the bot said until now; before anyone acts it answers nothing, and is a comment."""
        heard = said(self.line, self.heard, self.chat)
        self.lines.extend(heard if self.begun else [f"#{row}" for row in heard])
        self.heard = []

    def _told(self, deed: Json) -> tuple[str, str]:
        kind = deed["do"]
        if kind == "text":
            return "quotes" if deed.get("quote") else "says", deed["text"]
        if kind == "tap":
            return "taps", self._tapped(deed["action"], deed.get("moment", ""))
        if kind in {"unsend", "edit"}:
            return f"{kind}s", deed.get("text", "")
        if "set" in deed:
            names = [one["name"] for one in sorted(self.sets[deed["set"]], key=lambda one: one["index"])]
            return "sends", f"photos {', '.join(names)}"
        if kind in {"sticker", "location", *script.UPLOADS.values()}:
            return "sends", _sent(deed)
        return "does", self._done(deed)

    def _done(self, deed: Json) -> str:
        kind = str(deed["do"])
        if kind in _PLAIN:
            return kind
        if kind in _WITH_PEOPLE:
            return f"{kind} {', '.join(self.names.of(person) for person in deed['people'])}"
        rest = {key: value for key, value in deed.items() if key not in {"who", "to"}}
        return json.dumps(rest, ensure_ascii=False)

    def _tapped(self, action: Json, moment: str) -> str:
        name = str(action.get("label", ""))
        alike = script.named(offered(self.line, self.chats.get(self.chat, [])), name)
        if name and action in alike:
            place = alike.index(action)
            name += f" #{place + 1}" if place else ""
        else:
            name = json.dumps(action, ensure_ascii=False)
        return name + (f" = {moment}" if moment else "")


def _sent(deed: Json) -> str:
    kind = deed["do"]
    if kind == "sticker":
        named = f"{deed['package_id']}/{deed['sticker_id']}" if "sticker_id" in deed else ""
        return f"sticker {named}".rstrip()
    if kind == "location":
        return f"place {deed['latitude']}, {deed['longitude']} {deed.get('title', '')}".rstrip()
    return f"{'photo' if kind == 'image' else kind} {deed.get('name', '')}"


def _photo_sets(items: list[Json]) -> dict[str, list[Json]]:
    """Give the deeds of photos that were sent at once, by their set; all of a set are one act."""
    sets: dict[str, list[Json]] = {}
    for item in items:
        if item["kind"] == "deed" and "set" in item["data"]:
            sets.setdefault(item["data"]["set"], []).append(item["data"])
    return sets


def offered(line: Line, messages: list[Json]) -> list[object]:
    """Give what can be tapped: the bot's messages, newest first, then the rich menus."""
    mine = [message["content"] for message in reversed(messages) if message["sender"] == line.bot_id]
    return [*mine, *line.world.rich_menus.menus.values()]


def _ordered(order: Json) -> str:
    """Write what was ordered to go wrong, or to be well again."""
    if "fault" in order:
        return json.dumps(order["fault"], ensure_ascii=False)
    return script.WELL if "clear" in order else f"{script.WELL} {order['remove'] + 1}"


def _turned(change: Json) -> list[str]:
    """Write how the clock was turned."""
    lines = []
    if "now" in change:
        moment = datetime.fromtimestamp(change["now"] / 1000, UTC).astimezone(BANGKOK)
        lines.append(moment.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00"))
    if "advance" in change:
        seconds = round(change["advance"])
        unit, length = next(item for item in _UNITS if seconds % item[1] == 0)
        lines.append(f"+{seconds // length}{unit}")
    if "running" in change:
        lines.append("run" if change["running"] else "stop")
    return lines
