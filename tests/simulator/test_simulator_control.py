"""The control API: what it takes, and what it refuses with a sentence."""

import re
from collections.abc import Iterator

import httpx
import pytest

from bot.simulator import Fault, Group, Line, Person, serve
from bot.simulator.acting import upload_of
from bot.simulator.faults import fault_of
from bot.simulator.model import Json
from bot.simulator.settings import change
from tests.simulator.calls import Bot


@pytest.fixture
def client(line: Line) -> Iterator[httpx.Client]:
    with serve(line) as url, httpx.Client(base_url=url, trust_env=False, timeout=5) as made:
        yield made


def upload(client: httpx.Client, kind: str, **address: str) -> httpx.Response:
    return client.post("/_/upload", params=address, content=b"bytes", headers={"content-type": kind})


UPLOADS: dict[str, tuple[Json, Json]] = {
    "image/png": ({}, {"type": "image", "contentProvider": {"type": "line"}}),
    "video/mp4": ({"duration": "2500"}, {"type": "video", "duration": 2500}),
    "audio/mpeg": ({}, {"type": "audio", "duration": 1000}),
    "application/pdf": ({}, {"type": "file", "fileName": "a", "fileSize": 5}),
    "image/gif": ({}, {"type": "file", "fileName": "a", "fileSize": 5}),
}


@pytest.mark.parametrize("kind", UPLOADS)
def test_an_upload_becomes_a_message_of_its_kind(
    client: httpx.Client, line: Line, bot: Bot, somchai: Person, kind: str
) -> None:
    more, holds = UPLOADS[kind]
    assert upload(client, kind, who=somchai.user_id, name="a", **more).status_code == 200
    sent = line.deliveries[-1].events[0]["message"]
    assert {key: sent[key] for key in holds} == holds
    assert bot.get(f"message/{sent['id']}/content").media_type == kind


def test_photos_of_a_set_have_one_id_and_their_places(
    client: httpx.Client, line: Line, somchai: Person, team: Group
) -> None:
    for index in ("2", "1"):
        address = {"who": somchai.user_id, "to": team.group_id, "name": "a.jpg"}
        upload(client, "image/jpeg", **address, set="tuesday", index=index, total="2")
    sets = [delivery.events[0]["message"]["imageSet"] for delivery in line.deliveries]
    assert [(item["index"], item["total"]) for item in sets] == [(2, 2), (1, 2)]
    assert len({item["id"] for item in sets}) == 1
    made = line.images(somchai, [b"one", b"two", b"three"])
    own = [webhook.events[0]["message"]["imageSet"] for webhook in made]
    assert [(item["index"], item["total"]) for item in own] == [(1, 3), (2, 3), (3, 3)]
    assert {item["id"] for item in own} & {item["id"] for item in sets} == set()


@pytest.mark.parametrize(
    ("kind", "address", "said"),
    [
        ("image/png", {"name": "a"}, "an upload needs who"),
        ("image/png", {"who": "U"}, "an upload needs name"),
        ("image/png", {"set": "x"}, "total must be a whole number from 1 on"),
        (
            "image/png",
            {"set": "x", "total": "2", "index": "3"},
            "index must be a whole number between 1 and 2",
        ),
        ("video/mp4", {"duration": "long"}, "duration must be a whole number from 1 on"),
    ],
)
def test_refuses_an_upload(kind: str, address: dict[str, str], said: str) -> None:
    whole = address if kind == "image/png" and "set" not in address else {"who": "U", "name": "a", **address}
    with pytest.raises(ValueError, match=re.escape(said)):
        upload_of(whole, kind)


def test_faults_come_and_go_one_by_one(client: httpx.Client, line: Line, bot: Bot, somchai: Person) -> None:
    client.post("/_/faults", json={"status": 429, "path": "/push", "times": 0})
    client.post("/_/faults", json={"status": 500, "path": "/reply", "times": 2})
    assert [bot.push(somchai.user_id).status for _ in range(5)] == [429] * 5
    assert line.calls[-1].response == {"message": "The API rate limit has been exceeded. Try again later."}
    left = client.delete("/_/faults/0").json()["faults"]
    assert [(fault["path"], fault["times"]) for fault in left] == [("/reply", 2)]
    assert bot.push(somchai.user_id).status == 200
    bot.reply("x")
    assert client.get("/_/state").json()["faults"][0]["times"] == 1
    assert client.delete("/_/faults/1").status_code == 404
    assert client.delete("/_/faults/x").status_code == 404
    assert [item["kind"] for item in line.feed].count("faults") == 4


