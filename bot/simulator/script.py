"""Conversations as text that people read and edit.

An act stands at the margin, what the bot said to it stands below, indented::

    # The score, then its details
    staff: score
      bot card: Score 87.45
        [details] [help]
    staff taps: details
      bot: 87.45 of 100
        | in two lines
    staff in team: @ITA score
    clock: +3d
      bot to head: due tomorrow
    line: {"path": "/message/push", "status": 500, "times": 3}

Other acts: ``sends: sticker`` (or ``sticker 446/1989``), ``sends: photo a.png``, ``photos a.png, b.png`` (at
once), ``file a.xlsx``, ``video a.mp4`` and ``audio a.m4a`` (all of them beside the script),
``sends: place 13.7, 100.5 Office``, ``quotes: text`` (the last message of the bot), ``edits: text`` and
``unsends:`` (their own last message), ``taps: due = 2024-04-30`` (a date picker), ``taps: details #2`` (the
second of that name, counted from the newest message), ``taps: {…}`` (an action without a name), and
``does: follow``, ``unfollow``, ``join``, ``leave``, ``memberJoined head, admin``, ``memberLeft head``.
``…`` in an answer stands for any text. ``bot to 1000 people: text`` is the same to very many, once to each.
``line: {…}`` is a fault as ``POST /_/faults`` takes it, ``line: well`` the end of all faults,
``line: well 2`` of the second.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.simulator.model import Json
from bot.simulator.world import World

CLOCK = "clock"
LINE = "line"
WELL = "well"
SOMEBODY = "somebody"
MANY = 10
"""What comes to more people than these is written down once, with their number."""
UPLOADS = {"photo": "image", "file": "file", "video": "video", "audio": "audio"}
"""What is sent from a file: the word of a script, and the deed."""
_HEAD = re.compile(
    r"(?P<who>[^:]+?)(?: in (?P<group>[^:]+?))?"
    r"(?: (?P<verb>taps|sends|does|quotes|edits|unsends))?:(?: (?P<value>.*))?"
)
_CARDS = frozenset({"flex", "template", "imagemap"})
_BOT = re.compile(r"\s+bot\b(?: (?!to )[a-zA-Z]+)?(?: to (?P<many>\d+) people\b)?")


class ScriptError(ValueError):
    """A script that cannot be followed, with the line where it went wrong."""

    def __init__(self, number: int, why: str) -> None:
        """Name the line and say why."""
        super().__init__(f"line {number}: {why}")


@dataclass
class Step:
    """One act and what the bot said to it; `before` are the comments above, `source` the act as written."""

    number: int
    who: str
    group: str
    verb: str
    value: str
    source: list[str]
    before: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    @property
    def messages(self) -> int:
        """Count the messages that the bot is to send."""
        found = [_BOT.match(line) for line in self.answers]
        return sum(int(one["many"] or 1) for one in found if one)


def parse(text: str) -> tuple[list[Step], list[str]]:
    """Read a script: its steps, and the comments after the last."""
    steps: list[Step] = []
    before: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if not line or line.startswith("#"):
            before.append(line)
        elif not line.startswith((" ", "\t")):
            found = _HEAD.fullmatch(line)
            if not found:
                raise ScriptError(number, "no act: write WHO: text")
            who, group, verb, value = (found[name] or "" for name in ("who", "group", "verb", "value"))
            steps.append(Step(number, who, group, verb or "says", value, [line], before))
            before = []
        elif not steps:
            raise ScriptError(number, "an answer before any act")
        elif line.lstrip().startswith("|") and not steps[-1].answers:
            steps[-1].value += "\n" + line.lstrip()[1:].removeprefix(" ")
            steps[-1].source.append(line)
        else:
            steps[-1].answers.extend([*before, line])
            before = []
    return steps, before


def act_lines(who: str, group: str, verb: str, value: str) -> list[str]:
    """Write an act."""
    first, *rest = value.split("\n")
    place = f" in {group}" if group else ""
    doing = "" if verb == "says" else f" {verb}"
    return [f"{who}{place}{doing}: {first}".rstrip(), *(f"  | {line}".rstrip() for line in rest)]


def answer_lines(content: Json, to: str, *, delivered: bool) -> list[str]:
    """Write what the bot said; `to` names the chat when it is another than that of the act."""
    kind = content["type"]
    said = str(content.get("altText") or content.get("text") or content.get("originalContentUrl") or "")
    first, *rest = said.split("\n")
    word = "" if kind.startswith("text") else " card" if kind in _CARDS else f" {kind}"
    head = f"  bot{word}{f' to {to}' if to else ''}{'' if delivered else ' (not received)'}: {first}"
    labels = [item["action"].get("label", "") for item in content.get("quickReply", {}).get("items", [])]
    chips = [f"    {' '.join(f'[{label}]' for label in labels)}"] if labels else []
    return [head.rstrip(), *(f"    | {line}".rstrip() for line in rest), *chips]


def actions(value: object) -> Iterator[Json]:
    """Find everything that can be tapped in a message, in its order."""
    if isinstance(value, list):
        for item in value:
            yield from actions(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in {"action", "defaultAction"} and isinstance(item, dict):
                yield item
            elif name == "actions" and isinstance(item, list):
                yield from item
            else:
                yield from actions(item)


def named(offers: Sequence[object], name: str) -> list[Json]:
    """Find the actions of a name, in the order of `offers`."""
    return [action for offer in offers for action in actions(offer) if action.get("label") == name]


@dataclass(frozen=True)
class Names:
    """What people and groups are called in a script: their key, else their name."""

    world: World

    def of(self, chat: str) -> str:
        """Name a person or a group."""
        held = self.world.people.get(chat) or self.world.groups.get(chat)
        return (held.key.rpartition("/")[2] or held.name) if held else chat

    def find(self, name: str, number: int) -> str:
        """Give the id of whoever is called so."""
        everyone = (*self.world.people, *self.world.groups)
        for chat in everyone:
            held = self.world.people.get(chat) or self.world.groups[chat]
            if name in {self.of(chat), held.name, chat}:
                return chat
        raise ScriptError(number, f"nobody here is called {name}: {', '.join(map(self.of, everyone))}")
