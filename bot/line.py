"""The only room that knows line-bot-sdk: send messages, tell failures apart."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import aiohttp
from linebot.v3.messaging import AsyncApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException

from bot.failures import AlreadyAccepted, NoConnection, Permanent, TokenSpent, TooMany, Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
INFO = "/v2/bot/info"
QUOTA = "/v2/bot/message/quota"
MEMBERS = "/v2/bot/{kind}/{id}/members/count"
CONSUMPTION = "/v2/bot/message/quota/consumption"
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)
QUOTA_TIMEOUT = aiohttp.ClientTimeout(total=3)
"""Asked between a try and its being written down: with the try it must take less than the row's lease."""
CONNECTIONS = 128
"""Kept alive for 15 s and shared. The SDK's own number, five a core, is less than the chats that are served
side by side, and who waits three seconds for a connection seems to find no LINE.
"""
ID_LENGTH = 64
CONFLICT = 409
TOO_MANY = 429
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """LINE took the call. ``message_ids`` are those of the messages, in order, as far as LINE told."""

    request_id: str | None
    message_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages that the month may have (None: any number), and had, by LINE's approximate count."""

    limit: int | None
    used: int


@dataclass(frozen=True, slots=True)
class Told:
    """What LINE answered to a question, and the time on its clock, as far as it said."""

    value: dict[str, Any]
    at: dt.datetime | None


