"""What LINE's answers, and its silence, become. The other end is a real server on the loopback."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot import line
from bot.failures import AlreadyAccepted, NoConnection, Permanent, TokenSpent, TooMany, Uncertain
from bot.line import Accepted, LineClient, Quota
from bot.signature import signed_by

MESSAGES = [{"type": "text", "text": "x"}]
SENT = {"sentMessages": [{"id": "1"}, {"id": "2"}]}
DETAILS = {"message": "bad", "details": [{"property": "messages[0].text", "message": "May not be empty"}]}


def answered(*, reply=True, status=200, body=None, headers=None, raw=None):
    """Return what a call becomes when the server answers so: what it returns, or what it raises."""

    async def handler(_: web.Request) -> web.Response:
        sent = json.dumps(body or {}).encode() if raw is None else raw
        return web.Response(status=status, body=sent, headers=headers, content_type="application/json")

    async def main() -> object:
        app = web.Application()
        app.router.add_post("/{path:.*}", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            return await call(f"http://127.0.0.1:{port}", reply=reply)
        finally:
            await runner.cleanup()

    return asyncio.run(main())


async def call(host, *, reply=True):
    client = LineClient(host, "token")
    try:
        return await (client.reply("t", MESSAGES) if reply else client.push("U1", MESSAGES, "key"))
    except Exception as error:  # noqa: BLE001 (which one it is, is the question)
        return error
    finally:
        await client.close()


def test_what_was_accepted() -> None:
    assert answered(body=SENT, headers={"x-line-request-id": "r"}) == Accepted("r", ("1", "2"))


@pytest.mark.parametrize("raw", [b"", b"ok", b"[]", b'{"sentMessages":null}', b'{"sentMessages":[]}'])
def test_an_accepted_call_without_ids_is_accepted(raw) -> None:
    assert answered(raw=raw) == Accepted(None, ())


def test_ids_that_could_not_be_recorded_are_left_out() -> None:
    """A call that LINE accepted must never fail afterwards, or it would be made again."""
    body = {"sentMessages": [{"id": "1" * 65}, {"id": "\x00"}, {"id": "3"}]}
    assert answered(body=body, headers={"x-line-request-id": "r" * 65}) == Accepted(None, ("3",))


CASES = {
    "spent": ({"status": 400, "body": {"message": "Invalid reply token"}}, TokenSpent),
    "wrong message": ({"status": 400, "body": DETAILS}, Permanent),
    "push refused": ({"status": 400, "body": {"message": "no"}, "reply": False}, Permanent),
    "token": ({"status": 401}, Permanent),
    "not found": ({"status": 404}, Permanent),
    "conflict": ({"status": 409, "reply": False}, Permanent),
    "busy": ({"status": 429}, TooMany),
    "server": ({"status": 500}, Uncertain),
    "gateway": ({"status": 503, "raw": b"<html>"}, Uncertain),
    "no text": ({"status": 500, "raw": b"\xff\xfe"}, Uncertain),
}


@pytest.mark.parametrize(("answer", "kind"), CASES.values(), ids=list(CASES))
def test_failures(answer, kind) -> None:
    assert type(answered(**answer)) is kind


@pytest.mark.parametrize(
    ("value", "wait"), [("7", 7), ("0", 0), ("-1", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("9" * 99, 0)]
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_is_asked_for(status, value, wait) -> None:
    assert answered(status=status, headers={"retry-after": value}).wait == wait


def test_a_known_retry_key_is_success() -> None:
    found = answered(
        reply=False,
        status=409,
        body=SENT,
        headers={"x-line-accepted-request-id": "first", "x-line-request-id": "r"},
    )
    assert isinstance(found, AlreadyAccepted)
    assert (found.request_id, found.message_ids) == ("first", ("1", "2"))


def test_what_line_complains_of_is_one_plain_line() -> None:
    found = answered(status=400, body={"message": "a\x00b\nc" + "x" * 900, "details": [{"property": "p"}, 3]})
    assert found.problem.startswith("400 a b c")
    assert found.problem.isprintable()
    assert len(found.problem) < 600


def test_a_closed_port_is_no_connection() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, but nobody listens
        found = asyncio.run(call(f"http://127.0.0.1:{held.getsockname()[1]}"))
    assert type(found) is NoConnection


def test_a_connection_that_is_not_made_in_time_was_not_made(monkeypatch) -> None:
    """A wall that swallows packets: nothing was sent, so the answer may still be pushed later."""
    monkeypatch.setattr(line, "TIMEOUT", aiohttp.ClientTimeout(total=10, connect=0.05))
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)  # noqa: FBT003 (its only way)
            one.connect_ex(address)
        found = asyncio.run(call(f"http://127.0.0.1:{address[1]}"))
        for one in waiting:
            one.close()
    assert type(found) is NoConnection


def test_a_connection_that_breaks_leaves_a_doubt() -> None:
    async def main() -> object:
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        async with server:
            return await call(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    assert type(asyncio.run(main())) is Uncertain


def test_an_answer_that_does_not_come_leaves_a_doubt(monkeypatch) -> None:
    monkeypatch.setattr(line, "TIMEOUT", aiohttp.ClientTimeout(total=0.05, connect=3))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        found = asyncio.run(call(f"http://127.0.0.1:{silent.getsockname()[1]}"))
    assert type(found) is Uncertain


def test_a_certificate_that_is_refused_is_no_connection() -> None:
    """It comes without an error of the operating system."""
    key = aiohttp.client_reqrep.ConnectionKey(
        host="h", port=443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
    )
    error = aiohttp.ClientConnectorCertificateError(key, ValueError("self-signed"))
    assert isinstance(error, aiohttp.ClientConnectorError)
    assert line._reason(error) == "ClientConnectorCertificateError"  # noqa: SLF001 (no certificates at hand)


# --- what is asked, counted and kept ------------------------------------------------------------------


async def with_server(routes, work):
    """Serve answers by path, do the work with a client, and return what it gives and what was counted."""
    peers, heard = set(), []

    async def handler(request: web.Request) -> web.Response:
        peers.add(request.get_extra_info("peername"))
        status, body = routes[request.path]
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    client = LineClient(
        f"http://127.0.0.1:{runner.addresses[0][1]}", "token", lambda *call: heard.append(call)
    )
    try:
        return await work(client), heard, peers
    finally:
        await client.close()
        await runner.cleanup()


def asked(quota, consumption, status=200):
    async def work(client):
        try:
            return await client.quota()
        except Exception as error:  # noqa: BLE001 (which one it is, is the question)
            return error

    routes = {line.QUOTA: (200, quota), line.CONSUMPTION: (status, consumption)}
    found, heard, _ = asyncio.run(with_server(routes, work))
    assert [call[:2] for call in heard] == [("quota", "200"), ("quota", str(status))]
    return found


def test_the_quota() -> None:
    assert asked({"type": "limited", "value": 300}, {"totalUsage": 12}) == Quota(300, 12)
    assert asked({"type": "none"}, {"totalUsage": 0}) == Quota(None, 0)


@pytest.mark.parametrize(
    ("quota", "consumption", "status", "kind"),
    [
        ({"type": "limited"}, {"totalUsage": 1}, 200, Permanent),
        ({"type": "none"}, {"totalUsage": "1"}, 200, Permanent),
        ({"type": "none"}, [], 200, Permanent),
        ({"type": "none"}, {}, 429, TooMany),
        ({"type": "none"}, {}, 500, Uncertain),
    ],
)
def test_a_quota_that_is_not_told_is_a_failure_like_others(quota, consumption, status, kind) -> None:
    assert type(asked(quota, consumption, status)) is kind


def test_calls_one_after_another_share_a_connection_and_are_counted() -> None:
    async def work(client):
        for _ in range(5):
            await client.reply("t", MESSAGES)
        await client.push("U1", MESSAGES, "key")

    routes = {line.REPLY: (200, SENT), line.PUSH: (200, SENT)}
    _, heard, peers = asyncio.run(with_server(routes, work))
    assert len(peers) == 1
    assert [call[:2] for call in heard] == [("reply", "200")] * 5 + [("push", "200")]


def test_many_calls_side_by_side_do_not_wait_for_connections() -> None:
    """The SDK's own limit is five a core; who waits for one would seem to find no LINE."""
    together = 64
    arrived = 0
    all_here = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        nonlocal arrived
        arrived += 1
        if arrived == together:
            all_here.set()
        await all_here.wait()
        return web.json_response(SENT)

    async def main() -> list[object]:
        app = web.Application()
        app.router.add_post("/{path:.*}", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        client = LineClient(f"http://127.0.0.1:{runner.addresses[0][1]}", "token")
        try:
            return await asyncio.gather(*(client.reply("t", MESSAGES) for _ in range(together)))
        finally:
            await client.close()
            await runner.cleanup()

    assert len(asyncio.run(main())) == together


# --- signatures ---------------------------------------------------------------------------------------


@given(st.binary(), st.lists(st.binary(min_size=1), min_size=1, max_size=3))
def test_every_secret_signs(body, secrets) -> None:
    for secret in secrets:
        given_signature = base64.b64encode(hmac.digest(secret, body, hashlib.sha256)).decode()
        assert signed_by(secrets, body, given_signature)
        assert not signed_by(secrets, body + b"x", given_signature)


@given(st.text(st.characters()))
def test_any_text_is_no_signature_and_does_not_raise(signature) -> None:
    assert not signed_by([b"secret"], b"body", signature)


def test_lines_own_example() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    secret = b"8c570fa6dd201bb328f1c1eac23a96d8"
    assert signed_by([secret], body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")
