"""Statuses, tokens, keys, quota: what LINE answers to a call."""

from bot.simulator import Clock, Group, Line, Person
from tests.simulator.calls import START, Bot, say

KEY = "123e4567-e89b-12d3-a456-426614174000"
NOBODY = "U" + "0" * 32


def test_a_reply_token_works_once(bot: Bot, line: Line, somchai: Person) -> None:
    token = line.text(somchai, "hi").reply_token
    answer = bot.reply(token, "one", "two")
    assert (answer.status, len(answer.json["sentMessages"])) == (200, 2)
    assert answer.json["sentMessages"][0]["id"] == line.sent(somchai)[0].id
    again = bot.reply(token, "three")
    assert (again.status, again.body) == (400, {"message": "Invalid reply token"})


def test_a_reply_token_lives_a_minute(bot: Bot, line: Line, somchai: Person, clock: Clock) -> None:
    for seconds, status in ((60, 200), (61, 400)):
        token = line.text(somchai, "hi").reply_token
        clock.advance(seconds)
        assert bot.reply(token).status == status


def test_a_redelivery_renews_an_unused_token_for_twenty_minutes(
    bot: Bot, line: Line, somchai: Person, clock: Clock
) -> None:
    webhook = line.text(somchai, "hi")
    clock.advance(19 * 60)
    again = line.redelivery(webhook)
    assert again.events[0] == {**webhook.events[0], "deliveryContext": {"isRedelivery": True}}
    assert bot.reply(webhook.reply_token).status == 200
    late = line.text(somchai, "hi")
    clock.advance(21 * 60)
    line.redelivery(late)
    assert bot.reply(late.reply_token).status == 400


def test_a_refused_reply_leaves_the_token(bot: Bot, line: Line, somchai: Person) -> None:
    token = line.text(somchai, "hi").reply_token
    assert bot.reply(token, "").status == 400
    assert bot.reply(token, "right").status == 200


def test_a_retry_key_is_accepted_once_a_day(bot: Bot, line: Line, somchai: Person, clock: Clock) -> None:
    first = bot.push(somchai.user_id, "x", x_line_retry_key=KEY)
    again = bot.push(somchai.user_id, "x", x_line_retry_key=KEY.upper())
    assert again.status == 409
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert again.json["sentMessages"] == first.json["sentMessages"]
    assert again.json["message"] == "The retry key is already accepted"
    assert len(line.sent(somchai)) == 1
    clock.advance(24 * 3600 + 1)
    assert bot.push(somchai.user_id, "x", x_line_retry_key=KEY).status == 200


def test_a_refused_call_does_not_use_the_retry_key(bot: Bot, somchai: Person) -> None:
    assert bot.push(somchai.user_id, "", x_line_retry_key=KEY).status == 400
    assert bot.push(somchai.user_id, "x", x_line_retry_key=KEY).status == 200


def test_quota_counts_receivers_not_messages(bot: Bot, line: Line, clock: Clock, team: Group) -> None:
    somchai, wilai = (line.world.people[member] for member in team.members)
    line.set_quota(5)
    assert bot.get("message/quota").body == {"type": "limited", "value": 5}
    bot.push(team.group_id, "1", "2", "3")
    assert bot.get("message/quota/consumption").body == {"totalUsage": 2}
    bot.post("message/multicast", {"to": [somchai.user_id, wilai.user_id], "messages": say()})
    bot.reply(line.text(somchai, "hi").reply_token)
    assert bot.get("message/quota/consumption").body == {"totalUsage": 4}
    refused = bot.push(team.group_id)
    assert (refused.status, refused.json["message"]) == (429, "You have reached your monthly limit.")
    assert bot.push(somchai.user_id).status == 200
    clock.advance(31 * 24 * 3600)
    assert bot.push(team.group_id).status == 200


def test_a_push_past_a_block_is_accepted_and_not_counted(bot: Bot, line: Line, somchai: Person) -> None:
    line.unfollow(somchai)
    assert bot.push(somchai.user_id).status == 200
    assert [message.delivered for message in line.sent(somchai)] == [False]
    assert bot.get("message/quota/consumption").body == {"totalUsage": 0}
    assert bot.get(f"profile/{somchai.user_id}").status == 404
    assert bot.get("followers/ids").body == {"userIds": []}
    assert line.follow(somchai).events[0]["follow"] == {"isUnblocked": True}
    assert bot.get(f"profile/{somchai.user_id}").json["displayName"] == "Somchai"


def test_a_stranger_can_be_written_to_for_seven_days(bot: Bot, line: Line, clock: Clock) -> None:
    stranger = line.person("Manee", friend=False)
    bot.push(stranger.user_id)
    line.text(stranger, "hi")
    bot.push(stranger.user_id)
    clock.advance(8 * 24 * 3600)
    bot.push(stranger.user_id)
    assert [message.delivered for message in line.sent(stranger)] == [False, True, False]


