"""Every kind of event, and events that nobody knows."""

from __future__ import annotations

import json

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.simulator import events, signature
from bot.store.engine import reading

BUTTON_LIMIT = 300


@pytest.fixture
def stage(shared_stage):
    """All of these only ask and look."""
    return shared_stage


def post(stage, body, sign=None):
    headers = {"x-line-signature": signature(stage.line.secret, body) if sign is None else sign}
    return httpx.post(f"{stage.url}/webhook", content=body, headers=headers, timeout=10).status_code


def failures(stage):
    value = stage.service.metrics.registry.get_sample_value
    return sum(value("ita_bot_events_failed_total", {"outcome": one}) or 0 for one in ("retried", "parked"))


def stored(stage):
    with reading(stage.service.engine) as session:
        return session.connection().execute(text("SELECT count(*) FROM inbox_event")).scalar_one()


# --- the door -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["", "AAAA", "ข้าม", "=" * 5000])
def test_a_bad_signature_gets_4xx_and_no_work(stage, sign) -> None:
    before = stored(stage)
    body = stage.line.text(stage.somchai, "คะแนนรวม").body
    headers = {"x-line-signature": sign.encode()}
    response = httpx.post(f"{stage.url}/webhook", content=body, headers=headers)
    assert 400 <= response.status_code < 500
    assert stored(stage) == before


def test_no_signature_gets_4xx(stage) -> None:
    assert httpx.post(f"{stage.url}/webhook", content=b'{"events":[]}').status_code == 401


def test_another_bodys_signature_is_refused(stage) -> None:
    body = stage.line.text(stage.somchai, "คะแนนรวม").body
    assert post(stage, body + b" ", signature(stage.line.secret, body)) == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"x"', b"{}", b'{"events":{}}', b"\xff\xfe", b"[" * 100_000, b'{"events":null}'],
    ids=repr,
)
def test_a_signed_body_that_is_no_webhook_gets_4xx(stage, body) -> None:
    assert post(stage, body) == 400


def test_lines_verify_call_gets_200(stage) -> None:
    assert stage.line.check()["success"] is True


def test_several_secrets_during_rotation(stage, monkeypatch) -> None:
    """The old secret goes on to work until it is taken out of the setting."""
    monkeypatch.setattr(stage.service.settings, "channel_secret", SecretStr("the-new-one"))
    body = stage.line.text(stage.somchai, "คะแนนรวม").body
    assert post(stage, body) == 200  # routes were made with the old secret alone
    both = stage.service.settings.model_copy(
        update={"channel_secret": SecretStr(f"new, {stage.line.secret}")}
    )
    assert both.secrets == (b"new", stage.line.secret.encode())


# --- odd events ---------------------------------------------------------------------------------------

ODD = [
    {},
    {"type": None},
    {"type": 7, "source": [], "message": "x"},
    {"type": "message"},
    {"type": "message", "message": {"type": "text"}},
    {"type": "message", "message": {"type": "hologram"}, "source": {"type": "planet", "planetId": "P1"}},
    {"type": "postback", "postback": {}},
    {"type": "things", "source": {"type": "user"}},
    {"type": "message", "timestamp": "late", "webhookEventId": 5},
    {"type": "message", "timestamp": 10**30, "webhookEventId": "x" * 5000},
    {"type": "m" * 500, "webhookEventId": "\x00\x01"},
    {
        "type": "message",
        "message": {"type": "text", "text": "\ud800\x00", "mention": {"mentionees": [3, {}]}},
    },
    {"type": "message", "mode": "asleep", "message": {"type": "text", "text": "คะแนนรวม"}},
]


def test_odd_events_never_harm_their_neighbours(stage) -> None:
    good = stage.line.text(stage.somchai, "คะแนนรวม").events[0]
    body = json.dumps({"destination": "U0", "events": [*ODD, good, "junk", None, 3]}).encode()
    assert post(stage, body) == 200
    (answer,) = stage.line.wait_sent(stage.somchai)
    assert "98.90" in answer.text


