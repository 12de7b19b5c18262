"""Content comes from LINE as a stream with an end; what stands in its way is told apart."""

from __future__ import annotations

import tempfile
import time
import tracemalloc

import httpx
import pytest

from bot import content
from bot.content import ContentClient, Fetched
from bot.simulator import Line, serve
from bot.simulator.model import Content
from tests.evidence.files import MP4, photo
from tests.flows.bot import serving

MEGABYTE = 1024 * 1024
MOST = 50 * MEGABYTE
PATH = "/content"


@pytest.fixture
def line():
    return Line(seed="content")


@pytest.fixture
def somchai(line):
    return line.person("สมชาย")


@pytest.fixture
def heard():
    return []


@pytest.fixture
def client(line, heard):
    with serve(line) as url:
        made = ContentClient(url, line.token, time.monotonic, lambda *call: heard.append(call[:2]))
        yield made
        made.close()


@pytest.fixture
def file():
    with tempfile.TemporaryFile() as made:
        yield made


def size_of(file):
    return file.seek(0, 2)


def test_content_is_written_as_it_is(client, line, somchai, file, heard):
    sent = line.image(somchai, photo())
    assert client.fetch(sent.message_id, file, MOST) is Fetched.WHOLE
    file.seek(0)
    assert file.read() == photo()
    assert heard == [("content", "200")]


def test_what_is_unsent_or_was_never_there_is_gone(client, line, somchai, file, heard):
    sent = line.image(somchai, photo())
    line.unsend(sent)
    assert client.fetch(sent.message_id, file, MOST) is Fetched.GONE
    assert client.fetch("1", file, MOST) is Fetched.GONE
    assert client.fetch("../../info", file, MOST) is Fetched.LATER  # no way out of its path: unknown to LINE
    assert [status for _, status in heard] == ["410", "404", "501"]


@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 502, 503])
def test_what_may_pass_is_asked_again_later(client, line, somchai, file, status):
    sent = line.image(somchai, photo())
    line.fail(status, PATH)
    assert client.fetch(sent.message_id, file, MOST) is Fetched.LATER
    assert client.fetch(sent.message_id, file, MOST) is Fetched.WHOLE


def test_a_video_is_asked_for_until_it_is_ready(client, line, somchai, file):
    line.world.transcoding_ms = 3_600_000
    sent = line.video(somchai, MP4)
    held = line.world.contents[sent.message_id]
    assert client.fetch(sent.message_id, file, MOST) is Fetched.PREPARING
    line.fail(500, f"{PATH}/transcoding")
    assert client.fetch(sent.message_id, file, MOST) is Fetched.LATER
    held.broken = True
    assert client.fetch(sent.message_id, file, MOST) is Fetched.FAILED
    held.broken, held.ready_at = False, 0
    assert client.fetch(sent.message_id, file, MOST) is Fetched.WHOLE


@pytest.mark.parametrize("told", [True, False], ids=["says so", "does not say"])
def test_a_video_of_300_mb_takes_neither_memory_nor_disk(client, line, somchai, file, told):
    sent = line.video(somchai, MP4)
    held = line.world.contents[sent.message_id]
    held.size, held.told = 300 * MEGABYTE, told
    tracemalloc.start()
    try:
        assert client.fetch(sent.message_id, file, MOST) is Fetched.TOO_LARGE
        peak = tracemalloc.get_traced_memory()[1]  # LINE in a box, in the same process, counts as well
    finally:
        tracemalloc.stop()
    assert peak < 10 * MEGABYTE
    assert size_of(file) == 0


def test_the_limit_is_exact(client, line, somchai, file):
    sent = line.file(somchai, "a.pdf", b"x" * 1000)
    assert client.fetch(sent.message_id, file, 1000) is Fetched.WHOLE
    assert size_of(file) == 1000
    file.seek(0)
    assert client.fetch(sent.message_id, file, 999) is Fetched.TOO_LARGE


def test_nobody_who_listens_is_no_answer(file, heard):
    client = ContentClient("http://127.0.0.1:9", "t", time.monotonic, lambda *call: heard.append(call[:2]))
    assert client.fetch("1", file, MOST) is Fetched.LATER
    assert heard == [("content", "no_connection")]
    client.close()


def test_silence_has_an_end(line, somchai, file, heard):
    line.hang(PATH)
    with serve(line) as url:
        soon = httpx.Timeout(0.2)
        client = ContentClient(url, line.token, time.monotonic, lambda *call: heard.append(call[:2]), soon)
        assert client.fetch(line.image(somchai, photo()).message_id, file, MOST) is Fetched.LATER
        client.close()
    assert heard == [("content", "timeout")]


def test_slowness_has_an_end(line, somchai, file):
    """Never silent for long, and never done: the clock jumps past the limit while it comes."""
    ticks = iter(range(0, 100_000, round(content.LONGEST)))
    with serve(line) as url:
        client = ContentClient(url, line.token, lambda: float(next(ticks)))
        sent = line.video(somchai, MP4)
        line.world.contents[sent.message_id].size = 10 * MEGABYTE
        assert client.fetch(sent.message_id, file, MOST) is Fetched.LATER
        client.close()
    assert size_of(file) == 0


def test_a_packed_answer_is_none(line, file):
    """Nobody could tell how large it gets."""

    async def packed(_scope, _receive, send):
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-encoding", b"gzip")]}
        )
        await send({"type": "http.response.body", "body": b"x"})

    with serving(packed) as url:
        client = ContentClient(url, line.token, time.monotonic)
        assert client.fetch("1", file, MOST) is Fetched.LATER
        client.close()


def test_a_large_body_of_the_simulator_is_as_long_as_it_says(client, line, somchai, file):
    sent = line.file(somchai, "a.bin", b"abc")
    line.world.contents[sent.message_id] = Content(b"abc", "application/octet-stream", size=200_001)
    assert client.fetch(sent.message_id, file, MOST) is Fetched.WHOLE
    assert size_of(file) == 200_001
