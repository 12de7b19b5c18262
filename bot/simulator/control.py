"""The control API under ``/_/`` and the page: act as a person, set faults and the clock, look at it all.

A page of another origin may do nothing here. Every POST wants JSON, an upload its own media type.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from bot.simulator import faults
from bot.simulator.acting import act, upload_of
from bot.simulator.crowd import crowd_of
from bot.simulator.gate import BODY_LIMIT
from bot.simulator.line import Line
from bot.simulator.model import Content, Json
from bot.simulator.reading import parsed, read
from bot.simulator.recording import BANGKOK, record
from bot.simulator.settings import change, settings

PAGE = Path(__file__).parent / "page"
_PING_SECONDS = 15
# What a person or the bot uploads is shown in the origin of the page: it must not run there.
_SAFE = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}
UPLOAD_LIMIT = 200 * 1024 * 1024
"""The most that LINE names of any file: that of a video."""
_MOST_TIMES = 100
# A page that is opened shows so many calls and webhooks at most.
_MOST_TRAFFIC = 2000
_T = TypeVar("_T")


def _same_origin(request: Request) -> None:
    """Refuse a foreign web page: a browser names the origin of every page that sends something."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "a page of another origin may do nothing here")


async def _given(request: Request) -> Json:
    """Read the JSON object of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = await read(request, BODY_LIMIT)
    if len(raw) > BODY_LIMIT:
        raise HTTPException(413, "too large")
    try:
        return faults.record("the body", parsed(raw) if kind == "application/json" else None)
    except ValueError as error:
        raise HTTPException(422, f"wanted is an object in JSON (application/json): {error}") from error


_BODY: Any = Depends(_given)


def router(line: Line) -> APIRouter:
    """Make the routes for a `Line`."""
    routes = APIRouter(dependencies=[Depends(_same_origin)])
    _page(routes)
    _looking(routes, line)
    _acting(routes, line)
    _coming(routes, line)
    _setting(routes, line)
    _time(routes, line)
    _recording(routes, line)

    @routes.api_route("/_/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def unknown(rest: str) -> Response:
        return JSONResponse({"detail": f"no control {rest}"}, 404)

    return routes


def _page(routes: APIRouter) -> None:
    @routes.get("/")
    async def index() -> Response:
        return FileResponse(PAGE / "index.html")

    @routes.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)

    @routes.get("/page/{name}")
    async def page(name: str) -> Response:
        file = PAGE / name
        if file.parent != PAGE or not file.is_file():
            raise HTTPException(404)
        return FileResponse(file, headers={"cache-control": "no-cache"})


def _looking(routes: APIRouter, line: Line) -> None:
    @routes.get("/_/state")
    async def state() -> Json:
        return snapshot(line)

    @routes.get("/_/events")
    async def stream(request: Request, after: int = 0) -> Response:
        last = request.headers.get("last-event-id", "")
        start = int(last) if last.isdecimal() else after
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(_stream(line, start), media_type="text/event-stream", headers=headers)

    @routes.get("/_/content/{message_id}")
    async def content(message_id: str) -> Response:
        held = line.world.contents.get(message_id)
        if held is None:
            raise HTTPException(404)
        return Response(held.data, media_type=held.media_type, headers=_SAFE)

    @routes.get("/_/menu/{menu_id}")
    async def menu(menu_id: str) -> Response:
        held = line.world.rich_menus.images.get(menu_id)
        if held is None:
            raise HTTPException(404)
        return Response(held.data, media_type=held.media_type, headers=_SAFE)


def _acting(routes: APIRouter, line: Line) -> None:
    @routes.post("/_/act")
    async def do(deed: Json = _BODY) -> Response:
        return await _acted(line, deed, None)

    @routes.post("/_/upload")
    async def upload(request: Request) -> Response:
        kind = request.headers.get("content-type", "application/octet-stream")
        deed = _valid(upload_of, dict(request.query_params), kind)
        data = await read(request, UPLOAD_LIMIT)
        if len(data) > UPLOAD_LIMIT:
            raise HTTPException(413, "too large")
        return await _acted(line, deed, Content(data, kind))

    @routes.post("/_/redeliver")
    async def again(given: Json = _BODY) -> Response:
        found = line.webhook_of(
            str(given.get("event", "")),
            redelivery=_valid(faults.flag, "redelivery", given.get("redelivery", False)),
        )
        if found is None:
            raise HTTPException(404, "no such webhook")
        return JSONResponse({"delivery": asdict(await run_in_threadpool(line.deliver, found))})

    @routes.post("/_/check")
    async def check() -> Json:
        return await run_in_threadpool(line.check)


def _coming(routes: APIRouter, line: Line) -> None:
    @routes.get("/_/people")
    async def everybody() -> Json:
        with line.changed:
            return _everybody(line)

    @routes.post("/_/people")
    async def person(given: Json = _BODY) -> Json:
        if "people" in given:
            those = line.crowd(_valid(crowd_of, line.ids, given["people"]))
            return {"people": [asdict(one) for one in those]}
        name, friend = _name(given), _valid(faults.flag, "friend", given.get("friend", True))
        return asdict(line.person(name, friend=friend))

    @routes.post("/_/groups")
    async def group(given: Json = _BODY) -> Json:
        members = given.get("members")
        here = set(line.world.people)
        if not isinstance(members, list) or not members or not {str(user) for user in members} <= here:
            raise HTTPException(422, "members must be people who are here")
        return asdict(line.group(_name(given), members))


def _setting(routes: APIRouter, line: Line) -> None:
    @routes.post("/_/faults")
    async def add_fault(fault: Json = _BODY) -> Json:
        line.add_fault(_valid(faults.fault_of, fault))
        return _faults(line)

    @routes.delete("/_/faults/{place}")
    async def remove_fault(place: str) -> Json:
        try:
            line.remove_fault(faults.whole("place", int(place) if place.isdecimal() else None, 0))
        except (ValueError, IndexError) as error:
            raise HTTPException(404, f"there is no fault {place}") from error
        return _faults(line)

    @routes.delete("/_/faults")
    async def clear_faults() -> Json:
        line.clear_faults()
        return _faults(line)

    @routes.get("/_/settings")
    async def all_settings() -> Json:
        return settings(line)

    @routes.post("/_/settings")
    async def set_some(given: Json = _BODY) -> Json:
        return _valid(change, line, given)


def _time(routes: APIRouter, line: Line) -> None:
    @routes.get("/_/clock")
    async def clock() -> Json:
        return _clock(line)

    @routes.post("/_/clock")
    async def set_clock(given: Json = _BODY) -> Json:
        _valid(line.turn_clock, given)
        return _clock(line)


def _recording(routes: APIRouter, line: Line) -> None:
    @routes.get("/_/record")
    async def recorded() -> Response:
        return PlainTextResponse(record(line, line.recorded_from))

    @routes.post("/_/record")
    async def begin(_given: Json = _BODY) -> Json:
        line.recorded_from = line.sequence
        if not line.clock.real:
            # So that a replay begins at the same time, and time passes there as it did here.
            line.turn_clock({"now": line.clock.now(), "running": line.clock.running})
        return {"from": line.recorded_from}


def _valid(check: Callable[..., _T], *given: object) -> _T:
    """Do what may find something wrong, and answer so."""
    try:
        return check(*given)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def _name(given: Json) -> str:
    name = _valid(faults.text, "name", given.get("name"))
    if not name.strip():
        raise HTTPException(422, "name must not be empty")
    return name


def snapshot(line: Line) -> Json:
    """Give everything that the page shows, and the sequence number from which the stream continues it."""
    with line.changed:
        world = line.world
        return {
            "seq": line.sequence,
            "bot": {
                "id": world.bot_id,
                "name": world.bot_name,
                "url": world.endpoint,
                "public": line.public_address,
            },
            **_everybody(line),
            "chats": {
                chat: [dict(vars(message)) for message in messages] for chat, messages in world.chats.items()
            },
            "feed": [item for item in line.feed if item["kind"] in {"call", "webhook"}][-_MOST_TRAFFIC:],
            **_faults(line),
            "settings": settings(line),
            "clock": _clock(line),
        }


def _everybody(line: Line) -> Json:
    """Tell who is there; that costs little, however much was said."""
    world = line.world
    return {
        "people": [vars(person).copy() for person in world.people.values()],
        "groups": [asdict(group) for group in world.groups.values()],
        "menus": {user: world.rich_menus.shown_to(user) for user in world.people},
    }


def _faults(line: Line) -> Json:
    return {"faults": [asdict(fault) for fault in line.faults]}


def _clock(line: Line) -> Json:
    """Tell the time so that a bot under demo can follow: `now` in milliseconds, `at` the same for people."""
    now = line.clock.now()
    at = datetime.fromtimestamp(now / 1000, UTC).astimezone(BANGKOK).isoformat(timespec="milliseconds")
    return {"now": now, "at": at, "running": line.clock.running, "real": line.clock.real}


async def _acted(line: Line, deed: Json, content: Content | None) -> Response:
    times = _valid(faults.whole, "times", deed.get("times", 1), 1, _MOST_TIMES)
    webhook = _valid(act, line, deed, content)
    if webhook is None:
        return JSONResponse({"delivery": None})
    delivery = await run_in_threadpool(line.deliver, webhook, times=times)
    return JSONResponse({"delivery": asdict(delivery)})


async def _stream(line: Line, after: int) -> AsyncIterator[str]:
    listener = line.listen()
    try:
        yield ": hello\n\n"
        while not line.closed:
            listener.clear()
            for item in line.since(after):
                after = item["seq"]
                yield f"id: {after}\ndata: {json.dumps(item, ensure_ascii=False)}\n\n"
            try:
                await asyncio.wait_for(listener.wait(), _PING_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
    finally:
        line.unlisten(listener)
