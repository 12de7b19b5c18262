"""The control API against foreign pages and wrong data: nothing is half done, and nothing stays broken."""

import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from bot.simulator import Clock, Group, Line, Person, serve
from bot.simulator.acting import act
from bot.simulator.clock import LAST
from bot.simulator.model import Json
from tests.simulator.calls import START


@pytest.fixture
def client(line: Line) -> Iterator[httpx.Client]:
    with serve(line) as url, httpx.Client(base_url=url, trust_env=False, timeout=5) as made:
        yield made


DEEDS: dict[str, tuple[Json, str]] = {
    "no text": ({"do": "text"}, "a deed needs text"),
    "a number": ({"do": "text", "text": 5}, "text must be a text"),
    "half a place": ({"do": "location", "latitude": "x", "longitude": 1}, "latitude must be a number"),
    "off the earth": ({"do": "location", "latitude": 91, "longitude": 1}, "latitude must be a number"),
    "nobody": ({"do": "text", "who": "U1", "text": "x"}, "there is no U1"),
    "no group": ({"do": "join", "to": "C1"}, "there is no C1"),
    "no date": (
        {"do": "tap", "action": {"type": "datetimepicker", "data": "d", "mode": "date"}},
        "the picker gives a date",
    ),
    "wrong date": (
        {"do": "tap", "action": {"type": "datetimepicker", "data": "d", "mode": "date"}, "moment": "soon"},
        "the picker gives a date",
    ),
    "no source": ({"do": "raw", "kind": "x", "source": "y"}, "source must be an object"),
    "no action": ({"do": "tap", "action": "x"}, "action must be an object"),
    "no deed": ({"do": ["dance"]}, "do must be a text"),
    "half a character": ({"do": "text", "text": "\ud83e"}, ""),
}


@pytest.mark.parametrize("case", DEEDS.values(), ids=DEEDS)
def test_a_deed_that_is_wrong_is_told_so_and_not_done(
    client: httpx.Client, line: Line, somchai: Person, case: tuple[Json, str]
) -> None:
    deed, said = case
    body = json.dumps({"who": somchai.user_id, **deed})
    answer = client.post("/_/act", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert client.get("/_/state").json()["chats"] == {}
    assert line.deliveries == []


@pytest.mark.parametrize("times", [0, -1, "2", True, 10**9])
def test_a_webhook_comes_a_few_times_at_most(
    client: httpx.Client, line: Line, somchai: Person, times: object
) -> None:
    deed = {"do": "text", "who": somchai.user_id, "text": "x", "times": times}
    assert client.post("/_/act", json=deed).status_code == 422
    assert line.world.chats == {}


def test_nobody_takes_back_or_edits_what_is_not_there(
    line: Line, somchai: Person, wilai: Person, team: Group
) -> None:
    gone, other = line.text(somchai, "oh", team), line.text(wilai, "mine", team)
    line.unsend(gone)
    empty = line.group("Empty", [somchai], bot_present=False)
    theirs = {"do": "unsend", "who": somchai.user_id, "message": other.message_id}
    deeds: list[tuple[Callable[[], object], str]] = [
        (lambda: line.unsend(gone), "taken back"),
        (lambda: line.edit(gone, "x"), "taken back"),
        (lambda: line.member_joined(empty, [wilai]), "the bot is not in that group"),
        (lambda: line.member_left(team, ["nobody"]), "there is no nobody"),
        (lambda: act(line, theirs), "somebody else"),
    ]
    for deed, said in deeds:
        with pytest.raises(ValueError, match=said):
            deed()
    line.leave(team)
    with pytest.raises(ValueError, match="not in that group"):
        line.unsend(other)


@pytest.mark.parametrize(
    "change",
    [
        {"now": LAST + 1},
        {"now": -1},
        {"now": True},
        {"now": START + 5, "advance": "x"},
        {"now": START + 5, "advance": 1e15},
        {"now": START + 5, "running": "no"},
        {"now": START + 5, "speed": 2},
    ],
)
def test_a_wrong_turn_leaves_the_clock_as_it_was(client: httpx.Client, line: Line, change: Json) -> None:
    assert client.post("/_/clock", json=change).status_code == 422
    assert client.get("/_/state").json()["clock"]["now"] == START
    assert not line.clock.running


def test_a_clock_cannot_begin_beyond_time() -> None:
    with pytest.raises(ValueError, match="between 1970 and 9998"):
        Clock(LAST + 1)


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_foreign_page_can_do_nothing(
    client: httpx.Client, line: Line, somchai: Person, origin: str
) -> None:
    who = {"who": somchai.user_id, "name": "a.txt"}
    plain = {"origin": origin, "content-type": "text/plain"}
    answers = [
        client.post("/_/upload", params=who, content=b"x", headers=plain),
        client.post("/_/check", headers=plain),
        client.post("/_/act", json={"do": "follow", "who": somchai.user_id}, headers={"origin": origin}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    own = {**plain, "origin": str(client.base_url).rstrip("/")}
    assert client.post("/_/upload", params=who, content=b"x", headers=own).status_code == 200
    assert len(line.deliveries) == 1


def test_an_upload_that_is_too_large_is_not_kept(
    client: httpx.Client, line: Line, somchai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.control.UPLOAD_LIMIT", 100)
    who = {"who": somchai.user_id, "name": "a.bin"}
    kind = {"content-type": "application/octet-stream"}
    statuses = [
        client.post("/_/upload", params=who, content=b"x" * size, headers=kind).status_code
        for size in (101, 100)
    ]
    assert statuses == [413, 200]
    assert len(line.world.contents) == 1


def test_what_is_brought_in_has_a_name(client: httpx.Client, line: Line, somchai: Person) -> None:
    for path, given in (
        ("people", {}),
        ("people", {"name": " "}),
        ("people", {"name": "Manee", "friend": "no"}),
        ("groups", {"members": [somchai.user_id]}),
        ("groups", {"name": "Two", "members": [somchai.user_id, 5]}),
    ):
        assert client.post(f"/_/{path}", json=given).status_code == 422
    assert (len(line.world.people), line.world.groups) == (1, {})
