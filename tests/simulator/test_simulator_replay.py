"""Conversations written down and acted out again."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.simulator import Clock, Line, serve
from bot.simulator import replay as command
from bot.simulator.model import Json
from bot.simulator.recording import record
from bot.simulator.replay import replay
from bot.simulator.run import cast
from bot.simulator.script import ScriptError, parse
from tests.simulator.calls import START
from tests.simulator.fakebot import fake_bot

CONVERSATION = """\
# The score, then its details.
staff: score
  bot card: Score 87.45
    [details] [due]
staff taps: details
  bot: you tapped d
staff taps: due = 2024-04-30
  bot: you tapped due 2024-04-30

clock: +3d
staff in team: @ITA hello
  | and more
  bot: @ITA hello
    | and more
head sends: sticker
  bot: sticker
staff sends: place 13.75, 100.5 Office
  bot: location
staff unsends:
staff in team edits: hello again
  bot: hello again
admin does: unfollow
admin does: follow
  bot: welcome
admin in team does: memberLeft head
staff in team does: leave
clock: 2024-06-01 09:00
"""


def answer(event: Json) -> list[Json]:
    if event["type"] == "postback":
        params = event["postback"].get("params", {})
        return say(" ".join(["you tapped", event["postback"]["data"], *params.values()]))
    if event["type"] == "follow":
        return say("welcome")
    content = event.get("message", {})
    if content.get("text") == "score":
        chips = [
            {"type": "postback", "label": "details", "data": "d"},
            {"type": "datetimepicker", "label": "due", "data": "due", "mode": "date"},
        ]
        items = [{"type": "action", "action": chip} for chip in chips]
        box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "87.45"}]}
        card = {"type": "flex", "altText": "Score 87.45", "contents": {"type": "bubble", "body": box}}
        return [{**card, "quickReply": {"items": items}}]
    return say(content.get("text") or content.get("type") or event["type"])


def say(text: str) -> list[Json]:
    return [{"type": "text", "text": text}]


@pytest.fixture
def stage(line: Line) -> Iterator[Line]:
    cast(line)
    with serve(line) as url, fake_bot(line, url, answer):
        yield line


def test_what_is_replayed_is_recorded_the_same(stage: Line) -> None:
    assert replay(stage, CONVERSATION, settle=0.01) == ""
    written = [row for row in CONVERSATION.splitlines() if row and not row.startswith("#")]
    assert record(stage).splitlines() == written
    assert stage.clock.now() == 1_717_207_200_000


def test_a_difference_is_a_diff(stage: Line) -> None:
    diff = replay(
        stage, "staff: score\n  bot card: Score 90\n    [details]\nhead: hi\n  bot: …\n", settle=0.01
    )
    assert [row for row in diff.splitlines() if row[0] in "+-"] == [
        "--- script",
        "+++ what was said",
        "-  bot card: Score 90",
        "-    [details]",
        "+  bot card: Score 87.45",
        "+    [details] [due]",
    ]


def test_too_much_and_too_little_are_seen(stage: Line) -> None:
    assert "+  bot: hi" in replay(stage, "staff: hi\n", settle=1)
    assert "-  bot: more" in replay(stage, "staff: hi\n  bot: hi\n  bot: more\n", timeout=0.3)
    stage.bot_url = "http://127.0.0.1:1/webhook"
    assert "+  webhook could_not_connect" in replay(stage, "staff: hi\n", settle=0.01)


def test_ellipsis_stands_for_any_text(stage: Line) -> None:
    assert replay(stage, "staff: it is 12:30 now\n  bot: it is … now\n", settle=0.01) == ""
    assert replay(stage, "staff: it is 12:30 now\n  bot: it was …\n", settle=0.01)


def test_a_push_into_another_chat_is_named(line: Line) -> None:
    cast(line)
    head = next(user for user, person in line.world.people.items() if person.key == "person/head")
    mark = line.sequence
    line.turn_clock({"advance": 24 * 3600})
    line.world.bot_sends(head, say("due"), "push", line.clock.now(), "")
    assert record(line, mark) == "clock: +1d\n  bot to head: due\n"
    line.unfollow(head)
    line.world.bot_sends(head, say("due"), "push", line.clock.now(), "")
    assert "bot to head (not received): due" in record(line, mark)


WRONG = {
    "no act": ("staff says hello", "line 1: no act"),
    "answer first": ("# x\n  bot: hi", "line 2: an answer before any act"),
    "nobody": ("boss: hi", "line 1: nobody here is called boss: staff, head"),
    "nothing to tap": ("staff taps: details", "line 1: there is nothing called details to tap"),
    "no file": ("staff sends: photo none.png", "line 1: no file none.png"),
    "no such deed": ("staff does: dance", "line 1: nobody can do dance"),
    "cannot be sent": ("staff sends: love", "line 1: nobody can send love"),
    "not JSON": ("staff taps: {x", "line 1: Expecting"),
    "nothing to unsend": ("staff unsends:", "line 1: there is no such message"),
    "no time": ("clock: tomorrow", "line 1: no time: tomorrow"),
    "blocked": ("staff does: unfollow\nstaff: hi", "line 2: .* has blocked the bot"),
}


@pytest.mark.parametrize(("text", "why"), WRONG.values(), ids=WRONG)
def test_names_the_line_that_nobody_can_act(line: Line, text: str, why: str) -> None:
    cast(line)
    with pytest.raises(ScriptError, match=why):
        replay(line, text, timeout=0.01, settle=0.01)


def test_a_script_keeps_comments_and_blank_lines() -> None:
    steps, after = parse("# a\n\nstaff: x\n  bot: y\n\n  bot: z\n# end\n")
    assert (steps[0].before, steps[0].answers, steps[0].messages) == (
        ["# a", ""],
        ["  bot: y", "", "  bot: z"],
        2,
    )
    assert after == ["# end"]


def test_taps_are_found_by_name_by_place_and_by_what_they_are(stage: Line) -> None:
    twice = [{"type": "postback", "label": "more", "data": data} for data in ("first", "second")]
    bare = {"type": "postback", "data": "bare"}
    box = {"type": "box", "layout": "vertical", "contents": [], "action": bare}
    buttons = [{"type": "button", "action": action} for action in twice]
    body = {**box, "contents": buttons}
    card = {"type": "flex", "altText": "-", "contents": {"type": "bubble", "body": body}}
    menu = {"areas": [{"action": {"type": "message", "label": "menu", "text": "from the menu"}}]}
    stage.world.rich_menus.add("richmenu-1", menu)
    staff, mark = next(iter(stage.world.people)), stage.sequence
    stage.world.bot_sends(staff, [card], "push", stage.clock.now(), "")
    script = (
        "staff taps: more\n  bot: you tapped first\nstaff taps: more #2\n  bot: you tapped second\n"
        'staff taps: {"type": "postback", "data": "bare"}\n  bot: you tapped bare\n'
        "staff taps: menu\n  bot: from the menu\n"
    )
    assert replay(stage, script, settle=0.01) == ""
    assert record(stage, mark) == f"#  bot card to staff: -\n{script}"


def test_files_lie_beside_the_script(stage: Line, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8jpeg")
    (tmp_path / "a.csv").write_text("a,b")
    script = tmp_path / "files.txt"
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8other")
    (tmp_path / "a.mp4").write_bytes(b"video")
    (tmp_path / "a.mp3").write_bytes(b"audio")
    sent = {
        "photo a.jpg": "image",
        "file a.csv": "file",
        "video a.mp4": "video",
        "audio a.mp3": "audio",
        "sticker 446/1989": "sticker",
    }
    told = "".join(f"staff sends: {what}\n  bot: {kind}\n" for what, kind in sent.items())
    script.write_text(f"{told}staff sends: photos b.jpg, a.jpg\n  bot: image\n  bot: image\n")
    assert replay(stage, script, settle=0.01) == ""
    assert record(stage) == script.read_text()
    events = [delivery.events[0]["message"] for delivery in stage.deliveries]
    assert [event["type"] for event in events] == [*sent.values(), "image", "image"]
    assert events[4]["stickerId"] == "1989"
    sets = [event["imageSet"] for event in events[5:]]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert sets[0]["id"] == sets[1]["id"]


def test_the_control_api_records(stage: Line) -> None:
    with serve(stage) as url, httpx.Client(base_url=url, trust_env=False, timeout=5) as client:
        who = next(iter(stage.world.people))
        client.post("/_/act", json={"do": "text", "who": who, "text": "before"})
        stage.wait_sent(who, 1)
        client.post("/_/record", json={})
        client.post("/_/act", json={"do": "text", "who": who, "text": "hello"})
        stage.wait_sent(who, 2)
        client.post("/_/clock", json={"advance": 7200})
        begin = "clock: 2024-04-01 07:00\nclock: stop\n"
        assert client.get("/_/record").text == f"{begin}staff: hello\n  bot: hello\nclock: +2h\n"


def test_the_command_compares_and_updates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = tmp_path / "hello.txt"
    script.write_text("# hello\nstaff: hello\n")
    other = Line(clock=Clock(START))
    with fake_bot(other, f"http://127.0.0.1:{port}", answer):
        given = [str(script), "--bot", other.bot_url, "--port", str(port), "--token", other.token]
        given += ["--secret", other.secret, "--settle", "0.5"]
        assert command.main([*given, "--update"]) == 0
        assert script.read_text() == "# hello\nstaff: hello\n  bot: hello\n"
        assert (command.main(given), capsys.readouterr().out) == (0, "")
        script.write_text("staff: hello\n  bot: bye\n")
        assert command.main(given) == 1
        assert "-  bot: bye\n+  bot: hello" in capsys.readouterr().out
        script.write_text("nobody: hello\n")
        assert command.main(given) == 2
        assert "line 1: nobody here is called nobody" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("script", "port", "said"),
    [
        (b"", "99999", "cannot listen on 127.0.0.1:99999: ports go from 0 to 65535"),
        (b"staff: \xff", "0", "hello.txt: 'utf-8' codec"),
        (None, "0", "No such file or directory: "),
    ],
)
def test_what_cannot_be_replayed_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: bytes | None, port: str, said: str
) -> None:
    file = tmp_path / "hello.txt"
    if script is not None:
        file.write_bytes(script)
    assert command.main([str(file), "--bot", "http://127.0.0.1:9", "--port", port]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
