"""A notice that was confirmed goes out: to each once, in their language, and that is on record."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from dataclasses import replace

import pytest
from sqlmodel import col, select, update

from bot.broadcasting import Caster
from bot.jobs import Jobs
from bot.jobs import notices as jobs
from bot.store import notices, quota
from bot.store.engine import reading, writing
from bot.store.notices import NewRecipient
from bot.store.quota import Reading
from bot.store.tables import Membership, Notice, NoticeRecipient, OutboxMessage, Person
from bot.usecases.notices import content
from tests.flows.broadcast import (
    MULTICAST,
    PUSH,
    admin,
    block,
    crowd,
    erase,
    got,
    kept,
    language_of,
    look,
    make,
    multicasts,
    recipients,
    second_agency,
    states,
    turn,
    unit_group,
    wait_state,
)
from tests.flows.conftest import Stage
from tests.flows.test_trouble import in_flight, wait_for


@pytest.fixture
def stage(own_stage: Stage) -> Stage:
    """A bot of this test's own: these change agencies, channels and who speaks what."""
    return own_stage


def test_each_gets_it_once_in_their_language(stage) -> None:
    those = crowd(stage.service.engine, stage.line, 60, at=stage.clock(), english=25)
    key = make(stage.service.engine, those, recipients(stage.service.engine, those), at=stage.clock())
    assert look(stage) == 1
    done = wait_state(stage, key, notices.SENT)
    assert got(stage.line) == Counter(those.line_ids)
    assert done.states == {"sent": 60}
    assert set(states(stage, key).values()) == {"sent"}
    assert "Notice 1 from" in language_of(stage, those.line_ids[0])
    assert "ประกาศที่ 1" in language_of(stage, those.line_ids[-1])
    sizes = [len(call.request["to"]) for call in multicasts(stage.line)]
    assert sizes[0] == 20
    assert sorted(sizes) == [5, 20, 35]
    assert len({call.retry_key for call in multicasts(stage.line)}) == 3
    assert (done.started_at, done.ended_at) == (stage.clock(), stage.clock())
    assert look(stage) == 0


def test_that_all_are_gone_is_known_at_one_look(stage) -> None:
    those = crowd(stage.service.engine, stage.line, 150, at=stage.clock())
    key = make(stage.service.engine, those, recipients(stage.service.engine, those), at=stage.clock())
    with writing(stage.service.engine) as session:
        session.execute(update(Membership).values(ended_at=stage.clock()))
    assert look(stage) == 1
    assert kept(stage, key).state == notices.SENT
    assert kept(stage, key).states == {"skipped": 150}
    assert multicasts(stage.line) == []


def test_two_notices_at_once_take_the_room_of_the_month_once(stage) -> None:
    """Two nodes look after one each: the second waits for what the first took."""
    engine, now = stage.service.engine, stage.clock()
    stage.line.set_quota(20)
    those = crowd(engine, stage.line, 15, at=now)
    to = recipients(engine, those)
    first, second = (make(engine, those, to, at=now, send_at=now + dt.timedelta(hours=1)) for _ in "ab")
    look(stage)  # what LINE says of the month
    with writing(engine) as session:
        told = Reading(channel_id=1, month=f"{now:%Y-%m}", most=20, used=0, read_at=now)
        quota.note(session, told)
        session.execute(update(Notice).values(state=notices.SENDING))

    def attend(key: int) -> None:
        with writing(engine) as other:
            Caster().attend(other, key, now)

    beside = threading.Thread(target=attend, args=(second,))
    with writing(engine) as session:
        Caster().attend(session, first, now)
        beside.start()
        beside.join(1)  # on a file it cannot even begin
    beside.join()
    with reading(engine) as session:
        rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.notice_id).is_not(None))).all()
    assert sum(row.cost or 0 for row in rows) <= 18
    assert kept(stage, second).states.get("queued", 0) >= 12


def test_an_author_who_left_the_agency_is_told_no_more(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 4, at=stage.clock())
    author, line_id = admin(stage, those)
    here = [one for one in recipients(engine, those) if one.person_id != author]
    key = make(engine, those, here, at=stage.clock(), author=author, send_at=stage.clock().replace(hour=13))
    with writing(engine) as session:
        ended = update(Membership).where(col(Membership.person_id) == author)
        session.execute(ended.values(ended_at=stage.clock()))
    stage.clock.push(hours=4)
    look(stage)
    wait_state(stage, key, notices.SENT)
    assert [one.text for one in stage.line.sent(line_id)] == []
    with writing(engine) as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.recipient == line_id)).all()
    assert rows == []


def test_nothing_leaves_before_its_time(stage) -> None:
    those = crowd(stage.service.engine, stage.line, 3, at=stage.clock())
    later = stage.clock().replace(hour=13)
    key = make(
        stage.service.engine,
        those,
        recipients(stage.service.engine, those),
        at=stage.clock(),
        send_at=later,
    )
    assert look(stage) == 0
    assert kept(stage, key).states == {"queued": 3}
    stage.clock.push(hours=4)
    assert look(stage) == 1
    wait_state(stage, key, notices.SENT)
    assert got(stage.line) == Counter(those.line_ids)


