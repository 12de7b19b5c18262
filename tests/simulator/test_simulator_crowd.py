"""Very many people: brought in at once, recorded as a number, found in the page by name."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.simulator import Line, Person, serve
from bot.simulator.recording import record
from bot.simulator.replay import replay
from bot.simulator.run import cast
from tests.simulator.calls import Bot, say
from tests.simulator.pages import Demo, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANY = 300
MULTICAST = "/v2/bot/message/multicast"


@pytest.fixture
def url(line: Line) -> Iterator[str]:
    with serve(line) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, timeout=5) as made:
        yield made


def profiles(count: int) -> list[dict[str, str]]:
    return [{"name": f"Person {number}", "key": f"crowd/{number}", "status": "A"} for number in range(count)]


def crowd(line: Line, count: int) -> list[str]:
    made = [Person(line.ids.user(f"crowd/{number}"), f"Person {number}") for number in range(count)]
    return [one.user_id for one in line.crowd(made)]


def test_many_come_in_at_once_and_nobody_twice(line: Line, client: httpx.Client) -> None:
    mark = line.sequence
    made = client.post("/_/people", json={"people": profiles(MANY)}).json()["people"]
    assert [one["name"] for one in made[:2]] == ["Person 0", "Person 1"]
    assert len(line.world.people) == MANY
    assert [item["kind"] for item in line.since(mark)] == ["people"]
    line.text(made[0]["user_id"], "hello")
    again = client.post(
        "/_/people", json={"people": [*profiles(1), {"name": "New", "language": "en"}]}
    ).json()
    assert again["people"][0] == {**made[0], "spoke_at": line.clock.now()}
    assert again["people"][1]["language"] == "en"
    told = client.get("/_/people").json()
    assert (len(told["people"]), told["groups"]) == (MANY + 1, [])


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], "a list of 1 to"),
        ("many", "a list of 1 to"),
        (["Somchai"], "a person must be an object"),
        ([{"name": " "}], "name must not be empty"),
        ([{"name": "Somchai", "unit": "A"}], "a person has no unit"),
        ([{"name": "Somchai", "friend": "yes"}], "friend must be true or false"),
    ],
)
def test_what_is_wrong_with_one_brings_in_none(
    line: Line, client: httpx.Client, people: Any, why: str
) -> None:
    answer = client.post("/_/people", json={"people": people})
    assert answer.status_code == 422
    assert why in answer.json()["detail"]
    assert line.world.people == {}


def test_what_many_got_is_recorded_once_with_their_number(bot: Bot, line: Line) -> None:
    cast(line)
    those = crowd(line, 12)
    mark = line.sequence
    line.turn_clock({"advance": 60})
    bot.post("message/multicast", {"to": those[:3], "messages": say("few")})
    bot.post("message/multicast", {"to": those, "messages": say("all\nof you")})
    assert record(line, mark) == (
        "clock: +1m\n  bot to Person 0: few\n  bot to Person 1: few\n  bot to Person 2: few\n"
        "  bot to 12 people: all\n    | of you\n"
    )


def test_a_second_message_to_one_of_many_is_seen(bot: Bot, line: Line) -> None:
    those = crowd(line, 12)
    mark = line.sequence
    line.turn_clock({"advance": 60})
    bot.post("message/multicast", {"to": those, "messages": say("all")})
    bot.post("message/multicast", {"to": those[4:5], "messages": say("all")})
    assert record(line, mark) == "clock: +1m\n  bot to Person 4: all\n  bot to 12 people: all\n"


def test_what_goes_wrong_on_purpose_is_recorded_and_done_again(line: Line) -> None:
    cast(line)
    script = (
        'line: {"path": "/message/push", "status": 500, "times": 3}\n'
        'line: {"accept": true, "delay": 2.0}\n'
        "line: well 2\nline: well\n"
    )
    mark = line.sequence
    assert replay(line, script) == ""
    assert line.faults == []
    assert record(line, mark) == script
    for wrong in ("well 1", "{}", "slow"):
        with pytest.raises(ValueError, match=r"line 1: no order to LINE"):
            replay(line, f"line: {wrong}\n")


def test_late_answers_come_when_lateness_is_taken_away(line: Line, client: httpx.Client) -> None:
    (somchai,) = crowd(line, 1)
    line.slow(600, MULTICAST, times=0)
    answers: list[int] = []

    def send() -> None:
        heads = {"authorization": f"Bearer {line.token}"}
        body = {"to": [somchai], "messages": say("late")}
        answers.append(client.post(MULTICAST, json=body, headers=heads, timeout=30).status_code)

    caller = threading.Thread(target=send)
    caller.start()
    assert [one.text for one in line.wait_sent(somchai)] == ["late"]  # LINE has taken it
    assert answers == []
    line.clear_faults()
    caller.join(timeout=30)
    assert answers == [200]


def test_one_of_many_is_found_in_the_page(chromium: "Browser", bot: Bot, line: Line, url: str) -> None:
    cast(line)
    those = crowd(line, MANY)
    with opened(chromium, url) as page:
        entries, search = (
            page.locator("#rail ul").first.locator(".chat-entry"),
            page.get_by_label("ค้นหาคนหรือหน่วยงาน"),
        )
        assert entries.count() == 40
        page.locator(".rest", has_text="แสดง 40 จากทั้งหมด 304 คน").wait_for()
        bot.post("message/multicast", {"to": those, "messages": say("to all")})
        page.locator(".rest", has_text="แสดง 80 จากทั้งหมด 304 คน").wait_for()  # some who have something unread
        assert entries.count() == 80
        search.fill("person 299")
        page.locator(".chat-entry .name", has_text="Person 299").click()
        page.locator(".line", has_text="to all").wait_for()
        assert entries.count() == 1
        search.fill("nobody of that name")
        page.locator(".rest", has_text="ไม่พบ").wait_for()
        assert entries.count() == 0


def test_few_need_no_search(demo: Demo) -> None:
    page, _ = demo
    assert page.locator(".rail-search").is_hidden()
    assert page.locator(".rest").is_hidden()
