"""What every API call passes: path, token, size, JSON, rate limit, retry key; then its endpoint."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.simulator.model import Answer, Json, Request
from bot.simulator.schema import Path, Problem, error_body
from bot.simulator.world import RETRY_KEY_MS, Accepted, World

BODY_LIMIT = 2 * 1024 * 1024
RETRY_KEY_HEADER = "x-line-retry-key"
ACCEPTED_HEADER = "x-line-accepted-request-id"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DEFAULT_RATE = (2000, 1)
_UNAUTHORIZED = "Authentication failed. Confirm that the access token in the authorization header is valid."


class RefusedError(Exception):
    """An answer other than 2xx."""

    def __init__(self, status: int, body: str | Json, headers: Mapping[str, str] | None = None) -> None:
        """Carry the answer; a text becomes its ``message``."""
        super().__init__(status)
        self.answer = Answer(status, {"message": body} if isinstance(body, str) else body, headers or {})


@dataclass(frozen=True)
class Context:
    """One call that came through the gate."""

    world: World
    request: Request
    params: Mapping[str, str]
    body: Json
    now: int
    request_id: str


Handler = Callable[[Context], Answer]


@dataclass(frozen=True)
class Endpoint:
    """A method and a path template of LINE's; `rate` is calls per seconds."""

    method: str
    template: str
    handler: Handler
    rate: tuple[int, int] = _DEFAULT_RATE
    retry_key: bool = False
    raw: bool = False  # the body is bytes, not JSON

    def match(self, path: str) -> Mapping[str, str] | None:
        """Return the values in the path; none when it is another path."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


@dataclass(frozen=True)
class Gate:
    """The one way into a world from the wire."""

    world: World
    endpoints: tuple[Endpoint, ...]
    token: str

    def answer(self, request: Request, now: int, request_id: str) -> Answer:
        """Answer a call as LINE would."""
        try:
            return self._answer(request, now, request_id)
        except RefusedError as refusal:
            return refusal.answer

    def _answer(self, request: Request, now: int, request_id: str) -> Answer:
        endpoint, params = _route(self.endpoints, request)
        if request.headers.get("authorization", "") != f"Bearer {self.token}":
            raise RefusedError(401, _UNAUTHORIZED)
        body = _json(request) if endpoint.method in {"POST", "PUT"} and not endpoint.raw else {}
        _limit(self.world, endpoint, now)
        key = request.headers.get(RETRY_KEY_HEADER, "")
        if key:
            _check_retry_key(self.world, endpoint, key, now)
        result = endpoint.handler(Context(self.world, request, params, body, now, request_id))
        if key and isinstance(result.body, dict):
            self.world.retry_keys[key.lower()] = Accepted(request_id, result.body, now)
        return result


def _route(endpoints: tuple[Endpoint, ...], request: Request) -> tuple[Endpoint, Mapping[str, str]]:
    found = [
        (endpoint, params) for endpoint in endpoints if (params := endpoint.match(request.path)) is not None
    ]
    if not found:
        raise RefusedError(501, f"The simulator does not know {request.method} {request.path}")
    for endpoint, params in found:
        if endpoint.method == request.method:
            return endpoint, params
    raise RefusedError(
        405, "Method Not Allowed", {"allow": ", ".join(endpoint.method for endpoint, _ in found)}
    )


def _json(request: Request) -> Json:
    if len(request.body) > BODY_LIMIT:
        raise RefusedError(413, "Request Entity Too Large")
    if not request.body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError(415, f"The content type, {kind}, is not supported")
    try:
        body = json.loads(request.body)
    except ValueError as error:
        where = (
            f" (line: {error.lineno}, column: {error.colno})"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise RefusedError(400, f"The request body could not be parsed as JSON{where}") from error
    if not isinstance(body, dict):
        raise RefusedError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def _limit(world: World, endpoint: Endpoint, now: int) -> None:
    """Take a token from the endpoint's bucket; LINE does not say how deep its buckets are, so: one period."""
    most, seconds = endpoint.rate
    key = f"{endpoint.method} {endpoint.template}"
    level, at = world.buckets.get(key, (float(most), now))
    level = min(float(most), level + max(0, now - at) / 1000 * most / seconds)
    if level < 1:
        raise RefusedError(429, "The API rate limit has been exceeded. Try again later.")
    world.buckets[key] = (level - 1, now)


def _check_retry_key(world: World, endpoint: Endpoint, key: str, now: int) -> None:
    if not endpoint.retry_key:
        raise RefusedError(400, "The retry key is not supported by this API")
    if not _UUID.fullmatch(key):
        raise RefusedError(400, "The retry key is invalid: it must be a UUID in hexadecimal notation")
    held = world.retry_keys.get(key.lower())
    if held and now - held.at <= RETRY_KEY_MS:
        said = {"message": "The retry key is already accepted", **held.body}
        raise RefusedError(409, said, {ACCEPTED_HEADER: held.request_id})


def one_error(path: Path, message: str) -> RefusedError:
    """Refuse for one property."""
    return RefusedError(400, error_body([Problem(path, message)]))


def with_status(given: Answer, status: int, message: str) -> Answer:
    """Replace what is told of a call, not what it did."""
    return replace(given, status=status, body={"message": message}, media_type="application/json")