def test_a_group_is_pushed_to_and_counts_as_many_as_it_has(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 2, at=stage.clock())
    group = stage.line.group("ศส.", list(those.line_ids))
    chat = unit_group(stage, group.group_id, members=2)
    to = [*recipients(engine, those), NewRecipient(chat_id=chat, channel_id=1, language="th", unit="ศส.")]
    key = make(engine, those, to, at=stage.clock())
    look(stage)
    assert wait_state(stage, key, notices.SENT).states == {"sent": 3}
    assert got(stage.line) == Counter([*those.line_ids, group.group_id])
    (push,) = [call for call in stage.line.calls if call.path == PUSH]
    assert push.request["to"] == group.group_id
    with reading(engine) as session:
        rows = session.exec(
            select(OutboxMessage.recipient, OutboxMessage.cost).order_by(col(OutboxMessage.id))
        ).all()
    assert sorted(rows) == [("many", 2), ("one", 2)]


def test_who_cannot_be_reached_is_skipped_and_that_is_on_record(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 6, at=stage.clock())
    neighbour = second_agency(engine)
    key = make(engine, those, recipients(engine, those), at=stage.clock())
    block(stage, those.line_ids[0])
    erase(stage, those.people[1])
    with writing(engine) as session:
        session.execute(
            update(Membership)
            .where(col(Membership.person_id) == those.people[2])
            .values(ended_at=stage.clock())
        )
        session.execute(update(Person).where(col(Person.id) == those.people[3]).values(agency_id=neighbour))
    look(stage)
    assert wait_state(stage, key, notices.SENT).states == {"sent": 2, "skipped": 4}
    assert got(stage.line) == Counter(those.line_ids[4:])
    with reading(engine) as session:
        statement = select(NoticeRecipient.why).order_by(col(NoticeRecipient.id))
        assert session.exec(statement).all() == ["blocked", "erased", "left", "left", None, None]


def test_placeholders_are_filled_for_each(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 2, at=stage.clock())
    to = [
        replace(one, filled={"name": name, "post": "staff"})
        for one, name in zip(recipients(engine, those), "กข", strict=True)
    ]
    stored = content.dump(content.Content(text="เรียน {name} ({post}) {{หน่วย}}", personal=True))
    key = make(engine, those, to, at=stage.clock(), stored=stored)
    look(stage)
    wait_state(stage, key, notices.SENT)
    said = [stage.line.sent(line_id)[0].text for line_id in those.line_ids]
    assert said == ["เรียน ก (เจ้าหน้าที่) {หน่วย}", "เรียน ข (เจ้าหน้าที่) {หน่วย}"]


def test_a_notice_that_is_cancelled_within_its_hold_reaches_nobody(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 3, at=stage.clock())
    soon = stage.clock() + dt.timedelta(seconds=45)
    key = make(engine, those, recipients(engine, those), at=stage.clock(), send_at=soon)
    turn(stage, those, key, notices.SCHEDULED, state=notices.CANCELLED)
    stage.clock.push(minutes=2)
    assert look(stage) == 0
    assert kept(stage, key).states == {"queued": 3}
    assert stage.line.calls == []


def test_a_notice_is_paused_on_its_way_and_goes_on(stage) -> None:
    """What LINE is taking just then arrives and is on record; nothing else is sent until somebody says so."""
    engine = stage.service.engine
    those = crowd(engine, stage.line, 1000, at=stage.clock())
    key = make(engine, those, recipients(engine, those), at=stage.clock())
    stage.line.slow(1, MULTICAST, times=0)
    look(stage)
    wait_for(lambda: kept(stage, key).states.get("sent", 0) >= 20, 20)
    turn(stage, those, key, notices.SENDING, state=notices.PAUSED)
    wait_for(lambda: not kept(stage, key).states.get("sending"), 20)
    paused = kept(stage, key)
    assert paused.states == {"sent": len(got(stage.line)), "queued": 1000 - len(got(stage.line))}
    assert 20 <= paused.states["sent"] <= 120
    stage.line.clear_faults()
    stage.clock.push(minutes=5)
    assert look(stage) == 0
    turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    assert look(stage) == 1
    assert wait_state(stage, key, notices.SENT, 30).states == {"sent": 1000}
    assert got(stage.line) == Counter(those.line_ids)


def test_what_waits_is_taken_back_when_a_notice_is_paused(stage) -> None:
    engine = stage.service.engine
    those = crowd(engine, stage.line, 10, at=stage.clock())
    key = make(engine, those, recipients(engine, those), at=stage.clock())
    stage.line.fail(429, MULTICAST)
    look(stage)
    stage.line.wait_calls(1, MULTICAST)
    wait_for(lambda: not in_flight(stage))
    turn(stage, those, key, notices.SENDING, state=notices.PAUSED)
    assert kept(stage, key).states == {"queued": 10}
    stage.clock.push(minutes=5)
    turn(stage, those, key, notices.PAUSED, state=notices.SENDING)
    look(stage)
    wait_state(stage, key, notices.SENT)
    assert got(stage.line) == Counter(those.line_ids)
    keys = [call.retry_key for call in multicasts(stage.line)]
    assert len(set(keys)) == 2


def test_durable_work_begins_it_when_it_is_asked_to(stage) -> None:
    """As confirming it does: in the transaction that stores it. Twice is no harm."""
    engine = stage.service.engine
    those = crowd(engine, stage.line, 3, at=stage.clock())
    asking = Jobs(engine, "asking")
    jobs.define(asking, stage.clock, None, engine=engine, ask=lambda: None, caster=Caster())
    key = make(engine, those, recipients(engine, those), at=stage.clock())
    with writing(engine) as session:
        for _ in range(2):
            jobs.enqueue(asking)(session, key, 0.0)
    assert wait_state(stage, key, notices.SENT).states == {"sent": 3}
    assert got(stage.line) == Counter(those.line_ids)