@pytest.mark.parametrize(
    ("fault", "does"),
    [
        ({"delay": 3}, "delay 3 s"),
        ({"status": 429}, "429, before acceptance"),
        ({"status": 500, "times": None}, "500, before acceptance"),
        ({"status": 500, "accept": True}, "500, after acceptance"),
        ({"hang": True}, "no answer, before acceptance"),
        ({"hang": True, "accept": True, "path": "/push", "times": 3}, "no answer, after acceptance"),
    ],
)
def test_every_fault_of_a_call_can_be_asked_for(fault: Json, does: str) -> None:
    assert fault_of(fault).describe() == does


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({}, "a fault needs a status, a delay or hang"),
        (
            {"colour": "red"},
            "a fault has no colour: it has path, status, accept, delay, hang, message, times",
        ),
        ({"status": 200}, "status must be a whole number between 400 and 599"),
        ({"status": "500"}, "status must be a whole number between 400 and 599"),
        ({"status": 500, "accept": 1}, "accept must be true or false"),
        ({"status": 500, "path": None}, "path must be a text"),
        ({"delay": -1}, "delay must be a number of seconds between 0 and 3600"),
        ({"delay": "3"}, "delay must be a number of seconds between 0 and 3600"),
        ({"hang": True, "times": -1}, "times must be a whole number from 0 on"),
    ],
)
def test_refuses_a_fault(fault: Json, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        fault_of(fault)


def test_settings_are_told_and_changed(client: httpx.Client, line: Line, bot: Bot, somchai: Person) -> None:
    usual = {
        "quota": None,
        "used": 0,
        "lose_webhooks": 0,
        "hold_webhooks": 0,
        "redeliver": False,
        "verified": True,
        "transcoding_ms": 0,
    }
    assert client.get("/_/settings").json() == client.get("/_/state").json()["settings"] == usual
    changed = {"quota": 2, "used": 2, "redeliver": True, "verified": False, "lose_webhooks": 1}
    assert client.post("/_/settings", json=changed).json() == {**usual, **changed}
    assert bot.push(somchai.user_id).json["message"] == "You have reached your monthly limit."
    assert bot.get("followers/ids").status == 403
    assert line.say(somchai, "hi").reason == "lost"
    assert client.post("/_/settings", json={"quota": None}).json()["quota"] is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quota": -1}, "quota must be a whole number from 0 on"),
        ({"used": None}, "used must be a whole number from 0 on"),
        ({"redeliver": 1}, "redeliver must be true or false"),
        ({"lose_webhooks": 1, "hold_webhooks": "all"}, "hold_webhooks must be a whole number from 0 on"),
        ({"speed": 1}, "there is no setting speed"),
    ],
)
def test_refuses_settings_and_changes_none(line: Line, given: Json, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        change(line, given)
    assert line.lose_webhooks == 0


def test_what_is_wrong_is_said_over_the_wire(client: httpx.Client, line: Line) -> None:
    for path, given in (("faults", {"status": 200}), ("settings", {"quota": -1})):
        answer = client.post(f"/_/{path}", json=given)
        assert answer.status_code == 422
        assert "must be a whole number" in answer.json()["detail"]
    assert upload(client, "image/png", who="U").json() == {"detail": "an upload needs name"}
    assert upload(client, "image/png", who="U1", name="a").status_code == 422
    assert line.faults == []


def test_a_fault_that_lasts_is_one_that_is_there_again(line: Line, bot: Bot) -> None:
    line.add_fault(Fault(status=500, times=0))
    assert [bot.get("info").status for _ in range(3)] == [500] * 3
    line.clear_faults()
    assert bot.get("info").status == 200
