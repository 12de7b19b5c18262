"""Narrowcast and changes of everyone's menu: accepted at once, worked off in the background."""

import json

import pytest

from bot.simulator import Clock, Group, Line, Person
from bot.simulator.model import Json
from tests.simulator.calls import Bot, say
from tests.simulator.richmenus import made, menu

NOBODY = "U" + "0" * 32


def test_a_narrowcast_is_accepted_and_tells_its_progress(
    bot: Bot, line: Line, clock: Clock, somchai: Person, team: Group
) -> None:
    answer = bot.post("message/narrowcast", {"messages": say(), "limit": {"max": 1}})
    assert answer.status == 202
    path = f"message/progress/narrowcast?requestId={answer.headers['x-line-request-id']}"
    accepted = "2024-04-01T00:00:00.000Z"
    assert bot.get(path).body == {"phase": "waiting", "acceptedTime": accepted}
    clock.advance(1)
    assert {key: bot.get(path).json[key] for key in ("phase", "targetCount")} == {
        "phase": "sending",
        "targetCount": 1,
    }
    clock.advance(2)
    progress = bot.get(path)
    assert {key: progress.json[key] for key in ("phase", "successCount", "targetCount")} == {
        "phase": "succeeded",
        "successCount": 1,
        "targetCount": 1,
    }
    assert (progress.json["acceptedTime"], progress.json["completedTime"]) == (
        accepted,
        "2024-04-01T00:00:03.000Z",
    )
    assert [len(line.sent(user)) for user in team.members] == [1, 0]
    assert somchai.user_id == team.members[0]
    line.set_quota(1)
    partly = {"upToRemainingQuota": True, "forbidPartialDelivery": True}
    assert bot.post("message/narrowcast", {"messages": say()}).status == 429
    cancelled = bot.post("message/narrowcast", {"messages": say(), "limit": partly})
    clock.advance(3)
    told = bot.get(f"message/progress/narrowcast?requestId={cancelled.headers['x-line-request-id']}")
    assert (told.json["phase"], told.json["errorCode"]) == ("failed", 5)
    assert bot.get("message/progress/narrowcast?requestId=x").status == 404
    assert bot.get("message/progress/narrowcast").status == 400
    clock.advance(14 * 24 * 3600)
    assert bot.get(path).status == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"recipient": {"type": "audience", "audienceGroupId": 1}}, 501),
        ({"filter": {"demographic": {"type": "gender", "oneOf": ["male"]}}}, 403),
        ({"limit": {"max": 0}}, 400),
        ({"limit": {"forbidPartialDelivery": True}}, 400),
        ({"to": [NOBODY]}, 400),
    ],
)
def test_a_narrowcast_is_refused(bot: Bot, line: Line, more: Json, status: int) -> None:
    assert bot.post("message/narrowcast", {"messages": say(), **more}).status == status
    assert line.world.chats == {}


def linked(bot: Bot, line: Line) -> dict[str, str]:
    """Say which menu each person has."""
    held = {user: bot.get(f"user/{user}/richmenu").json for user in line.world.people}
    return {line.world.people[user].name: menu.get("richMenuId", "") for user, menu in held.items()}


def test_a_batch_changes_everyones_menu_once(
    bot: Bot, line: Line, clock: Clock, somchai: Person, wilai: Person
) -> None:
    first, second, third = (made(bot, name=name) for name in ("first", "second", "third"))
    bot.post(f"user/{somchai.user_id}/richmenu/{first}")
    bot.post(f"user/{wilai.user_id}/richmenu/{second}")
    chain = [{"type": "link", "from": first, "to": second}, {"type": "link", "from": second, "to": third}]
    body = {"operations": chain, "resumeRequestKey": "april"}
    assert bot.post("richmenu/validate/batch", body).status == 200
    answer = bot.post("richmenu/batch", body)
    assert answer.status == 202
    progress = f"richmenu/progress/batch?requestId={answer.headers['x-line-request-id']}"
    assert bot.get(progress).body == {"phase": "ongoing", "acceptedTime": "2024-04-01T00:00:00.000Z"}
    clock.advance(1)
    assert bot.get(progress).json["phase"] == "succeeded"
    assert bot.get(progress).json["completedTime"] == "2024-04-01T00:00:01.000Z"
    assert linked(bot, line) == {"Somchai": second, "Wilai": third}
    assert bot.post("richmenu/batch", body).status == 202
    assert linked(bot, line) == {"Somchai": second, "Wilai": third}
    assert bot.post("richmenu/batch", {"operations": [{"type": "unlinkAll"}]}).status == 202
    assert linked(bot, line) == {"Somchai": "", "Wilai": ""}
    assert bot.post("richmenu/batch", body).status == 429


def test_a_resume_key_is_new_again_after_fourteen_days(
    bot: Bot, line: Line, clock: Clock, somchai: Person
) -> None:
    first = made(bot)
    body = {"operations": [{"type": "unlink", "from": first}], "resumeRequestKey": "april"}
    for days, left in ((0, ""), (13, first), (2, "")):
        clock.advance(days * 24 * 3600)
        bot.post(f"user/{somchai.user_id}/richmenu/{first}")
        assert bot.post("richmenu/batch", body).status == 202
        assert linked(bot, line) == {"Somchai": left}


GONE = "richmenu-" + "0" * 32
BATCHES: dict[str, tuple[Json, int, str, str]] = {
    "nothing to do": ({"operations": []}, 400, "operations", "Size must be between 1 and 1000"),
    "too much to do": (
        {"operations": [{"type": "unlinkAll"}] * 1001},
        400,
        "operations",
        "Size must be between 1 and 1000",
    ),
    "no menu id": (
        {"operations": [{"type": "unlink", "from": "x"}]},
        400,
        "operations[0].from",
        "invalid richMenuId",
    ),
    "menu that is gone": (
        {"operations": [{"type": "unlink", "from": GONE}]},
        404,
        "operations[0].from",
        f"Richmenu ({GONE}) is not found",
    ),
    "no picture": (
        {"operations": [{"type": "link", "from": "MENU", "to": "MENU"}]},
        400,
        "operations[0].to",
        "'to' richmenu (MENU) must have image but it doesn't",
    ),
    "twice the same": (
        {"operations": [{"type": "unlink", "from": "MENU"}] * 2},
        400,
        "operations[].from",
        "from richmenu (MENU) is duplicated",
    ),
    "all and some": (
        {"operations": [{"type": "unlinkAll"}, {"type": "unlink", "from": "MENU"}]},
        400,
        "operations[].type",
        "'unlinkAll' type can't be combined with other type",
    ),
    "key": (
        {"operations": [{"type": "unlinkAll"}], "resumeRequestKey": "a b"},
        400,
        "resumeRequestKey",
        "invalid resumeRequestKey",
    ),
}


@pytest.mark.parametrize("case", BATCHES.values(), ids=BATCHES)
def test_refuses_a_batch(bot: Bot, case: tuple[Json, int, str, str]) -> None:
    body, status, where, said = case
    menu_id = bot.post("richmenu", menu()).json["richMenuId"]
    body = json.loads(json.dumps(body).replace("MENU", menu_id))
    for path in ("richmenu/validate/batch", "richmenu/batch"):
        answer = bot.post(path, body)
        assert answer.status == status
        assert {"property": where, "message": said.replace("MENU", menu_id)} in answer.json["details"]
    assert bot.get("richmenu/progress/batch").status == 400
    assert bot.get("richmenu/progress/batch?requestId=x").status == 404
