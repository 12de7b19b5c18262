"""Who sends wrong signatures again and again is turned away; good webhooks never are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from bot import door
from bot.app import Service
from bot.simulator import signature
from tests.flows.bot import running, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACKER, OTHER, LINE_ITSELF = "203.0.114.7", "203.0.114.8", "147.92.150.1"
BODY = b'{"destination":"U0","events":[]}'


class Street:
    """What stands before the door: a proxy that says for whom it speaks."""

    def __init__(self, client: httpx.Client, secret: str) -> None:
        self._right = signature(secret, BODY)
        self._client = client

    def wrong(self, source: str, times: int = 1) -> list[int]:
        return [self._post(source, "wrong") for _ in range(times)]

    def right(self, source: str) -> int:
        return self._post(source, self._right)

    def get(self, source: str, path: str) -> int:
        return self._client.get(path, headers={"x-forwarded-for": source}).status_code

    def _post(self, source: str, sign: str) -> int:
        headers = {"x-line-signature": sign, "x-forwarded-for": source}
        return self._client.post("/webhook", content=BODY, headers=headers).status_code


@contextmanager
def street(line, url, folder, proxies) -> Iterator[Street]:
    wanted = settings(line, "http://127.0.0.1:9", url, folder)
    wanted.trusted_proxies = proxies
    service = Service(wanted)
    with running(service, work=False) as base, httpx.Client(base_url=base) as client:
        yield Street(client, line.secret)
    service.engine.dispose()


@pytest.fixture
def outside(line, database_url, tmp_path, monkeypatch) -> Iterator[Street]:
    """A bot behind a proxy that it trusts, and nobody gets a probe."""
    monkeypatch.setattr(door, "PROBE_SECONDS", 1000)
    with street(line, database_url, tmp_path, "127.0.0.1") as made:
        yield made


def test_wrong_signatures_are_refused_then_turned_away(outside) -> None:
    first = outside.wrong(ATTACKER, door.MOST_REFUSED)
    assert set(first) == {401}
    assert outside.wrong(ATTACKER, 3) == [401, 429, 429]  # one is still read, the probe
    assert outside.get(ATTACKER, "/healthz") == 200
    assert outside.right(OTHER) == 200
    assert outside.wrong(OTHER) == [401]


def test_who_sent_one_right_signature_is_never_turned_away(outside) -> None:
    """Anybody can point a LINE channel of their own at the bot: the wrong signatures then come from LINE."""
    outside.wrong(LINE_ITSELF, door.MOST_REFUSED)
    assert outside.right(LINE_ITSELF) == 200
    assert set(outside.wrong(LINE_ITSELF, door.MOST_REFUSED + 2)) == {401}
    assert outside.right(LINE_ITSELF) == 200


def test_a_sender_has_a_whole_network_of_version_6(outside) -> None:
    sources = [f"2a00:1450:4001:8::{number:x}" for number in range(door.MOST_REFUSED + 2)]
    assert [outside.wrong(source)[0] for source in sources][-1] == 429
    assert outside.wrong("2a00:1450:4001:9::1") == [401]


def test_a_proxy_that_does_not_say_for_whom_it_speaks_is_never_turned_away(
    line, database_url, tmp_path
) -> None:
    """And who is no trusted proxy is not believed."""
    with street(line, database_url, tmp_path, "") as inside:
        assert set(inside.wrong(ATTACKER, door.MOST_REFUSED + 2)) == {401}
        assert inside.right(OTHER) == 200