def test_escaped_bodies_are_verified_as_they_came(stage) -> None:
    event = stage.line.text(stage.somchai, "ข้อ e14 🍎").events
    stage.line.deliver(stage.line.webhook(event, escaped=True))
    assert "94.14" in stage.line.wait_sent(stage.somchai)[0].text


def test_standby_is_never_answered(stage) -> None:
    event = dict(stage.line.text(stage.somchai, "คะแนนรวม").events[0])
    stage.line.deliver(stage.line.webhook([{**event, "mode": "standby"}]))
    assert "94.14" in stage.ask("ข้อ e14").text
    assert len(stage.line.sent(stage.somchai)) == 1


def test_a_redelivery_does_nothing(stage) -> None:
    asked = stage.line.text(stage.somchai, "คะแนนรวม")
    stage.line.deliver(asked)
    stage.line.wait_sent(stage.somchai)
    stage.line.deliver(stage.line.redelivery(asked))
    stage.line.say(stage.somchai, "ข้อ e14")
    assert len(stage.line.wait_sent(stage.somchai, 2)) == 2


def test_one_chats_events_are_answered_by_timestamp(stage) -> None:
    first = stage.line.text(stage.somchai, "คะแนนรวม")
    stage.line.clock.advance(1)
    second = stage.line.text(stage.somchai, "ข้อ e14")
    stage.line.deliver(stage.line.bundle(second, first))
    answers = stage.line.wait_sent(stage.somchai, 2)
    assert "98.90" in answers[0].text
    assert "94.14" in answers[1].text


# --- what is not said in words ------------------------------------------------------------------------


def test_following_is_welcomed_and_blocking_is_kept(stage) -> None:
    stage.line.deliver(stage.line.follow(stage.somchai))
    (welcome,) = stage.line.wait_sent(stage.somchai)
    assert "กรมโรงงานอุตสาหกรรม" in welcome.text
    stage.line.deliver(stage.line.unfollow(stage.somchai))
    stage.line.deliver(stage.line.follow(stage.somchai))
    assert len(stage.line.wait_sent(stage.somchai, 2)) == 2


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file", "location", "sticker"])
def test_media_get_a_kind_word(stage, kind) -> None:
    act = {
        "image": lambda: stage.line.image(stage.somchai, b"\xff\xd8\xff"),
        "video": lambda: stage.line.video(stage.somchai, b"mp4"),
        "audio": lambda: stage.line.audio(stage.somchai, b"m4a"),
        "file": lambda: stage.line.file(stage.somchai, "แผน.pdf", b"%PDF"),
        "location": lambda: stage.line.location(stage.somchai, 13.7, 100.5),
        "sticker": lambda: stage.line.sticker(stage.somchai),
    }
    stage.line.deliver(act[kind]())
    (answer,) = stage.line.wait_sent(stage.somchai)
    assert answer.text


def test_an_unsent_question_is_not_answered_and_forgotten(stage) -> None:
    """The unsend may come before the message itself."""
    asked = stage.line.text(stage.somchai, "คะแนนรวม ความลับ")
    stage.line.deliver(stage.line.unsend(asked.message_id))
    stage.line.deliver(asked)
    assert "94.14" in stage.ask("ข้อ e14").text
    assert len(stage.line.sent(stage.somchai)) == 1


# --- buttons ------------------------------------------------------------------------------------------


def test_every_quick_reply_leads_to_an_answer(stage) -> None:
    first = stage.ask("คะแนนรวม")
    for action in first.quick_replies:
        assert len(action["data"]) <= BUTTON_LIMIT
        before = len(stage.line.sent(stage.somchai))
        stage.line.deliver(stage.line.tap(stage.somchai, action))
        stage.line.wait_sent(stage.somchai, before + 1)


