"""The double as a server: the official SDK on one side, webhooks on the other, the control API beside."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from linebot.v3 import messaging
from linebot.v3.messaging import ApiException

from bot.simulator import Clock, Group, Line, Person, serve
from bot.simulator.run import cast, run, webhook_url
from tests.simulator.calls import START, Bot
from tests.simulator.fakebot import fake_bot
from tests.simulator.pictures import png

Use = Callable[[messaging.AsyncMessagingApi, messaging.AsyncMessagingApiBlob], Awaitable[Any]]

KEY = "123e4567-e89b-12d3-a456-426614174000"
CARD = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "87.45"}]},
}


@pytest.fixture
def url(line: Line) -> Iterator[str]:
    with serve(line) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, timeout=5) as made:
        yield made


def with_sdk(line: Line, url: str, use: Use) -> Any:
    async def main() -> Any:
        configuration = messaging.Configuration(host=url, access_token=line.token)
        async with messaging.AsyncApiClient(configuration) as client:
            return await use(messaging.AsyncMessagingApi(client), messaging.AsyncMessagingApiBlob(client))

    return asyncio.run(main())


def text(words: str) -> messaging.TextMessage:
    return messaging.TextMessage(text=words, quickReply=None, quoteToken=None)


def push(to: str, *messages: messaging.Message) -> messaging.PushMessageRequest:
    return messaging.PushMessageRequest(to=to, messages=list(messages))


def test_the_official_client_makes_the_round(line: Line, url: str, somchai: Person, team: Group) -> None:
    photo = line.image(somchai, b"\xff\xd8jpeg")
    token = line.text(somchai, "hi").reply_token
    card = messaging.FlexMessage(altText="score", contents=messaging.FlexContainer.from_dict(CARD))

    async def use(api: messaging.AsyncMessagingApi, blob: messaging.AsyncMessagingApiBlob) -> Any:
        replied = await api.reply_message(messaging.ReplyMessageRequest(replyToken=token, messages=[card]))
        first = await api.push_message_with_http_info(push(team.group_id, text("x")), x_line_retry_key=KEY)
        with pytest.raises(ApiException) as again:
            await api.push_message(push(team.group_id, text("x")), x_line_retry_key=KEY)
        assert again.value.status == 409
        accepted = again.value.headers["X-Line-Accepted-Request-Id"]
        assert accepted == first.headers["x-line-request-id"]
        with pytest.raises(ApiException) as refused:
            await api.push_message(push(team.group_id, text("x" * 5001)))
        assert json.loads(refused.value.body)["details"][0]["property"] == "messages[0].text"
        await api.show_loading_animation(
            messaging.ShowLoadingAnimationRequest(chatId=somchai.user_id, loadingSeconds=5)
        )
        await api.multicast(messaging.MulticastRequest(to=[somchai.user_id], messages=[text("x")]))
        await api.broadcast(messaging.BroadcastRequest(messages=[text("x")]))
        await api.validate_push(messaging.ValidateMessageRequest(messages=[text("x")]))
        assert (await api.get_profile(somchai.user_id)).display_name == "Somchai"
        assert (await api.get_group_member_count(team.group_id)).count == 2
        assert (await api.get_bot_info()).user_id == line.bot_id
        assert (await api.get_message_quota()).type == "none"
        assert (await api.get_message_quota_consumption()).total_usage == 2 + 1 + 2
        assert (await api.get_followers()).user_ids == team.members
        assert bytes(await blob.get_message_content(photo.message_id)) == b"\xff\xd8jpeg"
        return replied

    replied = with_sdk(line, url, use)
    assert [message.id for message in line.sent(somchai)][:1] == [replied.sent_messages[0].id]
    assert line.sent(somchai)[0].content["contents"] == CARD
    assert [call.status for call in line.refused()] == [409, 400]


def test_a_call_that_hangs_may_have_been_accepted(line: Line, url: str, somchai: Person) -> None:
    line.hang("/push")
    line.hang("/push", accept=True)

    async def use(api: messaging.AsyncMessagingApi, _blob: messaging.AsyncMessagingApiBlob) -> None:
        for _ in range(2):
            with pytest.raises(asyncio.TimeoutError):
                await api.push_message(push(somchai.user_id, text("x")), _request_timeout=0.1)

    with_sdk(line, url, use)
    assert len(line.sent(somchai)) == 1
    assert [call.status for call in line.calls] == [0, 0]


def test_a_conversation(line: Line, url: str, somchai: Person, team: Group) -> None:
    with fake_bot(line, url, lambda event: [{"type": "text", "text": f"got {event['type']}"}]) as events:
        assert [message.text for message in line.ask(somchai, "hi")] == ["got message"]
        assert line.deliver(line.postback(somchai, "d", team)).ok
        assert [message.text for message in line.wait_sent(team)] == ["got postback"]
        assert line.deliver(line.unfollow(somchai), times=2).ok
        assert events[-1] == events[-2]
        assert line.check()["success"]
    assert [call.path for call in line.wait_calls(2, "/reply")] == ["/v2/bot/message/reply"] * 2


def test_waiting_says_what_was_missing(line: Line, bot: Bot, somchai: Person) -> None:
    bot.push(somchai.user_id, "")
    with pytest.raises(TimeoutError, match=r"1 messages to .*messages\[0\].text: May not be empty"):
        line.wait_sent(somchai, timeout=0.01)


def test_a_webhook_can_be_lost_or_meet_nobody(line: Line, somchai: Person) -> None:
    line.lose_webhooks = 1
    assert line.say(somchai, "hi").reason == "lost"
    assert line.say(somchai, "hi").reason == "could_not_connect"
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        line.bot_url = f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"
        assert line.say(somchai, "hi").reason == "could_not_connect"


def test_a_bot_that_is_slow_is_a_timeout_in_lines_words(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.webhooks.WEBHOOK_SECONDS", 0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        line.bot_url = f"http://127.0.0.1:{silent.getsockname()[1]}/webhook"
        told = line.check()
    line.close()
    assert (told["success"], told["statusCode"], told["reason"], told["detail"]) == (
        False,
        0,
        "REQUEST_TIMEOUT",
        "Request timeout",
    )


def test_a_bot_that_leaves_a_group_is_told_so(line: Line, url: str, bot: Bot, team: Group) -> None:
    with fake_bot(line, url, lambda _: []) as events:
        assert bot.post(f"group/{team.group_id}/leave").status == 200
        with line.changed:
            assert line.changed.wait_for(lambda: line.deliveries, 5)
        assert [(event["type"], event["source"]["groupId"]) for event in events] == [("leave", team.group_id)]


def test_a_wrong_secret_is_refused_by_the_bot(
    line: Line, url: str, client: httpx.Client, somchai: Person
) -> None:
    with fake_bot(line, url, lambda _: [], secret="other") as events:  # noqa: S106 (made up)
        delivery = line.say(somchai, "hi")
        assert (delivery.reason, delivery.status, events) == ("error_status_code", 401, [])
        headers = {"authorization": f"Bearer {line.token}"}
        tried = client.post("/v2/bot/channel/webhook/test", json={}, headers=headers).json()
        assert (tried["success"], tried["statusCode"], tried["reason"]) == (False, 401, "ERROR_STATUS_CODE")


def test_the_control_api(line: Line, url: str, client: httpx.Client, somchai: Person, team: Group) -> None:
    with fake_bot(line, url, lambda _: [{"type": "text", "text": "ok"}]) as events:
        done = client.post(
            "/_/act", json={"do": "text", "who": somchai.user_id, "to": team.group_id, "text": "@ITA"}
        )
        assert done.json()["delivery"]["status"] == 200
        named = {"who": somchai.user_id, "name": "a.png"}
        client.post("/_/upload", params=named, content=b"png", headers={"content-type": "image/png"})
        assert [event["message"]["type"] for event in events] == ["text", "image"]
        picture = client.get(f"/_/content/{events[1]['message']['id']}")
        assert (picture.content, picture.headers["content-security-policy"]) == (b"png", "sandbox")
    assert client.post("/_/act", json={"do": "dance", "who": somchai.user_id}).status_code == 422
    assert client.post("/_/act", json={"do": "text"}).status_code == 422
    assert (
        client.post("/_/faults", json={"status": 500, "path": "/push"}).json()["faults"][0]["status"] == 500
    )
    assert client.delete("/_/faults").json() == {"faults": []}
    assert client.post("/_/settings", json={"quota": 3, "used": 2}).json()["used"] == 2
    before = client.get("/_/clock").json()["now"]
    assert client.post("/_/clock", json={"advance": 60}).json()["now"] == before + 60_000
    state = client.get("/_/state").json()
    assert [person["name"] for person in state["people"]] == ["Somchai", "Wilai"]
    assert client.get("/_/nothing").status_code == 404
    assert client.get("/page/..%2Frun.py").status_code != 200


def test_events_stream_from_where_the_state_ended(client: httpx.Client, bot: Bot, somchai: Person) -> None:
    seen = client.get("/_/state").json()["seq"]
    bot.push(somchai.user_id, "first")
    with client.stream("GET", "/_/events", params={"after": seen}) as stream:
        lines = (json.loads(row[6:]) for row in stream.iter_lines() if row.startswith("data: "))
        assert next(lines)["data"]["content"]["text"] == "first"
        assert next(lines)["kind"] == "call"
        bot.push(somchai.user_id, "second")
        assert next(lines)["data"]["content"]["text"] == "second"


def test_an_unknown_path_is_501_and_logged(
    client: httpx.Client, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"authorization": f"Bearer {line.token}"}
    assert client.get("/v2/bot/coupon", headers=headers).status_code == 501
    assert "GET /v2/bot/coupon" in caplog.text


def test_a_port_in_use_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(port, "http://127.0.0.1:8000", "secret", "token") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"simulator: cannot listen on 127.0.0.1:{port}: ")
    assert said.count("\n") == 1


def test_the_cast_has_the_same_ids_every_time() -> None:
    lines = [Line(), Line()]
    for made in lines:
        cast(made)
    assert list(lines[0].world.people) == list(lines[1].world.people)
    assert list(lines[0].world.groups) == list(lines[1].world.groups)
    assert webhook_url("http://127.0.0.1:8000") == "http://127.0.0.1:8000/webhook"
    assert webhook_url("http://127.0.0.1:8000/hook") == "http://127.0.0.1:8000/hook"


def test_the_official_client_makes_a_rich_menu(line: Line, url: str, somchai: Person) -> None:
    area = {
        "bounds": {"x": 0, "y": 0, "width": 1200, "height": 400},
        "action": {"type": "message", "label": "score", "text": "score"},
    }
    menu = {
        "size": {"width": 1200, "height": 400},
        "selected": True,
        "name": "main",
        "chatBarText": "Menu",
        "areas": [area],
    }

    async def use(api: messaging.AsyncMessagingApi, blob: messaging.AsyncMessagingApiBlob) -> str:
        request = messaging.RichMenuRequest.from_dict(menu)
        await api.validate_rich_menu_object(request)
        menu_id: str = (await api.create_rich_menu(request)).rich_menu_id
        picture = {"Content-Type": "image/png"}
        await blob.set_rich_menu_image(menu_id, body=bytearray(png()), _headers=picture)
        assert bytes(await blob.get_rich_menu_image(menu_id)) == png()
        await api.set_default_rich_menu(menu_id)
        await api.link_rich_menu_id_to_user(somchai.user_id, menu_id)
        alias = messaging.CreateRichMenuAliasRequest(richMenuAliasId="a", richMenuId=menu_id)
        await api.create_rich_menu_alias(alias)
        assert (await api.get_rich_menu_list()).richmenus[0].chat_bar_text == "Menu"
        assert (await api.get_rich_menu_id_of_user(somchai.user_id)).rich_menu_id == menu_id
        assert (await api.get_rich_menu_alias("a")).rich_menu_id == menu_id
        assert (await api.issue_link_token(somchai.user_id)).link_token in line.world.link_tokens
        return menu_id

    assert with_sdk(line, url, use) == line.world.rich_menus.default
    assert line.refused() == []


def test_the_clock_is_told_and_turned(line: Line, client: httpx.Client) -> None:
    assert client.get("/_/clock").json() == {
        "now": START,
        "at": "2024-04-01T07:00:00.000+07:00",
        "running": False,
        "real": False,
    }
    client.post("/_/clock", json={"now": START + 1000})
    client.post("/_/clock", json={"advance": 24 * 3600})
    assert line.clock.now() == START + 1000 + 24 * 3600 * 1000
    assert client.post("/_/clock", json={"running": True}).json()["running"]
    assert not client.get("/_/clock").json()["real"]
    assert client.post("/_/clock", json={"now": "soon"}).status_code == 422
    assert [item["data"] for item in line.feed if item["kind"] == "clock"][-1] == {"running": True}
    assert Clock().real


def test_a_webhook_comes_again_or_late(
    line: Line, url: str, client: httpx.Client, somchai: Person, wilai: Person
) -> None:
    with fake_bot(line, url, lambda _: []) as events:
        line.say(somchai, "one")
        first = events[0]["webhookEventId"]
        assert client.post("/_/redeliver", json={"event": first}).json()["delivery"]["status"] == 200
        client.post("/_/redeliver", json={"event": first, "redelivery": True})
        assert events[1] == events[0]
        assert events[2] == {**events[0], "deliveryContext": {"isRedelivery": True}}
        assert client.post("/_/redeliver", json={"event": "x"}).status_code == 404
        assert client.post("/_/settings", json={"hold_webhooks": 1}).json()["hold_webhooks"] == 1
        assert line.say(somchai, "two").reason == "held"
        assert line.say(wilai, "three").ok
        assert [event["message"]["text"] for event in events[3:]] == ["three", "two"]


def test_people_and_groups_come_in(line: Line, client: httpx.Client, somchai: Person) -> None:
    stranger = client.post("/_/people", json={"name": "Manee", "friend": False}).json()
    members = [somchai.user_id, stranger["user_id"]]
    made = client.post("/_/groups", json={"name": "Two", "members": members}).json()
    assert line.world.groups[made["group_id"]].members == members
    assert not line.world.people[stranger["user_id"]].friend
    assert client.post("/_/groups", json={"name": "Two", "members": ["nobody"]}).status_code == 422
    assert client.post("/_/groups", json={"name": "Two"}).status_code == 422


def test_a_demo_says_where_its_clock_begins(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    assert run(0, "http://127.0.0.1:8000", "secret", "token", clock=Clock(START)) == 0
    assert "its clock begins at 2024-04-01 07:00 in Bangkok" in capsys.readouterr().out
