"""The whole of it in the chat: a notice to two units, one called back, and one to a thousand people."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlmodel import update

from bot.store import notices
from bot.store.engine import writing
from bot.store.tables import Chat, Notice
from tests.flows.broadcast import MULTICAST, crowd, kept, look, second_agency, wait_state
from tests.flows.conftest import Stage
from tests.flows.desk import Desk
from tests.flows.notices import SAID, WORDS
from tests.flows.office import Staff
from tests.flows.test_trouble import wait_for

THOUSAND = "พรุ่งนี้ระบบปิดปรับปรุง 18.00-20.00 น."


@pytest.fixture
def desk(public_stage: Stage) -> Desk:
    """A bot of this test's own, with a public address."""
    return Desk(public_stage)


def had(desk: Desk, words: str) -> Counter[str]:
    """Return how often each LINE id has a message with these very words from the bot."""
    line = desk.stage.line
    with line.changed:
        return Counter(
            chat
            for chat, messages in line.world.chats.items()
            for one in messages
            if one.sender == line.world.bot_id and one.content.get("text") == words
        )


def after_hold(desk: Desk) -> None:
    desk.stage.clock.push(seconds=46)
    look(desk.stage)


def test_two_units_get_a_notice_once_and_sign_for_it(desk: Desk) -> None:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    those: list[Staff] = [desk.person("กานดา", "กย."), desk.person("สมศรี", "สล."), desk.person("มานะ", "ศส.")]
    before = [desk.count(one) for one in those]
    admin.say(SAID)
    admin.tap("ยืนยัน")
    assert look(desk.stage) == 0  # it is held
    after_hold(desk)
    wait_state(desk.stage, 1, notices.SENT)
    units = those[:2]
    assert had(desk, WORDS) - Counter([admin.line.user_id]) == Counter(one.line.user_id for one in units)
    for one, count in zip(units, before, strict=False):
        desk.hears(one, count + 2)
    one = units[0]
    one.got = desk.stage.line.sent(one.line)[-2:]
    one.tap("รับทราบ")
    assert "รับทราบ" in one.card
    admin.say("ประกาศล่าสุดถึงไหนแล้ว")
    assert "ส่งแล้ว" in admin.card
    assert kept(desk.stage, 1).acknowledged == 1


def test_one_that_is_called_back_reaches_nobody(desk: Desk) -> None:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    admin.say(SAID)
    admin.tap("ยืนยัน")
    admin.say("ยกเลิก")
    assert "เรียกคืนทันเวลา" in admin.card
    after_hold(desk)
    assert had(desk, WORDS) - Counter([admin.line.user_id]) == Counter()
    assert kept(desk.stage, 1).states == {"queued": 1}


def test_of_one_that_is_changed_only_the_changed_one_is_sent_and_once(desk: Desk) -> None:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    those: list[Staff] = [desk.person("กานดา", "กย."), desk.person("สมศรี", "สล.")]
    admin.say(SAID)
    admin.say("บ่ายสอง")
    admin.tap("ยืนยัน")
    admin.say("แก้ไขประกาศ 1 เป็น งดประชุม")
    desk.pass_time(hours=5, minutes=1)  # its time comes while it is being changed
    assert look(desk.stage) == 0
    admin.tap("ส่งทันที")
    admin.tap("ยืนยัน")
    after_hold(desk)
    wait_state(desk.stage, 2, notices.SENT)
    got = had(desk, "งดประชุม")
    assert [got[one.line.user_id] for one in those] == [1, 1]
    assert set(had(desk, WORDS)) == {admin.line.user_id}
    assert kept(desk.stage, 1).states == {"queued": 2}


def test_another_agencys_notice_is_not_changed(desk: Desk) -> None:
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    desk.person("กานดา", "กย.")
    admin.say(SAID)
    admin.tap("ยืนยัน")
    elsewhere = second_agency(desk.engine)
    with writing(desk.engine) as session:
        session.execute(update(Notice).values(agency_id=elsewhere))
    for said in ("แก้ไขประกาศ 1", "แก้ประกาศล่าสุด"):
        admin.say(said)
        assert "ไม่พบประกาศ" in admin.card
    assert kept(desk.stage, 1).state == notices.SCHEDULED


def test_a_thousand_get_it_with_a_pause_on_the_way(desk: Desk) -> None:
    stage = desk.stage
    admin: Staff = desk.person("อารี", "ศส.", role="admin")
    other: Staff = desk.person("บุญมี", "กย.", role="admin")
    those = crowd(desk.engine, stage.line, 1000, at=stage.clock())
    reached(desk, those.line_ids)
    everybody = {*those.line_ids, admin.line.user_id, other.line.user_id}
    before = desk.count(other)

    admin.say(f"ประกาศถึงทุกคน: {THOUSAND}")
    assert "1,002 คน" in admin.card
    admin.tap("ยืนยัน")
    admin.say("1002")
    assert "รออนุมัติ" in admin.card
    desk.hears(other, before + 3)
    other.tap("อนุมัติ")
    stage.line.slow(1, MULTICAST, times=0)
    after_hold(desk)
    wait_for(lambda: kept(stage, 1).states.get("sent", 0) >= 20)  # the first wave
    admin.say("พักประกาศ 1")
    assert kept(stage, 1).state == notices.PAUSED
    wait_for(lambda: not kept(stage, 1).states.get("sending"))
    admin.say("สถานะประกาศ 1")
    assert "พักการส่ง" in admin.card
    reached_so_far = kept(stage, 1).states["sent"]
    assert reached_so_far < len(everybody)

    stage.line.clear_faults()
    admin.say("ส่งประกาศ 1 ต่อ")
    done = wait_state(stage, 1, notices.SENT, 30)
    assert done.states == {"sent": len(everybody)}
    previewed = Counter([admin.line.user_id, other.line.user_id])  # and shown to who approves
    assert had(desk, THOUSAND) - previewed == Counter(dict.fromkeys(everybody, 1))


def reached(desk: Desk, line_ids: tuple[str, ...]) -> None:
    """Let everybody have written to the bot once, so that it knows their chats."""
    with writing(desk.engine) as session:
        session.add_all(Chat(channel_id=1, line_id=one) for one in line_ids)
