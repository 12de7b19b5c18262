"""What stays of notices: for a year, without whoever was erased; and a copy sends none of them by itself."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlmodel import col, select, update
from structlog.testing import capture_logs

from bot import ticking
from bot.broadcasting import Caster
from bot.store import deployment, notice_recipients, notices
from bot.store.engine import reading, writing
from bot.store.notices import NewRecipient
from bot.store.tables import Notice, NoticeRecipient
from tests.flows.bot import APRIL
from tests.flows.broadcast import crowd, make, multicasts, recipients
from tests.flows.ticks import desk_of

NOW = APRIL.astimezone(dt.UTC)
YEAR = dt.timedelta(days=366)


@pytest.fixture
def desk(databases, tmp_path):
    with desk_of(databases, tmp_path) as made:
        yield made


def tick(desk, now: dt.datetime) -> None:
    asyncio.run(ticking.tick(desk.engine, desk.settings, now))


def rows(desk, key: int) -> list[NoticeRecipient]:
    with reading(desk.engine) as session:
        statement = select(NoticeRecipient).where(NoticeRecipient.notice_id == key)
        return list(session.exec(statement.order_by(col(NoticeRecipient.id))))


def test_who_is_erased_waits_for_no_notice_and_leaves_a_bare_number(desk) -> None:
    those = crowd(desk.engine, desk.line, 2, at=NOW)
    to = [
        NewRecipient(person_id=key, channel_id=1, language="th", unit="ศส.", filled={"ชื่อ": "สมชาย"})
        for key in those.people
    ]
    key = make(desk.engine, those, to, at=NOW, send_at=NOW + dt.timedelta(days=1))
    with writing(desk.engine) as session:
        notice_recipients.erase(session, those.people[0], NOW)
    gone, other = rows(desk, key)
    assert (gone.state, gone.why, gone.filled) == ("skipped", "erased", None)
    assert (other.state, other.filled) == ("queued", {"ชื่อ": "สมชาย"})


def test_what_an_erased_author_wrote_names_none_of_their_messages(desk) -> None:
    those = crowd(desk.engine, desk.line, 2, at=NOW)
    keys = [make(desk.engine, those, [], at=NOW, author=key) for key in those.people]
    with writing(desk.engine) as session:
        session.execute(update(Notice).values(sources=["468789577898262530"]))
        notice_recipients.erase(session, those.people[0], NOW)
    with reading(desk.engine) as session:
        found = dict(session.exec(select(Notice.id, Notice.sources)).all())
    assert [found[key] for key in keys] == [[], ["468789577898262530"]]


def test_to_look_after_a_notice_that_was_thrown_away_is_nothing(desk) -> None:
    with capture_logs() as logged, writing(desk.engine) as session:
        assert Caster().attend(session, 4711, NOW) is False
    assert logged == []


def test_notices_are_thrown_away_a_year_later_but_not_those_to_come(desk) -> None:
    those = crowd(desk.engine, desk.line, 30, at=NOW)
    to = recipients(desk.engine, those)
    old = make(desk.engine, those, to, at=NOW)
    tick(desk, NOW)
    waits = make(desk.engine, those, to, at=NOW, send_at=NOW + 2 * YEAR)
    with writing(desk.engine) as session:
        assert notice_recipients.forget(session, NOW) == 0
        later = NOW + dt.timedelta(seconds=1)
        assert [notice_recipients.forget(session, later, 20) for _ in range(3)] == [20, 11, 0]
    assert (len(rows(desk, old)), len(rows(desk, waits))) == (0, 30)


@pytest.mark.parametrize("send_waiting", [True, False])
def test_a_copy_sends_nothing_and_armed_only_what_the_original_cannot_have_sent(desk, send_waiting) -> None:
    those = crowd(desk.engine, desk.line, 30, at=NOW)
    to = recipients(desk.engine, those)
    begun = make(desk.engine, those, to, at=NOW)
    later = make(desk.engine, those, to, at=NOW, send_at=NOW + dt.timedelta(days=1))
    desk.line.fail(429, "multicast")
    tick(desk, NOW)  # twenty wait in the outbox, ten in the list
    with writing(desk.engine) as session:
        deployment.disarm(session, NOW, "copied")
    with pytest.raises(ticking.NotArmed):
        tick(desk, NOW + dt.timedelta(hours=1))
    with writing(desk.engine) as session:
        assert deployment.arm(session, NOW + dt.timedelta(hours=1), "me", send_waiting=send_waiting)
    tick(desk, NOW + dt.timedelta(hours=2))
    tick(desk, NOW + dt.timedelta(days=2))
    with reading(desk.engine) as session:
        found = [notices.bare(session, key) for key in (begun, later)]
    assert [one.state for one in found] == [notices.SENT if send_waiting else notices.PAUSED, notices.SENT]
    assert found[0].why == (None if send_waiting else deployment.COPIED)
    taken = sum(len(call.request["to"]) for call in multicasts(desk.line, taken=True))
    assert taken == (60 if send_waiting else 30)
    if not send_waiting:
        assert [one.state for one in rows(desk, begun)] == ["unknown"] * 20 + ["queued"] * 10
