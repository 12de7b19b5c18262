"""The people of the demo register with the bot as people do: write a code, read the notice, accept it."""

from __future__ import annotations

import datetime as dt
import json
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.store import people, queries
from bot.store.engine import writing
from bot.usecases import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

STAFF = Path(__file__).with_name("staff.json")
COUNT = 3
"""So many people they are."""
CODES = "demo-codes.json"
"""Where the codes stand, in the bot's folder, from the bot's start until they are used."""
VALID = dt.timedelta(hours=1)
PATIENCE = 20
CONFIRM = "1|confirm|"


def invite(engine: Engine, folder: Path, now: dt.datetime) -> None:
    """Make a code for everybody of the demo who has none yet, and write them into the folder."""
    made = {}
    with writing(engine) as session:
        agency = queries.only_agency(session)
        if agency is None or agency.id is None or people.members(session, agency.id):
            return
        for one in json.loads(STAFF.read_text("utf-8")):
            (code,) = codes.new(1)
            new = people.NewInvites(
                unit=one["unit"],
                role=one["role"],
                hashes=(codes.hashed(code),),
                made_at=now,
                made_by=None,
                expires_at=now + VALID,
            )
            people.add_invites(session, agency.id, new)
            made[one["key"]] = one["says"].format(code=code)
    (folder / CODES).write_text(json.dumps(made), "utf-8")


def register(page_url: str, folder: Path) -> None:
    """Let everybody who has a code use it. Raises OSError if LINE in a box does not answer."""
    file = folder / CODES
    if not file.exists():
        return
    said = json.loads(file.read_text("utf-8"))
    file.unlink()
    call = caller(page_url)
    known = {person["key"].removeprefix("person/"): person["user_id"] for person in call("state")["people"]}
    for key, text in said.items():
        call("act", {"do": "text", "who": known[key], "text": text})
    for key in said:
        action = _button(call, known[key])
        if action is not None:
            before = len(_heard(call, known[key]))
            call("act", {"do": "tap", "who": known[key], "action": action})
            _wait_for_answer(call, known[key], before)


def _heard(call: Callable[..., Any], who: str) -> list[Any]:
    """Return what the bot has said to somebody."""
    return [one for one in call("state")["chats"].get(who, []) if one["sender"] != who]


def _wait_for_answer(call: Callable[..., Any], who: str, before: int) -> None:
    """Wait until the bot has said more to somebody than before, or patience ends."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and len(_heard(call, who)) <= before:
        time.sleep(0.05)


def _button(call: Callable[..., Any], who: str) -> dict[str, Any] | None:
    """Wait for the bot's answer, and return the button that accepts."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for message in reversed(call("state")["chats"].get(who, [])):
            found = [one for one in _actions(message["content"]) if str(one.get("data")).startswith(CONFIRM)]
            if found:
                return found[0]
        time.sleep(0.05)
    return None


def _actions(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _actions(item)
    if isinstance(part, dict):
        if isinstance(part.get("action"), dict):
            yield part["action"]
        for value in part.values():
            yield from _actions(value)


def caller(page_url: str) -> Callable[..., Any]:
    """Return what asks LINE in a box, or tells it something."""
    # An office's proxy knows nothing of this machine.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(path: str, deed: object = None) -> Any:  # noqa: ANN401 (JSON)
        content = None if deed is None else json.dumps(deed).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{page_url}/_/{path}", content, headers)  # noqa: S310 (our own address)
        with direct.open(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    return call