@pytest.mark.parametrize(
    "data", ["", "x", "0|score.overall|1|{}", "1|nothing|1|{}", "1|score.issue|1|[]", "ก" * 300]
)
def test_a_stale_button_says_so(stage, data) -> None:
    made = events.postback(
        data, events.user_source(stage.somchai.user_id), stage.line.ids, stage.line.clock.now(), None
    )
    stage.line.deliver(stage.line.webhook([made]))
    if data:
        assert stage.line.wait_sent(stage.somchai)


@pytest.mark.parametrize(
    "data",
    [
        '1|score.question|1|{"question":"z99"}',
        '1|score.overall|1|{"year":"soon"}',
        '1|score.overall|1|{"year":99999999}',
        '1|score.whatif|1|{"changes":[]}',
        '1|score.whatif|1|{"changes":{"e14":"NaN"}}',
        '1|score.whatif|1|{"changes":{"e14":{}}}',
        '1|measure.list|99|{"issue":77}',
        '1|deadline.list|1|{"within":-5}',
        '1|score.lowest|1|{"count":-3,"threshold":"x"}',
        '1|measure.list|1|{"unit":"ไม่มี"}',
        '1|score.compare|1|{"years":[1]}',
    ],
)
def test_a_button_that_was_tampered_with_does_no_harm(stage, data) -> None:
    stage.line.deliver(stage.line.postback(stage.somchai, data))
    assert stage.line.wait_sent(stage.somchai)
    assert failures(stage) == 0


def test_see_more_goes_through_all_measures(stage) -> None:
    seen, message = set(), stage.ask("มาตรการทั้งหมด")
    for _ in range(10):
        shown = json.dumps(message.content, ensure_ascii=False)
        seen |= {
            f"{i}.{n}"
            for i in range(1, 8)
            for n in range(1, 11)
            if f'"{i}.{n}"' in shown or f" {i}.{n}" in shown
        }
        data = [part for part in shown.split('"') if part.startswith("1|measure.list|")]
        more = next((part for part in stage_buttons(message.content) if part.split("|")[2] != "1"), None)
        if more is None or not data:
            break
        count = len(stage.line.sent(stage.somchai))
        stage.line.deliver(stage.line.postback(stage.somchai, more))
        message = stage.line.wait_sent(stage.somchai, count + 1)[-1]
    assert len(seen) == 47


def stage_buttons(content):
    """Postback data of measure lists in a card itself, not in its quick replies."""
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, dict):
            if str(node.get("data", "")).startswith("1|measure.list|"):
                found.append(node["data"])
            for key, value in node.items():
                if key != "quickReply":
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(content)
    return found


# --- people -------------------------------------------------------------------------------------------


def test_language_is_kept_and_answers_follow_it(stage) -> None:
    stage.ask("switch to English")
    assert "98.90" in (english := stage.ask("คะแนนรวม").text)
    assert "ดีเยี่ยม" not in english
    stage.ask("เปลี่ยนเป็นภาษาไทย")
    assert "ดีเยี่ยม" in stage.ask("คะแนนรวม").text


def test_a_year_without_data_names_the_one_there_is(stage) -> None:
    answer = stage.ask("คะแนนรวมปี 2559")
    assert "2559" in answer.text
    assert "2566" in answer.text


def test_what_later_work_opens_says_so(stage) -> None:
    for said in (
        "ลงทะเบียน ABCD-1234",
        "3.2 60% จัดทำคู่มือแล้ว",
        "เลื่อนเตือน 3 วัน",
        "ประกาศถึงทุกคน: ทดสอบ",
        "ลบข้อมูลของฉัน",
    ):
        count = len(stage.line.sent(stage.somchai))
        stage.line.say(stage.somchai, said)
        stage.line.wait_sent(stage.somchai, count + 1)
    assert failures(stage) == 0


def test_nonsense_gets_the_nearest_readings_never_silence(stage) -> None:
    answer = stage.ask("3")
    assert answer.quick_replies
