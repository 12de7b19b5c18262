"""Taking back the message that led to a leave or to a day off: the words go, what was confirmed stays."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import select

from bot.store.engine import reading
from bot.store.tables import Closure, Leave
from tests.flows.test_trouble import wait_for

NAME = "วันสถาปนากรม"
DAY = dt.date(2024, 4, 11)


@pytest.fixture
def arunee(desk):
    return desk.person("อรุณี", "กวภ.", role="admin")


def say(desk, staff, words):
    """Say something; return the message."""
    said = desk.stage.line.text(staff.line, words)
    staff.send(said)
    return said


def closures(desk):
    with reading(desk.engine) as session:
        return [(one.day, one.closed, one.name) for one in session.exec(select(Closure))]


def leaves(desk):
    with reading(desk.engine) as session:
        return [(one.first, one.last, one.ended_at) for one in session.exec(select(Leave))]


def test_a_closed_day_stays_and_its_name_goes(desk, arunee) -> None:
    said = say(desk, arunee, f"เพิ่มวันหยุด 11 เม.ย. {NAME}")
    arunee.tap("ยืนยัน")
    assert closures(desk) == [(DAY, True, NAME)]
    arunee.say("วันหยุด")
    assert NAME in arunee.card
    desk.unsend(arunee, said)
    assert closures(desk) == [(DAY, True, None)]
    assert not desk.holds(NAME)
    arunee.say("วันหยุด")
    assert "11 เม.ย." in arunee.card
    assert NAME not in arunee.card


def test_a_name_of_another_message_stays(desk, arunee) -> None:
    other = say(desk, arunee, "เพิ่มวันหยุด 10 เม.ย. วันหยุดพิเศษของกรม")
    arunee.tap("ยืนยัน")
    say(desk, arunee, f"เพิ่มวันหยุด 11 เม.ย. {NAME}")
    arunee.tap("ยืนยัน")
    desk.unsend(arunee, other)
    assert sorted(closures(desk)) == [(dt.date(2024, 4, 10), True, None), (DAY, True, NAME)]


def test_what_is_still_to_be_sent_with_the_name_is_not_sent(desk, arunee) -> None:
    said = say(desk, arunee, f"เพิ่มวันหยุด 11 เม.ย. {NAME}")
    arunee.tap("ยืนยัน")
    line = desk.stage.line
    line.fail(500, "/v2/bot/message/reply", times=0)
    line.fail(500, "/v2/bot/message/push", times=0)
    line.deliver(line.text(arunee.line, "วันหยุด"))
    line.deliver(line.unsend(said))
    wait_for(lambda: not desk.holds(NAME))
    line.clear_faults()


def test_a_leave_stays_and_none_of_its_words_do(desk, somchai) -> None:
    reason = "ไข้หวัดใหญ่สายพันธุ์เอ"
    said = say(desk, somchai, f"ลาป่วย 8-10 เม.ย. เพราะ{reason}")
    somchai.want("leave.set", substitute=0)
    somchai.tap("ยืนยัน")
    noted = [(dt.date(2024, 4, 8), dt.date(2024, 4, 10), None)]
    assert leaves(desk) == noted
    desk.unsend(somchai, said)
    assert leaves(desk) == noted
    assert not desk.holds(reason)
