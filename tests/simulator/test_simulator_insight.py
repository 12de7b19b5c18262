"""Statistics and unit names: LINE's days, and nothing told of fewer than twenty people."""

import pytest

from bot.simulator import Clock, Line, Person
from bot.simulator.model import Json
from tests.simulator.calls import Bot, say

DAY = 24 * 3600
LINK = {
    "type": "template",
    "altText": "x",
    "template": {
        "type": "buttons",
        "text": "x",
        "actions": [{"type": "uri", "label": "x", "uri": "https://nacc.example/plan"}],
    },
}


@pytest.fixture
def twenty(line: Line) -> list[Person]:
    return [line.person(f"Person {number}") for number in range(20)]


def test_counts_of_a_day_are_ready_when_the_day_is_over_in_tokyo(
    bot: Bot, clock: Clock, twenty: list[Person]
) -> None:
    # START is 09:00 in LINE's time.
    bot.post("message/multicast", {"to": [person.user_id for person in twenty], "messages": say()})
    bot.push(twenty[0].user_id)
    clock.advance(15 * 3600 - 1)
    for path in ("insight/message/delivery?date=20240401", "message/delivery/push?date=20240401"):
        assert bot.get(path).body == {"status": "unready"}
    clock.advance(1)
    assert bot.get("insight/message/delivery?date=20240401").body == {
        "status": "ready",
        "apiReply": 0,
        "apiPush": 1,
        "apiMulticast": 20,
        "apiNarrowcast": 0,
        "apiBroadcast": 0,
    }
    assert bot.get("message/delivery/multicast?date=20240401").body == {"status": "ready", "success": 20}


def test_friends_and_blocks_are_counted_as_of_a_day(
    bot: Bot, line: Line, clock: Clock, somchai: Person, wilai: Person
) -> None:
    clock.advance(DAY)
    stranger = line.person("Manee", friend=False)
    line.unfollow(somchai)
    line.unfollow(wilai)
    clock.advance(DAY)
    line.follow(wilai)
    line.follow(stranger)
    unready = {"status": "unready", "followers": None, "targetedReaches": None, "blocks": None}
    assert bot.get("insight/followers?date=20240403").body == unready
    clock.advance(DAY)
    days = [bot.get(f"insight/followers?date=2024040{day}").json for day in (1, 2, 3)]
    assert [(day["followers"], day["targetedReaches"], day["blocks"]) for day in days] == [
        (2, 2, 0),
        (2, 0, 2),
        (3, 2, 1),
    ]
    assert bot.get("insight/followers?date=20161031").json["status"] == "out_of_service"


def test_demographics_need_twenty_friends_and_three_days(
    bot: Bot, line: Line, clock: Clock, twenty: list[Person]
) -> None:
    assert bot.get("insight/demographic").body == {"available": False}
    clock.advance(3 * DAY)
    told = bot.get("insight/demographic").json
    assert told["available"]
    assert told["ages"] == [{"age": "unknown", "percentage": 100.0}]
    assert told["subscriptionPeriods"][-1] == {"subscriptionPeriod": "within7days", "percentage": 100.0}
    clock.advance(400 * DAY)
    assert bot.get("insight/demographic").json["subscriptionPeriods"][0]["percentage"] == 100.0
    line.unfollow(twenty[0])
    clock.advance(4 * DAY)
    assert bot.get("insight/demographic").body == {"available": False}


def test_a_broadcast_tells_who_saw_it_from_twenty_people_on(
    bot: Bot, line: Line, twenty: list[Person]
) -> None:
    def told() -> Json:
        answer = bot.post("message/broadcast", {"messages": [*say(), LINK]})
        request_id = answer.headers["x-line-request-id"]
        body = bot.get(f"insight/message/event?requestId={request_id}").json
        assert body["overview"]["requestId"] == request_id
        assert body["overview"]["timestamp"] == 1_711_929_600
        return body

    seen = told()
    assert seen["overview"]["delivered"] == seen["overview"]["uniqueImpression"] == 20
    assert [(bubble["seq"], bubble["impression"]) for bubble in seen["messages"]] == [(1, 20), (2, 20)]
    assert [(item["url"], item["click"]) for item in seen["clicks"]] == [("https://nacc.example/plan", None)]
    line.unfollow(twenty[0])
    few = told()
    assert (few["overview"]["delivered"], few["overview"]["uniqueImpression"]) == (19, None)
    assert few["messages"] == few["clicks"] == []


