"""The only room that knows line-bot-sdk: send messages, tell failures apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from linebot.v3.messaging import AsyncApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException

from bot.failures import AlreadyAccepted, Permanent, RetryAfter, TokenSpent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)
ID_LENGTH = 64
CONFLICT = 409
TOO_MANY = 429
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """LINE took the call. ``message_ids`` are those of the messages, in order, as far as LINE told."""

    request_id: str | None
    message_ids: tuple[str, ...]


class LineClient:
    """One client for the whole process: its connections are shared. Create it inside a running loop.

    Messages are sent as the JSON that was rendered and stored, not rebuilt through the SDK's models: those
    silently drop what they do not know, and a retry must be identical to the first try.
    """

    def __init__(self, host: str, token: str) -> None:
        self._api = AsyncApiClient(Configuration(host=host, access_token=token))

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def reply(self, token: str, messages: Sequence[Mapping[str, Any]]) -> Accepted:
        """Answer with a reply token: free, single use, about a minute. Raises a LineFailure."""
        return await self._send(REPLY, {"replyToken": token, "messages": list(messages)}, {})

    async def push(self, recipient: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        """Send to a user, group or room; counts against the quota. Raises a LineFailure."""
        body = {"to": recipient, "messages": list(messages)}
        return await self._send(PUSH, body, {"X-Line-Retry-Key": retry_key})

    async def _send(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Accepted:
        try:
            response = await self._api.call_api(
                path,
                "POST",
                header_params={"Content-Type": "application/json", **headers},
                body=body,
                response_types_map={},
                auth_settings=["Bearer"],
                _request_timeout=TIMEOUT,
            )
        except ApiException as error:
            raise _failure(path, error) from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise RetryAfter(f"no connection: {_reason(error)}") from error
        except (TimeoutError, aiohttp.ClientError, UnicodeDecodeError) as error:
            raise Uncertain(type(error).__name__) from error
        return Accepted(_plain(response.headers.get("x-line-request-id")), _message_ids(response.raw_data))


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
        return RetryAfter(problem, request_id=request_id)
    if error.status >= SERVER_ERROR:
        return Uncertain(problem, request_id=request_id)
    # LINE's wording is not guaranteed, so any refused reply without details counts as a spent token:
    # our messages were checked against its limits before, and a wrong push fails just as plainly.
    if path == REPLY and error.status == 400 and not _details(error.body):  # noqa: PLR2004 (HTTP)
        return TokenSpent(problem, request_id=request_id)
    return Permanent(problem, request_id=request_id)


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