def test_broadcast_reaches_friends_and_has_sixty_an_hour(
    bot: Bot, line: Line, clock: Clock, somchai: Person, wilai: Person
) -> None:
    line.unfollow(wilai)
    assert {bot.post("message/broadcast", {"messages": say()}).status for _ in range(60)} == {200}
    assert (len(line.sent(somchai)), len(line.sent(wilai))) == (60, 0)
    assert bot.post("message/broadcast", {"messages": say()}).status == 429
    clock.advance(60)
    assert bot.post("message/broadcast", {"messages": say()}).status == 200


def test_groups(bot: Bot, line: Line, somchai: Person, team: Group) -> None:
    group = f"group/{team.group_id}"
    assert bot.get(f"{group}/summary").body == {"groupId": team.group_id, "groupName": "Team"}
    assert bot.get(f"{group}/members/count").body == {"count": 2}
    assert bot.get(f"{group}/member/{somchai.user_id}").json["displayName"] == "Somchai"
    assert bot.get(f"{group}/member/{NOBODY}").status == 404
    assert bot.get(f"{group}/members/ids").body == {"memberIds": team.members}
    assert bot.get(f"room/R{'0' * 32}/members/count").status == 404
    for path, name in (
        (f"room/{team.group_id}/members/count", "roomId"),
        ("group/x/summary", "groupId"),
        (f"{group}/member/x", "userId"),
        ("profile/x", "userId"),
    ):
        answer = bot.get(path)
        assert (answer.status, answer.json["message"]) == (
            400,
            f"The value for the '{name}' parameter is invalid",
        )
    line.leave(team)
    assert bot.get(f"{group}/summary").status == 404
    assert bot.push(team.group_id).status == 400


def test_content_is_there_until_it_is_unsent(bot: Bot, line: Line, somchai: Person) -> None:
    sent = line.image(somchai, b"\xff\xd8jpeg")
    content = bot.get(f"message/{sent.message_id}/content")
    assert (content.status, content.body, content.media_type) == (200, b"\xff\xd8jpeg", "image/jpeg")
    assert bot.get(f"message/{sent.message_id}/content/preview").status == 200
    document = line.file(somchai, "a.pdf", b"%PDF", media_type="application/pdf")
    assert refusal(bot, document.message_id, "/preview") == (400, "The content can not be previewed")
    said = "Transcoding status doesn't support this type of content"
    assert refusal(bot, document.message_id, "/transcoding") == (400, said)
    line.unsend(sent)
    for part in ("", "/preview", "/transcoding"):
        assert refusal(bot, sent.message_id, part) == (410, "The content is gone")
        assert refusal(bot, "1", part) == (404, "not found")


def refusal(bot: Bot, message_id: str, part: str) -> tuple[int, str]:
    answer = bot.get(f"message/{message_id}/content{part}")
    return answer.status, answer.json["message"]


def test_a_large_video_is_prepared_first(bot: Bot, line: Line, clock: Clock, somchai: Person) -> None:
    line.world.transcoding_ms = 5000
    video = f"message/{line.video(somchai, b'mp4').message_id}/content"
    assert bot.get(video).status == 202
    assert bot.get(f"{video}/transcoding").body == {"status": "processing"}
    clock.advance(5)
    assert bot.get(f"{video}/transcoding").body == {"status": "succeeded"}
    assert (bot.get(video).status, bot.get(video).body) == (200, b"mp4")


def test_an_account_that_is_not_verified_may_not_list_people(bot: Bot, line: Line, team: Group) -> None:
    line.world.verified = False
    for path in ("followers/ids", f"group/{team.group_id}/members/ids"):
        answer = bot.get(path)
        assert (answer.status, answer.json["message"]) == (
            403,
            "Access to this API is not available for your account",
        )


def test_lists_come_in_pages(bot: Bot, line: Line) -> None:
    people = [line.person(f"Person {number}") for number in range(301)]
    group = line.group("All", people)
    first = bot.get("followers/ids").json
    assert len(first["userIds"]) == 300
    rest = bot.get(f"followers/ids?start={first['next']}").json
    assert rest == {"userIds": [people[300].user_id]}
    assert len(bot.get("followers/ids?limit=1000").json["userIds"]) == 301
    assert len(bot.get(f"group/{group.group_id}/members/ids").json["memberIds"]) == 100
    assert bot.get("followers/ids?limit=1001").status == 400
    assert bot.get("followers/ids?start=x").json["message"] == "Invalid start param"


def test_what_goes_to_many_goes_to_friends_only(bot: Bot, line: Line, somchai: Person) -> None:
    stranger = line.person("Manee", friend=False)
    line.text(stranger, "hi")
    to = [somchai.user_id, stranger.user_id, NOBODY]
    assert bot.post("message/multicast", {"to": to, "messages": say()}).status == 200
    assert (len(line.sent(somchai)), line.sent(stranger)) == (1, [])
    assert bot.get("message/quota/consumption").body == {"totalUsage": 1}


