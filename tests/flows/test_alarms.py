"""What is told to whoever answers for others: alarms, escalations, digests, reports that wait."""

from __future__ import annotations

import datetime as dt

from sqlmodel import col, select

from bot.store import hearing
from bot.store.engine import reading
from bot.store.tables import Person, Unit
from bot.usecases import forecasting
from tests.flows.conftest import Stage
from tests.flows.office import Office, Staff, texts
from tests.flows.rounds import do_round, turn_to
from tests.flows.test_leave import YES, come, key, note, pushed_to, told
from tests.flows.test_trouble import wait_for
from tests.flows.ticks import BANGKOK

NOBODY_HEARS = "ยังไม่มีผู้รับการเตือน"
LATE = "เกินกำหนดแล้วและยังไม่มีรายงาน"


def everywhere(office: Office, *but: str) -> Staff:
    """Bring in somebody who is staff of all units, but for some."""
    with reading(office.engine) as session:
        units = session.exec(select(Unit.abbr).where(Unit.kind != "all").order_by(col(Unit.position))).all()
    return come(office, "ทุกหน่วย", *(unit for unit in units if unit not in but))


def reachable(office: Office, person: Staff) -> bool:
    with reading(office.engine) as session:
        return bool(hearing.of_people(session, [key(office, person)]))


def carried(person: Staff) -> str:
    """Ask something, and return all words of the card that comes along."""
    person.say("คะแนนรวม")
    return " ".join(texts(person.got[-1].content)) if len(person.got) > 1 else ""


def at(stage: Stage, moment: str) -> None:
    turn_to(stage, moment)
    do_round(stage)


def foretold_on(office: Office, name: str, day: dt.date) -> list[str]:
    """Return the kinds of what is foretold for somebody on a day."""
    with reading(office.engine) as session:
        named = select(Person.id).where(Person.name == name).order_by(col(Person.id).desc())
        who = session.exec(named).first()  # people of earlier tests stay
        prospect = forecasting.gather(session, office.agency_id, day - dt.timedelta(days=3))
    told_ = forecasting.forecast(prospect, day - dt.timedelta(days=3), day, BANGKOK)
    return [one.kind for on in told_ if (on.day, on.person_id) == (day, who) for one in on.reminders]


# --- nobody hears -----------------------------------------------------------------------------------------


def test_units_that_nobody_hears_of_are_one_line_each_before_the_deadline(stage, office) -> None:
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    everywhere(office, "ศส.", "กย.")
    at(stage, "2024-04-02 09:00")
    card = carried(admin)
    assert card.count("กำหนดส่ง 30 เม.ย. 2567") == 2
    assert NOBODY_HEARS in card
    assert "ศส." in card
    admin.tap("เชิญคนของ ศส.")
    assert "รหัส" in admin.card
    at(stage, "2024-04-03 13:00")
    assert NOBODY_HEARS not in carried(admin)  # once a step, not daily


def test_an_alarm_that_nobody_saw_is_pushed_at_the_latest_14_days_before(stage, office) -> None:
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    everywhere(office, "ศส.", "กย.")
    at(stage, "2024-04-02 09:00")
    at(stage, "2024-04-02 15:00")
    assert pushed_to(stage, admin) == []
    at(stage, "2024-04-04 13:00")
    (card,) = pushed_to(stage, admin)
    assert card.count("กำหนดส่ง 30 เม.ย. 2567") == 2


def test_a_unit_whose_people_come_or_go_is_heard_or_not(stage, office) -> None:
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    everywhere(office, "ศส.")
    at(stage, "2024-04-02 09:00")
    assert told(office, admin, "unheard")
    suda = come(office, "สุดา", "ศส.")
    do_round(stage)
    assert NOBODY_HEARS not in carried(admin)
    note(suda, "2024-04-04", "2024-04-05", substitute=0)
    at(stage, "2024-04-04 09:00")
    card = carried(admin)
    assert NOBODY_HEARS in card
    assert "ศส." in card


def test_a_unit_whose_last_one_blocks_the_bot_is_not_heard(stage, office) -> None:
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    everywhere(office, "ศส.")
    suda = come(office, "สุดา", "ศส.")
    at(stage, "2024-04-02 09:00")
    assert told(office, admin, "unheard") == []
    office.stage.line.deliver(office.stage.line.unfollow(suda.line))
    wait_for(lambda: not reachable(office, suda))
    do_round(stage)
    assert NOBODY_HEARS in carried(admin)
    suda.send(office.stage.line.follow(suda.line))
    do_round(stage)
    assert NOBODY_HEARS not in carried(admin)


# --- escalation, and its end ------------------------------------------------------------------------------


