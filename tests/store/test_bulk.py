"""Many rows at once: what is stored is what was given, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.store import bulk
from bot.store import engine as engines
from bot.store.engine import reading, writing
from bot.store.tables import Agency, Notice, NoticeRecipient

NOW = dt.datetime(2024, 4, 1, 9, 0, 0, 123456, dt.timezone(dt.timedelta(hours=7)))
ODD = 'ตาม\t"ที่"\nเห็น\\N \\. ,;'


@pytest.fixture
def engine(database_url):
    made = engines.create(database_url)
    with writing(made) as session:
        session.add(Agency(id=1, code="a", name_th="ก", short_th="ก"))
        session.flush()
        values = {
            "agency_id": 1,
            "made_at": NOW,
            "send_at": NOW,
            "content": {},
            "audience": [],
            "sources": [],
        }
        session.add(Notice(id=1, number=1, state="sent", total=0, cost=0, **values))
    yield made
    made.dispose()


def row(**values):
    given = {"notice_id": 1, "language": "th", "unit": "กย.", "state": "sent", "why": None, "done_at": NOW}
    return {**given, "filled": None, **values}


def test_whatever_is_in_a_row_is_stored_as_it_is(engine) -> None:
    rows = [row(why=ODD, filled={"ชื่อ": ODD}), row(), *(row(unit=str(one)) for one in range(bulk.BATCH))]
    with writing(engine) as session:
        bulk.insert(session, NoticeRecipient, rows)
        bulk.insert(session, NoticeRecipient, [])
    with reading(engine) as session:
        found = session.exec(select(NoticeRecipient).order_by(col(NoticeRecipient.id))).all()
        nulls = session.execute(text("SELECT count(*) FROM notice_recipient WHERE why IS NULL")).scalar_one()
    assert [{name: getattr(one, name) for name in rows[0]} for one in found] == rows
    assert nulls == len(rows) - 1


def test_it_belongs_to_the_transaction_and_is_checked_as_ever(engine) -> None:
    def both() -> None:
        with writing(engine) as session:
            bulk.insert(session, NoticeRecipient, [row()])
            bulk.insert(session, NoticeRecipient, [row(notice_id=99)])

    with pytest.raises(IntegrityError):
        both()
    with reading(engine) as session:
        assert session.exec(select(NoticeRecipient)).all() == []
