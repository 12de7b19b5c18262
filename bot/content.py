"""Content of messages (photos, files, recordings) from LINE's data API, as a stream with an end.

By httpx rather than line-bot-sdk, which reads a whole body into memory and has no limit for it: a video of
300 MB would take as much of a worker. Used in threads of durable work, so it is synchronous.
"""

from __future__ import annotations

from enum import StrEnum
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT: Final = httpx.Timeout(10, connect=5)
"""Seconds of silence; how long the whole may take is `LONGEST`."""
LONGEST: Final = 300.0
CHUNK: Final = 64 * 1024
ENDPOINT: Final = "content"
_PLAIN: Final = {"Accept-Encoding": "identity"}  # packed, nobody could tell how large it gets
_AGAIN: Final = frozenset({401, 403, 408, 425, 429})
"""Refusals that may pass: a wrong token will be mended, and a limit ends."""
OK: Final = 200
PREPARING: Final = 202
REFUSED: Final = 400
SERVER_ERROR: Final = 500


class Fetched(StrEnum):
    """What became of asking for content."""

    WHOLE = "whole"
    PREPARING = "preparing"
    """LINE has it and is not ready to give it: a video or recording is being converted."""
    FAILED = "failed"
    """LINE could not convert it, and never will."""
    GONE = "gone"
    """LINE has it no more (unsent, too old), or never had it."""
    TOO_LARGE = "too_large"
    LATER = "later"
    """No answer, or none that says anything about the content: ask again."""


class _TooLarge(Exception):
    pass


class _Odd(Exception):
    """An answer that is none."""


class ContentClient:
    """Asks for content; one for the whole process, from any thread."""

    def __init__(
        self,
        host: str,
        token: str,
        ticks: Callable[[], float],
        heard: Callable[[str, str, float], None] = lambda *_: None,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> None:
        """``ticks`` is a clock that never goes back, in seconds.

        ``heard`` is told of each call: endpoint, HTTP status (or what came instead), seconds.
        """
        self._http = httpx.Client(
            base_url=host,
            headers={"Authorization": f"Bearer {token}", **_PLAIN},
            timeout=timeout,
            follow_redirects=False,  # the token is for nobody else
            trust_env=False,  # as the other client of LINE
        )
        self._ticks = ticks
        self._heard = heard

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def fetch(self, message_id: str, into: IO[bytes], most: int) -> Fetched:
        """Write a message's content into a file, ``most`` bytes at most. Not whole: the file holds nothing.

        A body that says it is larger is not read, and one that turns out so is read no further.
        """
        path = f"/v2/bot/message/{quote(message_id, safe='')}/content"
        result = self._asked(path, lambda answer: self._taken(answer, into, most))
        if result is Fetched.PREPARING:
            result = self._asked(f"{path}/transcoding", _prepared)
        if result is not Fetched.WHOLE:
            into.seek(0)
            into.truncate()
        return result

    def _asked(self, path: str, read: Callable[[httpx.Response], Fetched]) -> Fetched:
        began, status = self._ticks(), "broken"
        try:
            with self._http.stream("GET", path) as answer:
                status = str(answer.status_code)
                return read(answer)
        except _TooLarge:
            return Fetched.TOO_LARGE
        except httpx.ConnectError:
            status = "no_connection"
        except httpx.TimeoutException:
            status = "timeout"
        except (httpx.HTTPError, _Odd):
            status = "broken"
        finally:
            self._heard(ENDPOINT, status, self._ticks() - began)
        return Fetched.LATER

    def _taken(self, answer: httpx.Response, into: IO[bytes], most: int) -> Fetched:
        if answer.status_code != OK:
            return _without_content(answer.status_code)
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise _Odd
        said = answer.headers.get("content-length", "")
        if said.isdecimal() and int(said) > most:
            raise _TooLarge
        until, size = self._ticks() + LONGEST, 0
        for chunk in answer.iter_raw(CHUNK):
            size += len(chunk)
            if size > most:
                raise _TooLarge
            if self._ticks() > until:
                raise httpx.ReadTimeout("it came too slowly")
            into.write(chunk)
        return Fetched.WHOLE


def _prepared(answer: httpx.Response) -> Fetched:
    """Read how far the conversion is."""
    if answer.status_code != OK:
        return _without_content(answer.status_code)
    try:
        status = httpx.Response(OK, content=_short(answer)).json().get("status")
    except (ValueError, AttributeError) as error:
        raise _Odd from error
    return Fetched.FAILED if status == "failed" else Fetched.PREPARING


def _short(answer: httpx.Response) -> bytes:
    body = b""
    for chunk in answer.iter_raw(CHUNK):
        body += chunk
        if len(body) > CHUNK:
            raise _Odd
    return body


def _without_content(status: int) -> Fetched:
    if status == PREPARING:
        return Fetched.PREPARING
    if REFUSED <= status < SERVER_ERROR and status not in _AGAIN:
        return Fetched.GONE
    return Fetched.LATER