def test_what_is_overdue_reaches_the_head_then_the_centre_and_both_hear_when_it_is_done(
    stage, office
) -> None:
    suda = come(office, "สุดา", "ศส.")
    head = come(office, "หัวหน้า", "ศส.", role="head")
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    reviewer = come(office, "ผู้ตรวจ", "กย.", role="reviewer")
    everywhere(office, "ศส.")
    at(stage, "2024-04-30 09:00")
    at(stage, "2024-05-03 13:00")
    assert any(LATE in card for card in pushed_to(stage, head)) or LATE in carried(head)
    at(stage, "2024-05-13 13:00")  # 6 and 10 May are holidays
    shown = [card for card in pushed_to(stage, admin) if LATE in card]
    assert shown
    assert "ตั้งแต่ 30 เม.ย. 2567" in shown[-1]
    assert "ศส." in shown[-1]
    suda.say("3.2 100% เสร็จแล้ว")
    suda.tap(YES)
    at(stage, "2024-05-13 14:00")
    assert told(office, admin, "done") == []  # nobody has accepted it yet
    (report,) = office.reports()
    reviewer.want("progress.accept", report=report.id, measure="3.2")
    before = len(pushed_to(stage, admin))
    at(stage, "2024-05-14 09:00")
    for person in (head, admin):
        assert "3.2 ของ ศส. เสร็จแล้ว" in carried(person)
    assert len(pushed_to(stage, admin)) == before


# --- the week ---------------------------------------------------------------------------------------------


def test_the_digest_is_ones_own_the_units_or_the_agencys(stage, office) -> None:
    suda = come(office, "สุดา", "ศส.")
    head = come(office, "หัวหน้า", "ศส.", role="head")
    admin = come(office, "ผู้ดูแล", "สล.", role="admin")
    gone = come(office, "วิชัย", "ศส.")
    admin.say("reply in english")
    at(stage, "2024-04-02 09:00")
    note(gone, "2024-04-09", "2024-04-10", substitute=0)
    at(stage, "2024-04-09 08:30")
    at(stage, "2024-04-09 13:00")
    (own,) = [card for card in pushed_to(stage, suda) if "สัปดาห์นี้" in card]
    assert "มาตรการของคุณสัปดาห์นี้" in own
    (units,) = [card for card in pushed_to(stage, head) if "สัปดาห์นี้" in card]
    assert "หน่วยของคุณสัปดาห์นี้" in units
    (whole,) = [card for card in pushed_to(stage, admin) if "This week" in card]
    assert "This week: the whole agency" in whole
    assert whole.count(" open, ") <= 8 + 1
    assert not [card for card in pushed_to(stage, gone) if "สัปดาห์นี้" in card]


def test_a_reviewer_gets_a_digest_only_if_something_waits(stage, office) -> None:
    reviewer = come(office, "ผู้ตรวจ", "กย.", role="reviewer")
    suda = come(office, "สุดา", "ศส.")
    at(stage, "2024-04-02 09:00")
    at(stage, "2024-04-17 13:00")
    assert pushed_to(stage, reviewer) == []
    turn_to(stage, "2024-04-18 09:00")
    suda.say("3.2 100% เสร็จแล้ว")
    before = len(office.stage.line.sent(reviewer.line))
    suda.tap(YES)
    office.stage.line.wait_sent(reviewer.line, before + 1)
    first = len(pushed_to(stage, reviewer))
    at(stage, "2024-04-19 13:00")
    assert len(pushed_to(stage, reviewer)) == first
    assert "digest" in foretold_on(office, "ผู้ตรวจ", dt.date(2024, 4, 22))
    at(stage, "2024-04-22 13:00")  # the week begins
    assert "มีรายงานรอคุณตรวจ 1 ฉบับ" in pushed_to(stage, reviewer)[first]
    at(stage, "2024-04-23 09:00")  # it has waited for three working days
    assert "มีรายงานรอคุณตรวจ 1 ฉบับ ฉบับแรกรอมาตั้งแต่ 18 เม.ย. 2567 (3 วันทำการ)" in carried(reviewer)
    at(stage, "2024-04-24 13:00")
    assert carried(reviewer) == ""
    (report,) = office.reports()
    reviewer.want("progress.accept", report=report.id, measure="3.2")
    at(stage, "2024-04-29 13:00")
    assert len(pushed_to(stage, reviewer)) == first + 1


# --- quoting ----------------------------------------------------------------------------------------------


def test_a_card_with_several_measures_asks_which_is_done(stage, office) -> None:
    suda = come(office, "สุดา", "ศส.")
    at(stage, "2024-04-03 09:00")
    at(stage, "2024-04-04 13:00")
    card = office.stage.line.sent(suda.line)[-1]
    suda.say("เสร็จแล้ว", quote=card)
    assert "มาตรการไหน" in suda.heard or "มาตรการใด" in suda.heard
    suda.say("3.2")
    suda.say("100")
    suda.tap(YES)
    assert office.share("3.2", "ศส.") == (100, False)