def test_the_profile_of_a_stranger_who_wrote_can_be_read(
    bot: Bot, line: Line, clock: Clock, team: Group
) -> None:
    stranger = line.person("Manee", friend=False)
    line.member_joined(team, [stranger])
    line.text(stranger, "hi", team)
    profile = f"profile/{stranger.user_id}"
    assert bot.get(profile).status == 404
    assert bot.get(f"group/{team.group_id}/member/{stranger.user_id}").status == 200
    line.text(stranger, "hi")
    clock.advance(30 * 24 * 3600)
    assert bot.get(profile).json["displayName"] == "Manee"
    line.unfollow(stranger)
    assert bot.get(profile).status == 404


def test_loading_and_reading(bot: Bot, line: Line, somchai: Person) -> None:
    sent = line.text(somchai, "hi")
    assert bot.post("chat/loading/start", {"chatId": somchai.user_id}).status == 202
    token = sent.events[0]["message"]["markAsReadToken"]
    assert bot.post("chat/markAsRead", {"markAsReadToken": token}).status == 200
    assert [message.read for message in line.world.chats[somchai.user_id]] == [True]


def test_loading_is_shown_to_friends_only_and_says_what_is_wrong(
    bot: Bot, line: Line, somchai: Person
) -> None:
    line.unfollow(somchai)
    for user in (somchai.user_id, NOBODY):
        assert bot.post("chat/loading/start", {"chatId": user}).status == 202
    assert [item for item in line.feed if item["kind"] == "loading"] == []
    wrong = bot.post("chat/loading/start", {"chatId": NOBODY, "loadingSeconds": 63})
    assert [item["message"] for item in wrong.json["details"]] == [
        "Must be between 5 and 60",
        "must be a multiple of five",
    ]


def test_an_edited_text_has_a_quote_token_of_its_own(
    bot: Bot, line: Line, somchai: Person, wilai: Person, team: Group
) -> None:
    edited = line.edit(line.text(somchai, "hi", team), "hi @Wilai").events[0]["message"]
    assert edited["mention"]["mentionees"][0]["userId"] == wilai.user_id
    quoting = [{**say()[0], "quoteToken": edited["quoteToken"]}]
    assert bot.post("message/push", {"to": team.group_id, "messages": quoting}).status == 200


def test_quotes_and_mentions_stay_in_their_chat(
    bot: Bot, line: Line, somchai: Person, wilai: Person, team: Group
) -> None:
    token = line.text(somchai, "hi").events[0]["message"]["quoteToken"]
    quoting = [{**say()[0], "quoteToken": token}]
    assert bot.post("message/push", {"to": somchai.user_id, "messages": quoting}).status == 200
    assert bot.post("message/push", {"to": wilai.user_id, "messages": quoting}).status == 400
    who = {"type": "mention", "mentionee": {"type": "user", "userId": wilai.user_id}}
    mention = [{"type": "textV2", "text": "{who}", "substitution": {"who": who}}]
    assert bot.post("message/push", {"to": team.group_id, "messages": mention}).status == 200
    assert bot.post("message/push", {"to": wilai.user_id, "messages": mention}).status == 400


def test_the_webhook_address_and_delivery_counts(bot: Bot, clock: Clock, somchai: Person) -> None:
    assert bot.get("channel/webhook/endpoint").status == 404
    put = "/v2/bot/channel/webhook/endpoint"
    assert bot.call("PUT", put, {"endpoint": "ftp://x"}).status == 400
    assert bot.call("PUT", put, {"endpoint": "https://bot.example/webhook"}).status == 200
    assert bot.get("channel/webhook/endpoint").json["endpoint"] == "https://bot.example/webhook"
    bot.push(somchai.user_id)
    assert bot.get("message/delivery/push?date=20240401").body == {"status": "unready"}
    clock.advance(24 * 3600)
    assert bot.get("message/delivery/push?date=20240401").body == {"status": "ready", "success": 1}
    assert bot.get("message/delivery/push?date=1").status == 400


def test_faults_come_before_or_after_acceptance(bot: Bot, line: Line, somchai: Person) -> None:
    line.fail(500, "/push")
    line.fail(500, "/push", accept=True)
    line.fail(429, "/push")
    assert [bot.push(somchai.user_id).status for _ in range(4)] == [500, 500, 429, 200]
    assert len(line.sent(somchai)) == 2
    assert line.refused() == []


def test_ids_have_lines_formats_and_follow_the_seed(line: Line) -> None:
    other = type(line)(clock=Clock(START, running=False), seed="tests")
    webhooks = [one.text(one.person("A"), "hi") for one in (line, other)]
    assert webhooks[0] == webhooks[1]
    assert Bot(line).get("info").json["userId"] == line.bot_id
