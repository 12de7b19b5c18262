"""Replay a recorded conversation against a bot: ``python -m bot.simulator.replay FILE --bot URL``.

The bot's LINE_API_BASE_URL has to point at the port given here, and its secret and token have to be those
given here or in LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN. `bot.simulator.script` tells the format.
"""

import argparse
import difflib
import json
import mimetypes
import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.simulator.acting import act
from bot.simulator.faults import fault_of
from bot.simulator.line import Line
from bot.simulator.model import Content, Json
from bot.simulator.recording import BANGKOK, offered, said
from bot.simulator.run import cast, webhook_url
from bot.simulator.script import CLOCK, LINE, UPLOADS, WELL, Names, ScriptError, Step, named, parse
from bot.simulator.server import serve

ANSWER_SECONDS = 5.0
# How long a bot that has said all that was expected may still say more; longer where nothing is known yet.
SETTLE_SECONDS = 0.1
UPDATE_SECONDS = 1.0
# A bot that says so much more to one act than it was to will not be waited for.
_ENOUGH = 100
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def replay(
    line: Line, script: str | Path, *, timeout: float = ANSWER_SECONDS, settle: float = SETTLE_SECONDS
) -> str:
    """Act a script out before the bot; return a unified diff of what was said, empty when all is as written.

    A `Path` is read, and photos and files are taken from beside it.
    """
    wanted, given = retell(line, script, timeout=timeout, settle=settle)
    name = str(script) if isinstance(script, Path) else "script"
    return "\n".join(difflib.unified_diff(wanted, given, name, "what was said", lineterm=""))


def retell(
    line: Line, script: str | Path, *, timeout: float = ANSWER_SECONDS, settle: float = SETTLE_SECONDS
) -> tuple[list[str], list[str]]:
    """Act a script out; return it as it is written, and as it would be written of what happened now."""
    text = script.read_text(encoding="utf-8") if isinstance(script, Path) else script
    folder = script.parent if isinstance(script, Path) else Path()
    steps, after = parse(text)
    wanted: list[str] = []
    given: list[str] = []
    for step in steps:
        answers = _said_to(line, step, folder, timeout, settle)
        wanted += [*step.before, *step.source, *step.answers]
        given += [*step.before, *step.source, *_as_wanted(step.answers, answers)]
    return [*wanted, *after], [*given, *after]


def _said_to(line: Line, step: Step, folder: Path, timeout: float, settle: float) -> list[str]:
    mark, chat = line.sequence, _do(line, step, folder)

    def messages() -> int:
        items = line.since(mark)
        return sum(1 for item in items if item["kind"] == "message" and item["data"]["sender"] == line.bot_id)

    def more(heard: int) -> bool:
        return line.changed.wait_for(lambda: messages() > heard, settle)

    with line.changed:
        if line.changed.wait_for(lambda: messages() >= step.messages, timeout):
            while messages() < step.messages + _ENOUGH and more(messages()):
                pass
        return said(line, line.since(mark), chat)


def _as_wanted(wanted: Sequence[str], given: Sequence[str]) -> list[str]:
    """Take the answers as they were wanted where only what ``…`` stands for differs."""
    pairs = zip(wanted, given, strict=False)
    same = [want if _alike(want, give) else give for want, give in pairs]
    return [*same, *given[len(same) :]]


def _alike(wanted: str, given: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in wanted.strip().split("…"))
    return re.fullmatch(pattern, given.strip()) is not None


def _do(line: Line, step: Step, folder: Path) -> str:
    """Do what a step says; return the chat where the answer belongs."""
    if step.who == CLOCK:
        line.turn_clock(_turn(step))
        return ""
    if step.who == LINE:
        _order(line, step)
        return ""
    names = Names(line.world)
    who = names.find(step.who, step.number)
    to = names.find(step.group, step.number) if step.group else ""
    for deed, content in _deeds(line, step, to or who, folder):
        try:
            webhook = act(line, {"who": who, "to": to, **deed}, content)
        except ValueError as error:
            raise ScriptError(step.number, str(error)) from error
        if webhook is not None:
            line.deliver(webhook)
    return to or who


def _deeds(line: Line, step: Step, chat: str, folder: Path) -> list[tuple[Json, Content | None]]:
    if step.verb == "sends":
        return _sends(step, folder)
    return [(_deed(line, step, chat), None)]


def _deed(line: Line, step: Step, chat: str) -> Json:
    if step.verb == "taps":
        return _tap(line, step, chat)
    if step.verb == "does":
        return _does(line, step)
    if step.verb in {"unsends", "edits"}:
        message = _last(line, step, chat, Names(line.world).find(step.who, step.number))
        return {"do": step.verb[:-1], "message": message, "text": step.value}
    quote = {"quote": _last(line, step, chat, line.bot_id)} if step.verb == "quotes" else {}
    return {"do": "text", "text": step.value, **quote}


def _does(line: Line, step: Step) -> Json:
    if step.value.startswith("{"):
        return _json(step, step.value)
    word, _, rest = step.value.partition(" ")
    people = [name.strip() for name in rest.split(",") if name.strip()]
    return {"do": word, "people": [Names(line.world).find(name, step.number) for name in people]}