def test_a_unit_adds_up_its_pushes_and_multicasts(bot: Bot, clock: Clock, twenty: list[Person]) -> None:
    named = {"customAggregationUnits": ["round_1"], "messages": say()}
    ids = [person.user_id for person in twenty]
    bot.post("message/multicast", {"to": ids[:15], **named})
    clock.advance(DAY)
    path = "insight/message/event/aggregation?customAggregationUnit=round_1&from=20240401&to="
    assert bot.get(f"{path}20240402").json["overview"]["uniqueImpression"] is None
    bot.post("message/multicast", {"to": ids[15:], **named})
    told = bot.get(f"{path}20240402").json
    assert told["overview"]["uniqueImpression"] == 20
    assert [(item["seq"], item["impression"], item["uniqueImpression"]) for item in told["messages"]] == [
        (1, 20, 20)
    ]
    assert bot.get(f"{path}20240401").json["messages"] == []
    assert [bot.get(f"{path}{day}").status for day in ("20240501", "20240502", "20240331")] == [200, 400, 400]


def test_unit_names_are_listed_by_the_month_and_end_at_a_thousand(
    bot: Bot, clock: Clock, somchai: Person
) -> None:
    for number in range(1001):
        body = {"to": somchai.user_id, "messages": say(), "customAggregationUnits": [f"unit_{number}"]}
        assert bot.post("message/push", body).status == 200
    assert bot.get("message/aggregation/info").body == {"numOfCustomAggregationUnits": 1000}
    first = bot.get("message/aggregation/list").json
    assert first["customAggregationUnits"] == [f"unit_{number}" for number in range(100)]
    last = bot.get("message/aggregation/list?limit=50&start=950").json
    assert (len(last["customAggregationUnits"]), "next" in last) == (50, False)
    following = bot.get(f"message/aggregation/list?start={first['next']}").json
    assert following["customAggregationUnits"][0] == "unit_100"
    clock.advance(31 * DAY)
    assert bot.get("message/aggregation/info").body == {"numOfCustomAggregationUnits": 0}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("message/delivery/push?date=20240231", 400, "The value for the 'date' parameter is invalid"),
        ("message/delivery/push", 400, "The value for the 'date' parameter is invalid"),
        ("insight/message/delivery?date=2024", 400, "Bad Request"),
        ("insight/followers", 400, "date is required"),
        ("insight/followers?date=x", 400, "Bad Request"),
        ("insight/message/event", 400, "Bad Request"),
        ("insight/message/event?requestId=x", 404, "Not found"),
        ("insight/message/event/aggregation?from=20240401&to=20240402", 400, "Bad Request"),
        ("message/aggregation/list?limit=101", 400, "The value for the 'limit' parameter is invalid"),
        ("message/aggregation/list?start=x", 400, "Invalid start param"),
    ],
)
def test_refuses_as_line_does(bot: Bot, path: str, status: int, said: str) -> None:
    answer = bot.get(path)
    assert (answer.status, answer.json["message"]) == (status, said)


def test_before_line_began_to_count(bot: Bot) -> None:
    for path in ("message/delivery/push?date=20180330", "insight/message/delivery?date=20170228"):
        assert bot.get(path).body == {"status": "out_of_service"}


def test_sixty_questions_an_hour(bot: Bot, clock: Clock) -> None:
    assert [bot.get("insight/demographic").status for _ in range(61)] == [200] * 60 + [429]
    clock.advance(60)
    assert bot.get("insight/demographic").status == 200
