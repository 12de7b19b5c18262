"""Who has a link sees the evidence, safely, until it ends or is withdrawn; anybody else sees nothing."""

from __future__ import annotations

import datetime as dt
import io
from urllib.parse import quote

import httpx
import pytest
from pydantic import SecretStr
from sqlmodel import select

from bot.app import Service
from bot.evidence import links
from bot.evidence.kinds import KINDS
from bot.jobs import Jobs, evidence
from bot.store import evidence as rows
from bot.store.engine import reading, writing
from bot.store.tables import Agency, Channel, Chat, Evidence
from tests.evidence import files
from tests.flows.bot import APRIL as NOW
from tests.flows.bot import StoppedClock, running, settings
from tests.jobs.conftest import wait_for

PLACE = "1/ab/" + "ab" * 20
DATA = files.photo()
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def stage(own_stage):
    """Each of these has a bot of its own."""
    return own_stage


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def service(line, database_url, tmp_path, clock):
    made = Service(settings(line, "http://127.0.0.1:9", database_url, tmp_path), clock)
    yield made
    made.engine.dispose()


@pytest.fixture
def web(service):
    """A node that only takes webhooks."""
    with running(service, work=False) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.fixture
def keep(service, clock):
    def add(data=DATA, media_type="image/jpeg", name=None, **values):
        service.vault().put(PLACE, io.BytesIO(data))
        with writing(service.engine) as session:
            session.add(agency := Agency(code="x", name_th="x", short_th="x"))
            session.add(channel := Channel())
            session.flush()
            session.add(chat := Chat(channel_id=channel.id, line_id="U1"))
            session.flush()
            of = {"agency_id": agency.id, "chat_id": chat.id, "message_id": "1", "kind": "image"}
            given = {"state": "kept", "place": PLACE, "media_type": media_type, "size": len(data), **values}
            row = Evidence(**of, name=name, received_at=clock(), **given)
            session.add(row)
        return row.id

    return add


@pytest.fixture
def path(service, clock):
    return lambda key: links.link_for("", rows.link_key(service.engine), key, PLACE, clock() + links.LASTS)


def test_a_photo_is_given_back(web, path, keep):
    answer = web.get(path(keep()))
    assert (answer.status_code, answer.content) == (200, DATA)
    name = "filename=\"evidence-20240401-020000.jpg\"; filename*=UTF-8''evidence-20240401-020000.jpg"
    expected = {
        "content-type": "image/jpeg",
        "content-length": str(len(DATA)),
        "content-disposition": f"inline; {name}",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "accept-ranges": "bytes",
    }
    assert {name: answer.headers.get(name) for name in expected} == expected


@pytest.mark.parametrize("media_type", KINDS)
def test_only_what_runs_nothing_is_shown_in_place(web, path, keep, media_type):
    answer = web.get(path(keep(media_type=media_type, name='งาน/ของ "เรา".exe')))
    assert answer.headers["content-type"] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    how, _, named = answer.headers["content-disposition"].partition("; ")
    shown = media_type == "application/pdf" or media_type.startswith("image/")
    assert how == ("inline" if shown else "attachment")
    called = quote(f"งาน_ของ _เรา_.{KINDS[media_type].extension}", safe="")
    assert named.endswith(f"filename*=UTF-8''{called}")


def test_a_type_that_is_none_of_ours_is_only_saved(web, path, keep):
    answer = web.get(path(keep(media_type="text/html", name="x.html")))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="x.bin"')


def test_only_asking_costs_no_content(web, path, keep):
    answer = web.head(path(keep()))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(DATA))


PARTS = {
    "bytes=0-9": slice(10),
    "bytes=100-": slice(100, None),
    "bytes=-7": slice(-7, None),
    "bytes=5-99999999": slice(5, None),
}


@pytest.mark.parametrize("asked", PARTS)
def test_a_part_is_given(web, path, keep, asked):
    answer = web.get(path(keep()), headers={"Range": asked})
    part = DATA[PARTS[asked]]
    first = PARTS[asked].indices(len(DATA))[0]
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{len(DATA)}"
    assert answer.headers["content-length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=0-0,5-6", "bytes=9-5", "lines=1-2", "bytes=-", "x"])
def test_odd_parts_are_all_of_it(web, path, keep, asked):
    answer = web.get(path(keep()), headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, DATA)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_no_part_is_beyond_the_end(web, path, keep, asked):
    answer = web.get(path(keep()), headers={"Range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(DATA)}")


def nothing(web, link):
    answer = web.get(link)
    assert (answer.status_code, answer.text) == (404, "not found\n")
    return answer.headers


def test_a_link_ends(web, path, keep, clock):
    link = path(keep())
    clock.push(days=365, seconds=-1)
    assert web.get(link).status_code == 200
    clock.push(seconds=1)
    nothing(web, link)


def test_whatever_is_wrong_the_answer_is_the_same(web, service, path, keep):
    key = keep()
    link = path(key)
    forged = links.link_for("", b"x" * 32, key, PLACE, service.now() + links.LASTS)
    said = [nothing(web, wrong) for wrong in (forged, path(key + 1), "/evidence/x", f"{link}0")]
    with writing(service.engine) as session:
        rows.withdraw(session, [key])
    said.append(nothing(web, link))
    assert len({tuple((name, value) for name, value in one.items() if name != "date") for one in said}) == 1


@pytest.mark.parametrize("state", ["expected", "refused", "gone", "withdrawn"])
def test_only_what_is_kept_is_shown(web, path, keep, state):
    nothing(web, path(keep(state=state)))


def test_content_that_is_not_there_is_not_there(web, service, path, keep):
    link = path(keep())
    service.vault().delete(PLACE)
    nothing(web, link)


def test_links_outlive_the_process_and_the_channels_secret(service, path, keep):
    link = path(keep())
    renewed = service.settings.model_copy(update={"channel_secret": SecretStr("another")})
    other = Service(renewed, service.now)
    with running(other, work=False) as url:
        assert httpx.get(f"{url}{link}").content == DATA
    other.engine.dispose()


def test_two_that_come_first_make_one_key(service):
    assert rows.link_key(service.engine) == rows.link_key(service.engine)
    assert len(rows.link_key(service.engine)) == 32


def test_a_number_that_is_given_again_brings_no_link_back(web, service, path, keep):
    key = keep()
    link = path(key)
    with writing(service.engine) as session:
        session.get(Evidence, key).place = PLACE.replace("ab", "cd")
    nothing(web, link)


def test_a_photo_goes_from_line_to_a_link(stage):
    """Through the service as it runs: what the dialogue stores and enqueues is fetched at once."""
    asking = Jobs(stage.service.engine, "asking")
    asking.define(evidence.FETCH, lambda *_: None)
    sent = stage.line.image(stage.somchai, DATA)
    stage.line.deliver(sent)
    with writing(stage.service.engine) as session:
        (chat_id,) = session.exec(select(Chat.id)).all()
        of = {"agency_id": 1, "chat_id": chat_id, "message_id": sent.message_id}
        row = Evidence(**of, kind="image", received_at=NOW)
        session.add(row)
        session.flush()
        evidence.enqueue(asking)(session, row.id)

    def kept():
        with reading(stage.service.engine) as session:
            return rows.shown(session, row.id)

    shown = wait_for(kept)
    key = rows.link_key(stage.service.engine)
    link = links.link_for(stage.url, key, row.id, shown.place, stage.clock() + links.LASTS)
    assert httpx.get(link).content == DATA
    counted = 'ita_bot_line_calls_total{endpoint="content",status="200"} 1.0'
    assert counted in httpx.get(f"{stage.url}/metrics").text
