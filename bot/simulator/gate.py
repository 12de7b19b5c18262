"""What every API call passes: path, token, size, JSON, rate limit, retry key; then its endpoint."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from bot.simulator.model import Answer, Json, Request
from bot.simulator.reading import parsed
from bot.simulator.schema import Path, Problem, error_body
from bot.simulator.world import PROGRESS_MS, RETRY_KEY_MS, Accepted, Job, World, drop_old

BODY_LIMIT = 2 * 1024 * 1024
RETRY_KEY_HEADER = "x-line-retry-key"
ACCEPTED_HEADER = "x-line-accepted-request-id"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DEFAULT_RATE = (2000, 1)
_NO_PARAMS: Mapping[str, str] = {}
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
    """A method and a path template of LINE's; `rate` is calls per seconds.

    `query` names what may be asked for, `fields` what may be sent: None if the handler looks itself.
    """

    method: str
    template: str
    handler: Handler
    rate: tuple[int, int] = _DEFAULT_RATE
    retry_key: bool = False
    raw: bool = False  # the body is bytes, not JSON
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give what its paths look like."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template))

    @property
    def bucket(self) -> str:
        """Name what is counted against its rate: LINE looks at the method and the template only."""
        return f"{self.method} {self.template}"


class Routes:
    """All endpoints; a template of fixed words comes before one with an id that looks like them."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        """Sort the endpoints."""
        self._fixed: dict[str, list[Endpoint]] = {}
        self._others: list[Endpoint] = []
        for endpoint in endpoints:
            fixed = "{" not in endpoint.template
            (self._fixed.setdefault(endpoint.template, []) if fixed else self._others).append(endpoint)

    def find(self, request: Request) -> tuple[Endpoint, Mapping[str, str]]:
        """Find the endpoint of a request, and the values in its path."""
        found = [(endpoint, _NO_PARAMS) for endpoint in self._fixed.get(request.path, ())]
        found = found or self._matching(request.path)
        for endpoint, params in found:
            if endpoint.method == request.method:
                return endpoint, params
        if not found:
            raise RefusedError(501, f"The simulator does not know {request.method} {request.path}")
        allowed = ", ".join(dict.fromkeys(endpoint.method for endpoint, _ in found))
        raise RefusedError(405, "Method Not Allowed", {"allow": allowed})

    def _matching(self, path: str) -> list[tuple[Endpoint, Mapping[str, str]]]:
        pairs = ((endpoint, endpoint.pattern.fullmatch(path)) for endpoint in self._others)
        return [(endpoint, match.groupdict()) for endpoint, match in pairs if match]


@dataclass(frozen=True)
class Gate:
    """The one way into a world from the wire."""

    world: World
    routes: Routes
    token: str

    def answer(self, request: Request, now: int, request_id: str) -> Answer:
        """Answer a call as LINE would."""
        try:
            return self._answer(request, now, request_id)
        except RefusedError as refusal:
            return refusal.answer
        except RecursionError:
            return RefusedError(400, "The request body is nested too deeply").answer

    def _answer(self, request: Request, now: int, request_id: str) -> Answer:
        endpoint, params = self.routes.find(request)
        if request.headers.get("authorization", "") != f"Bearer {self.token}":
            raise RefusedError(401, _UNAUTHORIZED)
        _check_query(endpoint, request)
        body = _json(request) if endpoint.method in {"POST", "PUT"} and not endpoint.raw else {}
        _limit(self.world, endpoint, now)
        _check_fields(endpoint, body)
        key = request.headers.get(RETRY_KEY_HEADER)
        if key is not None:
            _check_retry_key(self.world, endpoint, key, now)
        result = endpoint.handler(Context(self.world, request, params, body, now, request_id))
        if key is not None and isinstance(result.body, dict):
            drop_old(self.world.retry_keys, lambda held: now - held.at > RETRY_KEY_MS)
            self.world.retry_keys.pop(key.lower(), None)  # so that the oldest stay first
            self.world.retry_keys[key.lower()] = Accepted(request_id, result.body, now)
        return result


def _json(request: Request) -> Json:
    if len(request.body) > BODY_LIMIT:
        raise RefusedError(413, "Request Entity Too Large")
    if not request.body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError(415, f"The content type, {kind}, is not supported")
    try:
        body = parsed(request.body)
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


def _check_query(endpoint: Endpoint, request: Request) -> None:
    for name in request.query:
        if name not in endpoint.query:
            said = f"The simulator does not know the parameter {name} of {request.method} {request.path}"
            raise RefusedError(501, said)


def _check_fields(endpoint: Endpoint, body: Json) -> None:
    if endpoint.fields is not None:
        unknown = [Problem(Path((name,)), "unknown field") for name in body if name not in endpoint.fields]
        if unknown:
            raise RefusedError(400, error_body(unknown))


def _limit(world: World, endpoint: Endpoint, now: int) -> None:
    """Take a token from the endpoint's bucket; LINE does not say how deep its buckets are, so: one period."""
    most, seconds = endpoint.rate
    key = endpoint.bucket
    level, at = world.buckets.get(key, (float(most), now))
    level = min(float(most), level + max(0, now - at) / 1000 * most / seconds)
    # Also when it is empty: a clock that is put back shall not hold the gate shut until it has caught up.
    world.buckets[key] = (level - 1 if level >= 1 else level, now)
    if level < 1:
        raise RefusedError(429, "The API rate limit has been exceeded. Try again later.")


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


def bad_parameter(name: str) -> RefusedError:
    """Refuse for a value in the path or the query."""
    return RefusedError(400, f"The value for the '{name}' parameter is invalid")


def page(context: Context, name: str, items: list[str], most: int, usual: int) -> Json:
    """Give one page of a list as LINE does: ``limit`` at most `most`, ``start`` from the page before."""
    limit, start = context.request.query.get("limit", str(usual)), context.request.query.get("start", "0")
    if not re.fullmatch(r"\d{1,4}", limit, re.ASCII) or not 1 <= int(limit) <= most:
        raise bad_parameter("limit")
    if not re.fullmatch(r"\d{1,9}", start, re.ASCII) or int(start) > len(items):
        raise RefusedError(400, "Invalid start param")
    end = int(start) + int(limit)
    return {name: items[int(start) : end], **({"next": str(end)} if end < len(items) else {})}


def job_asked_for(context: Context, jobs: Mapping[str, Job]) -> Job:
    """Find what a call set going, by the ``requestId`` of the question how far it is."""
    request_id = context.request.query.get("requestId", "")
    if not request_id:
        raise RefusedError(400, "requestId is required")
    job = jobs.get(request_id)
    if job is None or context.now - job.at > PROGRESS_MS:
        raise RefusedError(404, "Not found")
    return job


def moment(at: int) -> str:
    """Write a time as LINE does in answers: UTC, with milliseconds."""
    written = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
    return written.removesuffix("+00:00") + "Z"


def with_status(given: Answer, status: int, message: str) -> Answer:
    """Replace what is told of a call, not what it did."""
    return replace(given, status=status, body={"message": message}, headers={}, media_type="application/json")