def _sends(step: Step, folder: Path) -> list[tuple[Json, Content | None]]:
    word, _, rest = step.value.partition(" ")
    if word == "photos":
        names = rest.split(", ")
        one = {"do": "image", "set": f"line {step.number}", "total": len(names)}
        return [
            ({**one, "name": name, "index": index}, _content(step, folder / name))
            for index, name in enumerate(names, 1)
        ]
    if word in UPLOADS:
        return [({"do": UPLOADS[word], "name": rest}, _content(step, folder / rest))]
    if word == "place" and (found := re.fullmatch(r"([-\d.]+), ?([-\d.]+)(?: (.*))?", rest)):
        place = {"latitude": float(found[1]), "longitude": float(found[2]), "title": found[3] or ""}
        return [({"do": "location", **place}, None)]
    if word == "sticker":
        package, _, sticker = rest.partition("/")
        return [({"do": word, **({"package_id": package, "sticker_id": sticker} if sticker else {})}, None)]
    raise ScriptError(step.number, f"nobody can send {step.value}")


def _tap(line: Line, step: Step, chat: str) -> Json:
    name, _, moment = step.value.partition(" = ")
    if name.startswith("{"):
        return {"do": "tap", "action": _json(step, name), "moment": moment}
    found = re.fullmatch(r"(.*?)(?: #(\d+))?", name)
    label, place = (found[1], int(found[2] or 1)) if found else (name, 1)
    messages = [vars(message) for message in line.world.chats.get(chat, [])]
    alike = named(offered(line, messages), label)
    if len(alike) < place:
        raise ScriptError(step.number, f"there is nothing called {name} to tap")
    return {"do": "tap", "action": alike[place - 1], "moment": moment}


def _last(line: Line, step: Step, chat: str, sender: str) -> str:
    for message in reversed(line.world.chats.get(chat, [])):
        if message.sender == sender and message.via != "display" and not message.unsent:
            return message.id
    raise ScriptError(step.number, "there is no such message")


def _turn(step: Step) -> Json:
    value = step.value
    if value in {"run", "stop"}:
        return {"running": value == "run"}
    if found := re.fullmatch(r"\+(\d+)([dhms])", value):
        return {"advance": int(found[1]) * _SECONDS[found[2]]}
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ScriptError(step.number, f"no time: {value} (+3d, +5h, 2024-04-01 09:00, stop, run)") from error
    return {"now": round((moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)).timestamp() * 1000)}


def _order(line: Line, step: Step) -> None:
    """Let something go wrong, or be well again."""
    try:
        if step.value == WELL:
            line.clear_faults()
        elif found := re.fullmatch(rf"{WELL} (\d+)", step.value):
            line.remove_fault(int(found[1]) - 1)
        else:
            line.add_fault(fault_of(_json(step, step.value)))
    except (ValueError, IndexError) as error:
        raise ScriptError(step.number, f"no order to LINE: {step.value} ({error})") from error


def _content(step: Step, file: Path) -> Content:
    if not file.is_file():
        raise ScriptError(step.number, f"no file {file}")
    return Content(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")


def _json(step: Step, text: str) -> Json:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ScriptError(step.number, str(error)) from error
    return dict(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command: 0 when all was said as written, 1 with a diff, 2 for a script that nobody can act."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator.replay", description=__doc__)
    parser.add_argument("script", type=Path, help="the script file")
    parser.add_argument("--bot", required=True, help="address of the bot; without a path its /webhook")
    parser.add_argument("--port", type=int, default=9000, help="where the bot finds LINE (default 9000)")
    parser.add_argument("--secret", default=os.environ.get("LINE_CHANNEL_SECRET"), help="channel secret")
    parser.add_argument("--token", default=os.environ.get("LINE_CHANNEL_ACCESS_TOKEN"), help="access token")
    parser.add_argument("--timeout", type=float, default=ANSWER_SECONDS, help="seconds to wait for an answer")
    parser.add_argument("--settle", type=float, help="seconds of silence that end an answer")
    parser.add_argument("--update", action="store_true", help="write down what was said instead of comparing")
    given = parser.parse_args(arguments)
    keys = {"secret": given.secret, "token": given.token}
    line = Line(
        bot_url=webhook_url(given.bot), **{name: value for name, value in keys.items() if value is not None}
    )
    cast(line)
    usual = UPDATE_SECONDS if given.update else SETTLE_SECONDS
    how = {"timeout": given.timeout, "settle": usual if given.settle is None else given.settle}
    try:
        with serve(line, given.port):
            if given.update:
                _, told = retell(line, given.script, **how)
                given.script.write_text("\n".join([*told, ""]), encoding="utf-8")
                return 0
            diff = replay(line, given.script, **how)
    except OSError as error:
        sys.stderr.write(f"replay: {error.strerror}{f': {error.filename}' if error.filename else ''}\n")
        return 2
    except ValueError as error:
        sys.stderr.write(f"replay: {given.script}: {error}\n")
        return 2
    sys.stdout.write(f"{diff}\n" if diff else "")
    return 1 if diff else 0


if __name__ == "__main__":
    sys.exit(main())