class LineClient:
    """One client for the whole process: its connections are shared. Create it inside a running loop.

    Messages are sent as the JSON that was rendered and stored, not rebuilt through the SDK's models: those
    silently drop what they do not know, and a retry must be identical to the first try.
    """

    def __init__(
        self, host: str, token: str, heard: Callable[[str, str, float], None] = lambda *_: None
    ) -> None:
        """``heard`` is told of each call: endpoint, HTTP status (or what came instead), seconds."""
        configuration = Configuration(host=host, access_token=token)
        configuration.connection_pool_maxsize = CONNECTIONS
        self._api = AsyncApiClient(configuration)
        self._heard = heard

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def reply(self, token: str, messages: Sequence[Mapping[str, Any]]) -> Accepted:
        """Answer with a reply token: free, single use, about a minute. Raises a LineFailure."""
        return await self._send("reply", REPLY, {"replyToken": token, "messages": list(messages)}, {})

    async def push(self, recipient: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        """Send to a user, group or room; counts against the quota. Raises a LineFailure."""
        body = {"to": recipient, "messages": list(messages)}
        return await self._send("push", PUSH, body, {"X-Line-Retry-Key": retry_key})

    async def multicast(
        self, recipients: Sequence[str], messages: Sequence[Mapping[str, Any]], retry_key: str
    ) -> Accepted:
        """Send to up to 500 users, each of whom counts against the quota. Raises a LineFailure."""
        body = {"to": list(recipients), "messages": list(messages)}
        return await self._send("multicast", MULTICAST, body, {"X-Line-Retry-Key": retry_key})

    async def quota(self) -> Quota:
        """Ask for the month's quota and what is used of it. Raises a LineFailure."""
        quota, consumption = [
            _json((await self._call("quota", "GET", path, timeout=QUOTA_TIMEOUT)).raw_data)
            for path in (QUOTA, CONSUMPTION)
        ]
        limit, used = quota.get("value"), consumption.get("totalUsage")
        if quota.get("type") == "none":
            limit = None
        elif not isinstance(limit, int):
            raise Permanent("the quota is not understood")
        if not isinstance(used, int):
            raise Permanent("the consumption is not understood")
        return Quota(limit, used)

    async def members(self, kind: str, line_id: str) -> int:
        """Ask how many people are in a group or room, the bot not counted. Raises a LineFailure."""
        response = await self._call("members", "GET", MEMBERS.format(kind=kind, id=line_id))
        count = _json(response.raw_data).get("count")
        if not isinstance(count, int):
            raise Permanent("the number of members is not understood")
        return count

    async def ask(self, path: str, body: dict[str, Any] | None = None) -> Told:
        """Ask LINE something about the channel: GET, or POST with a body. Raises a LineFailure."""
        response = await self._call("ask", "GET" if body is None else "POST", path, body=body)
        return Told(_json(response.raw_data), _date(response.headers.get("date")))

    async def _send(
        self, endpoint: str, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> Accepted:
        response = await self._call(endpoint, "POST", path, body=body, headers=headers)
        return Accepted(_plain(response.headers.get("x-line-request-id")), _message_ids(response.raw_data))

    async def _call(  # noqa: PLR0913 (what a request consists of, by name)
        self,
        endpoint: str,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: aiohttp.ClientTimeout | None = None,  # noqa: ASYNC109 (the client keeps it, not the caller)
    ) -> Any:  # noqa: ANN401 (the SDK's answer, which has no types)
        clock = asyncio.get_running_loop().time
        began, status = clock(), "broken"
        try:
            response = await self._api.call_api(
                path,
                method,
                header_params={"Content-Type": "application/json", **(headers or {})},
                body=body,
                response_types_map={},
                auth_settings=["Bearer"],
                _request_timeout=timeout or TIMEOUT,
            )
            status = str(response.status_code)
        except ApiException as error:
            status = str(error.status)
            raise _failure(path, error) from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            status = "no_connection"
            raise NoConnection(f"no connection: {_reason(error)}") from error
        except TimeoutError as error:
            status = "timeout"
            raise Uncertain(type(error).__name__) from error
        except (aiohttp.ClientError, UnicodeDecodeError) as error:
            raise Uncertain(type(error).__name__) from error
        finally:
            self._heard(endpoint, status, clock() - began)
        return response


def _reason(error: Exception) -> str:
    """What kept a connection from being made; a refused certificate comes without an error of the system."""
    system = getattr(error, "_os_error", None)
    return (system.strerror if system is not None else None) or type(error).__name__


def _failure(path: str, error: ApiException) -> Exception:
    headers = error.headers or {}
    request_id = _plain(headers.get("x-line-request-id"))
    problem = f"{error.status} {_message(error.body)}"
    accepted = _plain(headers.get("x-line-accepted-request-id"))
    if error.status == CONFLICT and accepted:
        return AlreadyAccepted(problem, request_id=accepted, message_ids=_message_ids(error.body))
    if error.status == TOO_MANY:
        return TooMany(problem, request_id=request_id, wait=_wait(headers))
    if error.status >= SERVER_ERROR:
        return Uncertain(problem, request_id=request_id, wait=_wait(headers))
    # LINE's wording is not guaranteed, so any refused reply without details counts as a spent token:
    # our messages were checked against its limits before, and a wrong push fails just as plainly.
    if path == REPLY and error.status == 400 and not _details(error.body):  # noqa: PLR2004 (HTTP)
        return TokenSpent(problem, request_id=request_id)
    about = tuple(str(one.get("property", "")) for one in _details(error.body))
    return Permanent(problem, request_id=request_id, status=error.status, about=about)


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds of a Retry-After. LINE documents none; what stands before LINE may send one, also as a date."""
    value = headers.get("retry-after", "")
    return float(value) if re.fullmatch(r"[0-9]{1,6}", value) else 0.0


def _date(header: str | None) -> dt.datetime | None:
    """Read a Date header, which is in UTC by its definition."""
    try:
        found = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found


def _json(body: str | bytes | None) -> dict[str, Any]:
    try:
        value = json.loads(body or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _message(body: str | None) -> str:
    value = _json(body)
    details = "; ".join(f"{d.get('property')}: {d.get('message')}" for d in _details(body))
    said = " ".join(part for part in (str(value.get("message", "")), details) if part)
    return "".join(char if char.isprintable() else " " for char in said[:500])


def _details(body: str | None) -> list[dict[str, Any]]:
    details = _json(body).get("details")
    return [d for d in details if isinstance(d, dict)] if isinstance(details, list) else []


def _message_ids(body: str | bytes | None) -> tuple[str, ...]:
    sent = _json(body).get("sentMessages")
    if not isinstance(sent, list):
        return ()
    ids = (_plain(str(m["id"])) for m in sent if isinstance(m, dict) and "id" in m)
    return tuple(one for one in ids if one)


def _plain(value: str | None) -> str | None:
    """An id that a column takes, None for anything else: what LINE accepted must not fail to be recorded."""
    return value if value and len(value) <= ID_LENGTH and value.isascii() and value.isprintable() else None
