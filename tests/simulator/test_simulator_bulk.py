"""Notices to very many, and a double that runs for long: quick, and what was shown once stays as it was."""

from bot.simulator import Clock, Group, Line, Person
from bot.simulator.feed import FEED_LIMIT
from tests.simulator.calls import Bot, say

KEYS = "00000000-0000-0000-0000-{:012d}"


def test_a_notice_to_thousands_shares_its_content_and_fills_no_more_than_the_feed(
    bot: Bot, line: Line
) -> None:
    people = [line.person(f"Person {number}").user_id for number in range(3000)]
    for first in range(0, len(people), 500):
        body = {
            "to": people[first : first + 500],
            "messages": say("notice", "and a card", "!"),
        }
        assert bot.post("message/multicast", body).status == 200
    assert bot.get("message/quota/consumption").body == {"totalUsage": 3000}
    contents = {id(line.sent(user)[0].content) for user in people}
    assert len(contents) == 6
    assert len(line.feed) == FEED_LIMIT
    last = line.sent(people[-1])[0]
    assert line.world.find(last.id) is last
    assert not last.quote_token


def test_what_was_told_does_not_change_later(bot: Bot, line: Line, somchai: Person, team: Group) -> None:
    before = line.sequence
    words = line.text(somchai, "as it was", team)
    bot.push(somchai.user_id, "kept")
    line.edit(words, "edited")
    line.unsend(words)
    told = [item["data"] for item in line.since(before) if item["kind"] == "message"]
    assert [(item["content"]["text"], item["unsent"], item["edited"]) for item in told] == [
        ("as it was", False, False),
        ("kept", False, False),
    ]


def test_what_happened_since_is_found_by_its_number(line: Line, somchai: Person) -> None:
    middle = line.sequence
    for number in range(FEED_LIMIT + 10):
        line.tell("x", {"number": number})
    assert [item["data"]["number"] for item in line.since(line.sequence - 2)] == [
        FEED_LIMIT + 8,
        FEED_LIMIT + 9,
    ]
    assert line.since(line.sequence) == []
    assert len(line.since(middle)) == FEED_LIMIT
    assert somchai.user_id in line.world.people


def test_only_so_much_is_remembered(clock: Clock) -> None:
    line = Line(clock=clock, seed="tests", keep=20)
    bot, somchai = Bot(line), line.person("Somchai")
    photo = line.image(somchai, b"\xff\xd8")
    for number in range(50):
        line.say(somchai, str(number))
        bot.push(somchai.user_id, f"answer {number}")
    assert [len(line.calls), len(line.deliveries), len(line.world.chats[somchai.user_id])] <= [20, 20, 20]
    assert line.calls[-1].number == 50
    assert line.sent(somchai)[-1].text == "answer 49"
    assert line.world.find(photo.message_id) is None
    assert bot.get(f"message/{photo.message_id}/content").status == 404
    assert len(line.world.quote_tokens) <= 20


def test_what_has_run_out_is_forgotten(bot: Bot, line: Line, clock: Clock, somchai: Person) -> None:
    def once(number: int) -> None:
        line.text(somchai, "hi")
        bot.post(f"user/{somchai.user_id}/linkToken")
        bot.push(somchai.user_id, x_line_retry_key=KEYS.format(number))

    for number in range(300):
        once(number)
    clock.advance(25 * 3600)
    once(300)
    world = line.world
    assert [len(held) <= 101 for held in (world.reply_tokens, world.link_tokens, world.retry_keys)] == [
        True
    ] * 3
