"""A privacy notice that says more than the one that somebody accepted."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.store.engine import reading, writing
from bot.store.tables import Person
from bot.usecases.joining import NOTICE_VERSION
from tests.flows.office import texts

NEWS = "ประกาศความเป็นส่วนตัวมีข้อความเพิ่มเติม"


@pytest.fixture
def earlier(desk, somchai):
    """Somebody who accepted the first notice."""
    with writing(desk.engine) as session:
        session.execute(update(Person).where(Person.contact_id.is_not(None)).values(notice_version=1))
    return somchai


def told(desk):
    """Which version the newest person accepted, and which they were told of since."""
    with reading(desk.engine) as session:
        person = session.exec(select(Person).order_by(col(Person.id).desc())).first()
        assert person is not None
        return person.notice_version, person.notice_told


def test_whoever_accepted_an_earlier_one_is_told_once_with_the_next_answer(desk, earlier) -> None:
    earlier.say("คะแนนรวม")
    assert NEWS in earlier.card
    assert "98.90" in earlier.card
    assert told(desk) == (1, NOTICE_VERSION)
    earlier.say("คะแนนรวม")
    assert NEWS not in earlier.card


def test_in_a_group_nobody_is_told(desk, earlier, team) -> None:
    desk.stage.line.deliver(desk.stage.line.text(earlier.line, "@ITA คะแนนรวม", team))
    (said,) = desk.stage.line.wait_sent(team, 1)
    assert NEWS not in " ".join(texts(said.content))
    assert told(desk) == (1, None)


def test_whoever_accepted_this_one_is_not_told(desk, somchai) -> None:
    somchai.say("คะแนนรวม")
    assert NEWS not in somchai.card
    assert told(desk) == (NOTICE_VERSION, None)


def test_strangers_are_not_told(stage) -> None:
    assert NEWS not in " ".join(texts(stage.ask("คะแนนรวม").content))
